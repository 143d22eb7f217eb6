import { capture } from '../processes.mjs';

const stillMs = 15_000;

/** Runs one slow command of the set-up, says that it does and how long it took. */
export async function step(title, command, args) {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  console.log(`${title} …`);
  const still = setInterval(() => console.log(`${title}: ${seconds()} so far`), stillMs);
  const { code, output } = await capture(command, args).finally(() => clearInterval(still));
  if (code !== 0) throw new Error(`${title} failed (exit code ${code}):\n${output}`);
  console.log(`${title}: done in ${seconds()}`);
}
