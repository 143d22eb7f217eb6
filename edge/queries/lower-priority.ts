import { execFile, execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A tenth of the weight of the others when the processors are short; all of them when they are not. */
const niceness = 10;
const chrtTimeoutMs = 2000;

/**
 * Lets the thread that calls it stand back for the threads that write and acknowledge. Linux gives each thread
 * a priority of its own; elsewhere, and where it is not allowed, nothing changes.
 */
export function lowerOwnPriority(): void {
  const thread = ownThread();
  if (thread === undefined) return;
  try {
    setPriority(thread, niceness);
  } catch {
    // It only answers less politely.
  }
}

/**
 * The thread that calls it works only while a processor has nothing else to do (SCHED_IDLE). A low priority is not
 * enough: threads that wake up queue behind each other on one processor while a polite one has the other, since
 * Linux takes only a processor with nothing, or with such a thread, for a free one. Where the program `chrt` is
 * missing, the thread has a low priority.
 *
 * @returns its number, by which another thread can change that; undefined where nothing can
 */
export function workWhenIdle(): number | undefined {
  lowerOwnPriority();
  const thread = ownThread();
  if (thread === undefined) return undefined;
  try {
    execFileSync('chrt', toPolicy(thread, 'idle'), { stdio: 'ignore', timeout: chrtTimeoutMs });
    return thread;
  } catch {
    return undefined; // As above.
  }
}

/** Lets a thread of this process work at the low priority (`turn`), or in idle time only again. */
export function setPolicy(thread: number, policy: Policy): Promise<void> {
  return new Promise((resolve) => {
    // Where it fails, the thread goes on as it was.
    execFile('chrt', toPolicy(thread, policy), { timeout: chrtTimeoutMs }, () => resolve());
  });
}

type Policy = 'idle' | 'turn';

function toPolicy(thread: number, policy: Policy): string[] {
  // BusyBox knows the short options only.
  return [policy === 'idle' ? '-i' : '-o', '-p', '0', String(thread)];
}

/** Undefined: not on Linux, or it is the process's main thread. */
function ownThread(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  return Number.isInteger(thread) && thread !== process.pid ? thread : undefined;
}
