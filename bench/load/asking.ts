import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from '../figures.ts';
import type { Subject } from '../subjects/subject.ts';

export type Asked = {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly objects: number;
};

export async function post(edge: Subject, events: readonly object[]): Promise<void> {
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
export async function ask(
  edge: Subject,
  question: (nth: number) => string,
  stretchMs: number,
): Promise<Asked> {
  const timesMs: number[] = [];
  const objects: number[] = [];
  const endAt = performance.now() + stretchMs;
  for (let nth = 0; performance.now() < endAt; nth += 7) {
    const beginAt = performance.now();
    const json = await trace(edge, question(nth));
    timesMs.push(performance.now() - beginAt);
    objects.push(objectsIn(json));
  }
  return asked(timesMs, median(objects));
}

/** From the receipt of a component to a recall list that has it. */
export async function visibleAfter(edge: Subject, stretchMs: number): Promise<Asked> {
  const timesMs: number[] = [];
  const endAt = performance.now() + stretchMs;
  while (performance.now() < endAt) {
    const unit = `FRESH-${randomUUID()}`;
    const at = Date.now();
    const lot = {
      id: unit,
      type: 'component_installed',
      at,
      unit,
      component: `lot:${unit}`,
    };
    await post(edge, [lot]);
    const beginAt = performance.now();
    for (;;) {
      const json = await trace(edge, `object=unit:${unit}&direction=backward&view=list`);
      if (json.includes(`"${unit}"`)) break;
      await sleep(1);
    }
    timesMs.push(performance.now() - beginAt);
  }
  return asked(timesMs, 2);
}

/** The bytes of the answer: reading them is the asker's own affair. */
async function trace(edge: Subject, question: string): Promise<Buffer> {
  const reply = await fetch(`${edge.url}/trace?${question}`);
  const json = Buffer.from(await reply.arrayBuffer());
  if (!reply.ok) throw new Error(`the trace of ${question} answered ${reply.status}: ${json}`);
  return json;
}

function objectsIn(json: Buffer): number {
  const { nodes, list } = JSON.parse(json.toString('utf8')) as Answer;
  if (list === undefined) return nodes?.length ?? 0;
  return Object.values(list).flatMap((byCertainty) => Object.values(byCertainty).flat()).length;
}

/** Our own API: `nodes` in the full view, `list` in the recall list. */
type Answer = {
  readonly nodes?: readonly object[];
  readonly list?: Record<string, Record<string, readonly string[]>>;
};

function asked(timesMs: readonly number[], objects: number): Asked {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    objects,
  };
}
