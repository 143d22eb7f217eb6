import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/** How long a thread may go on with what it is at. */
const stopMsMax = 10_000;

/**
 * Tells a thread to stop and waits until it has ended. One that is ended from outside while it loads
 * its modules, or amid a statement, takes the process with it: that comes last, and late.
 */
export async function endThread(worker: Worker, stop: unknown): Promise<void> {
  if (worker.threadId === -1) return; // It died.
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage(stop);
  const late = new AbortController();
  await Promise.race([ended, sleep(stopMsMax, undefined, { signal: late.signal })]);
  late.abort();
  await worker.terminate();
}
