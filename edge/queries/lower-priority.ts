import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A tenth of the weight of the others when the processors are short; all of them when they are not. */
const niceness = 10;

/**
 * Lets the thread that calls it stand back for the threads that write and acknowledge. Linux gives each thread
 * a priority of its own; elsewhere, and where it is not allowed, nothing changes.
 */
export function lowerOwnPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isInteger(thread) && thread !== process.pid) setPriority(thread, niceness);
  } catch {
    // It only answers less politely.
  }
}
