// npm run setup [-- --browser --postgres]: makes this checkout ready to run and to test.
import { setUp } from './set-up/set-up.mjs';

const flags = { '--browser': 'chromium', '--postgres': 'postgres' };

try {
  const { env, missing } = await setUp(['pages', ...process.argv.slice(2).map(toNeed)]);
  for (const [variable, at] of Object.entries(env)) console.log(`${variable}=${at}`);
  for (const line of missing) console.warn(line);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function toNeed(flag) {
  if (Object.hasOwn(flags, flag)) return flags[flag];
  throw new Error(`setup knows ${Object.keys(flags).join(' and ')}, not ${flag}`);
}
