// npm start [-- options]: set-up if needed, then the demo plant. npm run edge and npm run cloud
// name another command of bin/lotline.mjs.
import { projectNode, run } from './processes.mjs';
import { setUp } from './set-up/set-up.mjs';

const [command = 'demo', ...options] = process.argv.slice(2);

try {
  await setUp(['pages']);
  process.exitCode = await run(projectNode, ['bin/lotline.mjs', command, ...options]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
