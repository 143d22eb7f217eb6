import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectNode, root, run } from './processes.mjs';

/** The levels of tests, from quick to slow; each is a folder below test/. */
export const levels = JSON.parse(readFileSync(path.join(root, 'scripts/levels.json'), 'utf8'));

/** Every file of tests, and every edge in one, runs the same modules: what was compiled is kept. */
const compiled = { NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compiled') };

/** Runs the tests of some levels in one vitest, and resolves to a row for each level. */
export async function runTests(chosen, { options, env }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-test-'));
  const report = path.join(folder, 'report.json');
  const code = await run(
    projectNode,
    [
      'node_modules/.bin/vitest',
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...chosen.map(({ name }) => `--project=${name}`),
      ...options,
    ],
    { ...process.env, ...compiled, ...env },
  );
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  rmSync(folder, { recursive: true });
  const rows = chosen.map((level) => toRow(level, files));
  // An error outside every test, or a runner that died, shows in the exit code only.
  const isUnexplained = code !== 0 && rows.every(({ failed }) => failed === 0);
  const runner = { name: 'test runner', passed: 0, failed: 1, skipped: [], seconds: 0 };
  return isUnexplained ? [...rows, runner] : rows;
}

function toRow({ name }, allFiles) {
  const folder = path.join(root, 'test', name, path.sep);
  const files = allFiles.filter((file) => file.name.startsWith(folder));
  const tests = files.flatMap((file) => file.assertionResults);
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const count = (status) => tests.filter((test) => test.status === status).length;
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  return {
    name,
    passed: count('passed'),
    failed: count('failed') + broken.length,
    flaky: tests.filter(isFlaky).map(toReason),
    skipped: files.length === 0 ? [`no tests in test/${name}`] : skipped,
    seconds: secondsOf(files),
  };
}

/** Passed when it was tried again; what it failed of is told all the same. */
const isFlaky = ({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0;

const toReason = ({ fullName, failureMessages: [why] }) => `${fullName}\n    ${why.split('\n', 1)}`;

function secondsOf(files) {
  if (files.length === 0) return 0;
  const startMs = Math.min(...files.map((file) => file.startTime));
  const endMs = Math.max(...files.map((file) => file.endTime));
  return (endMs - startMs) / 1000;
}
