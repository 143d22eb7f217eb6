import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapStatistics, type HeapInfo } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import type { Metric } from './api/probes.ts';

export type NamedThread = { readonly name: string; readonly worker: Worker };

/** A thread amid a long statement of SQLite answers when that is over: a scrape does not wait for it. */
const answerMsMax = 250;

/** The heap of this thread and of those given, in bytes. One that does not answer in time is left out. */
export async function heapMetrics(threads: readonly NamedThread[]): Promise<Metric[]> {
  const late = new AbortController();
  const tooLate = sleep(answerMsMax, undefined, { signal: late.signal }).catch(() => undefined);
  const others = threads.map(async ({ name, worker }) => {
    const asked = worker.getHeapStatistics().catch(() => undefined); // It has not begun, or has ended.
    const heap = await Promise.race([asked, tooLate]);
    return heap === undefined ? [] : toMetrics(name, heap);
  });
  const metrics = await Promise.all(others);
  late.abort();
  return [...toMetrics('main', getHeapStatistics()), ...metrics.flat()];
}

function toMetrics(thread: string, heap: HeapInfo): Metric[] {
  const gauge = (name: string, help: string, value: number): Metric => {
    return { name, help, type: 'gauge', value, labels: { thread } };
  };
  return [
    gauge('lotline_heap_used_bytes', 'What lives in the heap of a thread.', heap.used_heap_size),
    gauge('lotline_heap_bytes', 'What the heap of a thread takes.', heap.total_heap_size),
    gauge('lotline_heap_external_bytes', 'Memory beside the heap.', heap.external_memory),
  ];
}
