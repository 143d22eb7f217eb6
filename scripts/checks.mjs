import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture, projectNode, root } from './processes.mjs';

/** Each of several checkers would work out again the types that most files share. */
const tsc = ['tsc', '--checkers', '1'];

/** What a tool can say about the sources without running them. */
const checks = [
  { name: 'format and lint', command: ['biome', 'ci', '--error-on-warnings', '--colors=off', '.'] },
  { name: 'types', command: tsc },
  { name: 'types of the pages', command: [...tsc, '-p', 'dashboards'], of: 'dashboards/src' },
  { name: 'layers and cycles', command: ['depcruise', '.'] },
  { name: 'dead code', command: ['knip'] },
  {
    name: 'generated documents',
    command: ['../../scripts/docs.ts', '--check'],
    of: 'scripts/docs.ts',
  },
];

/** Runs all checks side by side, prints what the failed ones said, resolves to a row for each. */
export function runChecks() {
  return Promise.all(checks.map(runCheck));
}

async function runCheck({ name, command: [tool, ...args], of = '.' }) {
  if (!existsSync(path.join(root, of))) {
    return { name, passed: 0, failed: 0, skipped: [`${of} is not there`], seconds: 0 };
  }
  const startedMs = performance.now();
  const { code, output } = await capture(projectNode, [`node_modules/.bin/${tool}`, ...args]);
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output}\n`);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], seconds };
}
