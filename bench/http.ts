import { join } from 'node:path';
import { Child } from './child.ts';
import { table } from './figures.ts';
import { prepare } from './genealogy/prepare.ts';
import { askAbout, type Root } from './genealogy/questions.ts';
import { type Asked, ask, visibleAfter } from './load/asking.ts';
import type { Run } from './run.ts';
import { Subject } from './subjects/subject.ts';

const ingestEventsPerSecond = 2000;

/**
 * Traces over HTTP of an edge that holds a large past, first alone and then beside 2,000 events a
 * second over MQTT; and how soon an event that was just acknowledged is in the trace of its unit.
 */
export async function http({ seconds, edges, folder, processes }: Run): Promise<string> {
  const edge = processes.use(new Subject('edge', { folder, stores: true }));
  const { db, history } = prepare(join(folder, 'edge'), edges);
  db.close();
  const startedAt = performance.now();
  await edge.start();
  const startMs = performance.now() - startedAt;
  const load = processes.use(new Child('./load/load.process.ts'));
  const { q1, q2 } = askAbout(history, { q1: 500, q2: 200, q5: 0 });
  const stretchMs = (seconds * 1000) / 8;
  const asking = (roots: readonly Root[], view = '') =>
    ask(edge, (nth) => questionOf(roots, nth, view), stretchMs);
  const once = async (): Promise<Figures> => ({
    backward: await asking(q1),
    recall: await asking(q2, '&view=list'),
    visible: await visibleAfter(edge, stretchMs),
  });

  const idle = await once();
  const ingesting = edge.measure(load, {
    eventsPerMessage: 1,
    eventsPerSecond: ingestEventsPerSecond,
    seconds: (stretchMs * 3.5) / 1000,
  });
  const busy = await once();
  const { eventsPerSecond } = await ingesting;

  const row = (name: string, { p50Ms, p95Ms, p99Ms, objects }: Asked, aim: string) => [
    name,
    ...[p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(2)),
    String(objects),
    aim,
  ];
  const beside = `beside ${Math.round(eventsPerSecond)} events/s`;
  return table([
    [`${history.edges.count} edges`, 'p50 ms', 'p95 ms', 'p99 ms', 'objects', 'aim'],
    row('backward of a unit, idle', idle.backward, ''),
    row(`backward of a unit, ${beside}`, busy.backward, 'p95 ≤ 5'),
    row('recall list of a reel, idle', idle.recall, ''),
    row(`recall list of a reel, ${beside}`, busy.recall, 'p95 ≤ 20'),
    row('commit to visible, idle', idle.visible, ''),
    row(`commit to visible, ${beside}`, busy.visible, 'p99 ≤ 50'),
    ['start to ready', startMs.toFixed(0)],
  ]);
}

type Figures = { readonly backward: Asked; readonly recall: Asked; readonly visible: Asked };

function questionOf(roots: readonly Root[], nth: number, view: string): string {
  const root = roots[nth % roots.length];
  if (root === undefined) throw new Error('assertion failed: there is something to ask about');
  return `object=${root.ref}&direction=${root.direction}${view}`;
}
