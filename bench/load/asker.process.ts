import { existsSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { setPriority } from 'node:os';

/** Ask these, each by itself again and again as fast as it is answered; without any, no more. */
export type AskOrder = { readonly urls: readonly string[] };
/** How long each answer took. */
export type AskReport = { readonly answersMs: readonly number[] };

const niceness = 19;

/**
 * Somebody who asks, in a process of their own. In a plant that is another computer; here it shares the
 * processors, so it takes only what neither the machines nor the edge want.
 */
if (process.platform === 'linux') {
  for (const thread of readdirSync('/proc/self/task')) stepBack(Number(thread));
}

function stepBack(thread: number): void {
  try {
    setPriority(thread, niceness);
  } catch (error) {
    // One that ended since the list was read.
    if (existsSync(`/proc/self/task/${thread}`)) throw error;
  }
}

let isOver = true;
let answersMs: number[] = [];
let asking: Promise<unknown> = Promise.resolve();

process.on('message', ({ urls }: AskOrder) => {
  if (urls.length === 0) {
    isOver = true;
    // A failed answer ends the process, and with it the benchmark.
    void asking.then(() => process.send?.({ answersMs } satisfies AskReport));
    return;
  }
  isOver = false;
  answersMs = [];
  asking = Promise.all(urls.map(askOn));
  process.send?.('asking');
});
process.on('disconnect', () => process.exit());

async function askOn(url: string): Promise<void> {
  while (!isOver) {
    const beginAt = performance.now();
    await read(url);
    answersMs.push(performance.now() - beginAt);
  }
}

/** Takes the bytes and keeps none: what is done with them is the asker's own affair. */
function read(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`${url} answered ${reply.statusCode}`));
      reply.resume().on('end', resolve).on('error', reject);
    });
    request.on('error', reject);
  });
}
