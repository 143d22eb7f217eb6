import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.ts';
import { median, quantile, table } from './figures.ts';
import { passedMs, stations, unitOf } from './load/events.ts';
import type { Run } from './run.ts';
import { Subject } from './subjects/subject.ts';

const passagesWanted = 200_000;
const passagesMin = 20_000;
const lotsPerStation = 20;
const ingestEventsPerSecond = 2000;

type Asked = { readonly p50Ms: number; readonly p95Ms: number; readonly objects: number };

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

async function post(edge: Subject, events: readonly object[]): Promise<void> {
  const reply = await fetch(`${edge.url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  const { receipts } = (await reply.json()) as { receipts: { outcome: string }[] }; // Our own API.
  if (!receipts.every(({ outcome }) => outcome === 'recorded')) {
    throw new Error(`the events were not recorded: ${JSON.stringify(receipts[0])}`);
  }
}

/** Asks one trace after another. */
async function ask(
  edge: Subject,
  question: (nth: number) => string,
  stretchMs: number,
): Promise<Asked> {
  const timesMs: number[] = [];
  const objects: number[] = [];
  const endAt = performance.now() + stretchMs;
  for (let nth = 0; performance.now() < endAt; nth += 7) {
    const beginAt = performance.now();
    objects.push((await trace(edge, question(nth))).length);
    timesMs.push(performance.now() - beginAt);
  }
  return asked(timesMs, median(objects));
}

/** From the receipt of a mount to a trace that has it. */
async function visibleAfter(edge: Subject, stretchMs: number): Promise<Asked> {
  const timesMs: number[] = [];
  const endAt = performance.now() + stretchMs;
  for (let nth = 0; performance.now() < endAt; nth += 1) {
    const unit = `FRESH-${nth}`;
    const at = Date.now();
    const lot = {
      id: `fresh-${nth}`,
      type: 'component_installed',
      at,
      unit,
      component: `lot:${unit}`,
    };
    await post(edge, [lot]);
    const beginAt = performance.now();
    while (!(await trace(edge, `object=unit:${unit}&direction=backward`)).includes(`lot:${unit}`)) {
      await sleep(1);
    }
    timesMs.push(performance.now() - beginAt);
  }
  return asked(timesMs, 2);
}

async function trace(edge: Subject, question: string): Promise<string[]> {
  const reply = await fetch(`${edge.url}/trace?${question}`);
  if (!reply.ok) throw new Error(`the trace of ${question} answered ${reply.status}`);
  const { nodes } = (await reply.json()) as { nodes: { object: string }[] }; // Our own API.
  return nodes.map(({ object }) => object);
}

function asked(timesMs: readonly number[], objects: number): Asked {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), objects };
}
