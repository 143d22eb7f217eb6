// npm test: set-up if needed, then everything CI runs. npm test -- unit integration: these levels
// only, without the checks. Other arguments go to vitest: npm test -- unit -t 'a late stop'.
import { runChecks } from './checks.mjs';
import { setUp } from './set-up/set-up.mjs';
import { summarise } from './summary.mjs';
import { levels, runTests } from './tests.mjs';

const args = process.argv.slice(2);
const named = levels.filter(({ name }) => args.includes(name));
const options = args.filter((arg) => levels.every(({ name }) => name !== arg));
const chosen = named.length > 0 ? named : levels;

process.exitCode = summarise(await runAll()) ? 0 : 1;

async function runAll() {
  const startedMs = performance.now();
  const setup = { name: 'set-up', passed: 0, failed: 0, skipped: [], seconds: 0 };
  try {
    const { env, missing } = await setUp(chosen.flatMap((level) => level.needs));
    setup.skipped = missing;
    setup.seconds = (performance.now() - startedMs) / 1000;
    const checked = args.length === 0 ? await runChecks() : [];
    return [setup, ...checked, ...(await runTests(chosen, { options, env }))];
  } catch (error) {
    console.error(error.message);
    return [{ ...setup, failed: 1 }];
  }
}
