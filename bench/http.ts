import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.ts';
import { table } from './figures.ts';
import { prepare } from './genealogy/prepare.ts';
import { askAbout, type Root } from './genealogy/questions.ts';
import { type Asked, ask, visibleAfter } from './load/asking.ts';
import type { Run } from './run.ts';
import { Subject } from './subjects/subject.ts';

/** What comes in meanwhile, events a second over MQTT; null: all that it acknowledges. */
const loads = [0, 2000, null] as const;
const loadMsMax = 600_000;

/**
 * Traces over HTTP of an edge that holds a large past: alone, beside 2,000 events a second over MQTT
 * and beside all that it takes; and how soon an event that was just acknowledged is in a trace.
 */
export async function http({ seconds, edges, folder, processes }: Run): Promise<string> {
  const dataDir = join(folder, 'edge');
  mkdirSync(dataDir);
  const { db, history } = prepare(dataDir, edges);
  db.close();
  const startedAt = performance.now();
  const edge = processes.use(new Subject('edge', { folder, stores: true }));
  await edge.start();
  const startMs = performance.now() - startedAt;
  await whenInMemory(edge);
  const inMemoryMs = performance.now() - startedAt;
  const load = processes.use(new Child('./load/load.process.ts'));
  const { q1, q2 } = askAbout(history, { q1: 500, q2: 200, q5: 0, q6: 0 });
  const stretchMs = (seconds * 1000) / (4.5 * loads.length);
  const asking = (roots: readonly Root[], view = '') =>
    ask(edge, (nth) => questionOf(roots, nth, view), stretchMs);

  const rows: string[][] = [];
  for (const eventsPerSecond of loads) {
    const window = { eventsPerMessage: 1, eventsPerSecond, seconds: (stretchMs * 4.3) / 1000 };
    const ingesting = eventsPerSecond === 0 ? undefined : edge.measure(load, window);
    const whole = await asking(q1);
    const backward = await asking(q1, '&view=list');
    const recall = await asking(q2, '&view=list');
    const visible = await visibleAfter(edge, stretchMs);
    const rate = (await ingesting)?.eventsPerSecond ?? 0;
    const beside = `beside ${Math.round(rate)} events/s`;
    const hasAim = eventsPerSecond === 2000;
    rows.push(
      toRow(`backward of a unit with its links, ${beside}`, whole, ''),
      toRow(`recall list of a unit, ${beside}`, backward, hasAim ? 'p95 ≤ 5' : ''),
      toRow(`recall list of a reel, ${beside}`, recall, hasAim ? 'p95 ≤ 20' : ''),
      toRow(`commit to visible, ${beside}`, visible, hasAim ? 'p99 ≤ 50' : ''),
    );
  }
  const head = [`${history.edges.count} edges`, 'p50 ms', 'p95 ms', 'p99 ms', 'objects', 'aim'];
  return [
    table([head, ...rows]),
    `start to ready: ${startMs.toFixed(0)} ms, to answers from memory: ${inMemoryMs.toFixed(0)} ms`,
  ].join('\n');
}

/** Recall lists are asked of the engine: it must be there. */
async function whenInMemory(edge: Subject): Promise<void> {
  for (const endAt = performance.now() + loadMsMax; performance.now() < endAt; await sleep(50)) {
    const metrics = await fetch(new URL('/metrics', edge.url));
    if ((await metrics.text()).includes('lotline_trace_engine_reached_seq')) return;
  }
  throw new Error(`the engine did not answer within ${loadMsMax} ms`);
}

function toRow(name: string, { p50Ms, p95Ms, p99Ms, objects }: Asked, aim: string): string[] {
  const times = [p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(2));
  return [name, ...times, String(objects), aim];
}

function questionOf(roots: readonly Root[], nth: number, view: string): string {
  const root = roots[nth % roots.length];
  if (root === undefined) throw new Error('assertion failed: there is something to ask about');
  return `object=${root.ref}&direction=${root.direction}${view}`;
}
