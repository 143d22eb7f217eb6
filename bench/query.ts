import { Child } from './child.ts';
import { table } from './figures.ts';
import { type Asked, ask, post, visibleAfter } from './load/asking.ts';
import { passedMs, stations, unitOf } from './load/events.ts';
import type { Run } from './run.ts';
import { Subject } from './subjects/subject.ts';

const passagesWanted = 200_000;
const passagesMin = 20_000;
const lotsPerStation = 20;
const ingestEventsPerSecond = 2000;

/**
 * Traces over HTTP on a plant that the run makes itself, first alone and then beside 2,000 events a
 * second; and how soon a mount that was just recorded is in the trace of its unit.
 */
export async function query({ seconds, folder, processes }: Run): Promise<string> {
  const load = processes.use(new Child('./load/load.process.ts'));
  const edge = processes.use(new Subject('edge', { folder, stores: true }));
  await edge.start();
  const passages = await fill(edge, load, seconds);
  const lastNth = edge.nextNth - 200; // Past the last station.
  await mountLots(edge, lastNth);
  const unit = (nth: number) => `object=unit:${unitOf(0, 0, 1000 + (nth % (lastNth - 1000)))}`;
  const lot = (nth: number) => `object=lot:${lotOf(nth % 10, nth % lotsPerStation)}`;
  const stretchMs = (seconds * 1000) / 5;

  const idle = {
    backward: await ask(edge, (nth) => `${unit(nth)}&direction=backward`, stretchMs),
    forward: await ask(edge, (nth) => `${lot(nth)}&direction=forward`, stretchMs),
  };
  const ingesting = edge.measure(load, {
    eventsPerMessage: 1,
    eventsPerSecond: ingestEventsPerSecond,
    seconds: (stretchMs * 2.5) / 1000,
  });
  const busy = {
    backward: await ask(edge, (nth) => `${unit(nth)}&direction=backward`, stretchMs),
    forward: await ask(edge, (nth) => `${lot(nth)}&direction=forward`, stretchMs),
  };
  const visible = await visibleAfter(edge, stretchMs / 4);
  const { eventsPerSecond } = await ingesting;

  const row = (name: string, { p50Ms, p95Ms, objects }: Asked) => [
    name,
    p50Ms.toFixed(2),
    p95Ms.toFixed(2),
    String(objects),
  ];
  const beside = `beside ${Math.round(eventsPerSecond)} events/s`;
  return table([
    [`${passages} passages`, 'p50 ms', 'p95 ms', 'objects in the answer'],
    row('backward of a unit, idle', idle.backward),
    row(`backward of a unit, ${beside}`, busy.backward),
    row('forward of a lot, idle', idle.forward),
    row(`forward of a lot, ${beside}`, busy.forward),
    row(`commit to visible, ${beside}`, visible),
  ]);
}

/** Makes passages in arrays of 10 until there are enough, or until the time for it is over. */
async function fill(edge: Subject, load: Child, seconds: number): Promise<number> {
  const window = { eventsPerMessage: 10, eventsPerSecond: null, seconds: Math.min(2, seconds / 5) };
  const giveUpAt = performance.now() + seconds * 400;
  const passages = () => edge.nextNth * 100;
  while (passages() < passagesWanted) {
    await edge.measure(load, window);
    if (passages() >= passagesMin && performance.now() > giveUpAt) break;
  }
  return passages();
}

function lotOf(station: number, nth: number): string {
  return `R-${station}-${String(nth).padStart(4, '0')}`;
}

/** Each station had one lot after another on its slot F1, evenly over what was made. */
async function mountLots(edge: Subject, lastNth: number): Promise<void> {
  const beginMs = passedMs(edge.startMs, 0);
  const stepMs = (passedMs(edge.startMs, lastNth) - beginMs) / lotsPerStation;
  const events = stations.flatMap((station, index) =>
    Array.from({ length: lotsPerStation }, (_, nth) => ({
      id: `lot-${index}-${nth}`,
      type: 'lot_mounted',
      at: Math.round(beginMs + nth * stepMs),
      station,
      slot: 'F1',
      lot: lotOf(index, nth),
    })),
  );
  await post(edge, events);
}
