// npm run check: the checks of npm test, without its tests.
import { runChecks } from './checks.mjs';
import { setUp } from './set-up/set-up.mjs';
import { summarise } from './summary.mjs';

await setUp();
process.exitCode = summarise(await runChecks()) ? 0 : 1;
