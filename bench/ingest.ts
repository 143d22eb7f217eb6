import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.ts';
import { median, spread, table } from './figures.ts';
import type { Run } from './run.ts';
import { fsyncProbeMs } from './subjects/fsync-probe.ts';
import { type Figures, Subject } from './subjects/subject.ts';

/** What is compared, in the order of each round. */
const windows = [
  { name: 'aedes, not storing', subject: 'aedes', eventsPerMessage: 1, eventsPerSecond: null },
  { name: 'log alone', subject: 'log-alone', eventsPerMessage: 1, eventsPerSecond: null },
  { name: 'edge', subject: 'edge', eventsPerMessage: 1, eventsPerSecond: null },
  { name: 'edge, arrays of 10', subject: 'edge', eventsPerMessage: 10, eventsPerSecond: null },
  { name: 'edge at 5,000/s', subject: 'edge', eventsPerMessage: 1, eventsPerSecond: 5000 },
  { name: 'edge at 20,000/s', subject: 'edge', eventsPerMessage: 1, eventsPerSecond: 20_000 },
] as const;
type Name = (typeof windows)[number]['name'] | typeof appendName;

const appendName = 'SQLite alone, appending';

type Results = Map<Name, Figures[]>;

/**
 * Durable events a second over MQTT, and what its parts would give alone. Windows of the same length
 * take turns, so that all see the same machine; each round's ratios are its own.
 */
export async function ingest({ seconds, folder, processes }: Run): Promise<string> {
  const rounds = seconds >= 30 ? 3 : 1;
  const windowSeconds = seconds / rounds / (windows.length + 1);
  const load = processes.use(new Child('./load/load.process.ts'));
  const subjects = {
    aedes: processes.use(new Subject('aedes', { folder, stores: false })),
    'log-alone': processes.use(new Subject('log-alone', { folder, stores: true })),
    edge: processes.use(new Subject('edge', { folder, stores: true })),
  };
  for (const subject of Object.values(subjects)) await subject.start();
  const appendFolder = join(folder, 'append');
  mkdirSync(appendFolder);
  const append = processes.use(new Child('./subjects/append.process.ts', [appendFolder]));
  await append.next();

  const results: Results = new Map();
  const note = (name: Name, figures: Figures) =>
    results.set(name, [...(results.get(name) ?? []), figures]);
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, subject, eventsPerMessage, eventsPerSecond } of windows) {
      const window = { eventsPerMessage, eventsPerSecond, seconds: windowSeconds };
      note(name, await subjects[subject].measure(load, window));
    }
    const batchEvents = Math.round(figuresOf(results, 'log alone').at(-1)?.eventsPerCommit ?? 500);
    const fsyncMs = fsyncProbeMs(appendFolder);
    const reply = await append.ask<{ eventsPerSecond: number }>({
      seconds: windowSeconds,
      batchEvents,
    });
    note(appendName, { ...nothing, ...reply, eventsPerCommit: batchEvents, fsyncMs });
  }
  return [figuresTable(results), '', ratiosTable(results)].join('\n');
}

const nothing = {
  ackP50Ms: Number.NaN,
  ackP99Ms: Number.NaN,
  cpuUsPerEvent: Number.NaN,
  writtenBytesPerEvent: Number.NaN,
};

function figuresTable(results: Results): string {
  const head = ['', 'events/s', 'ack p50 ms', 'ack p99 ms', 'CPU µs/event'];
  const rows = [...results].map(([name, figures]) => {
    const column = (key: keyof Figures, digits: number) =>
      spread(
        figures.map((one) => one[key]),
        digits,
      );
    return [
      name,
      column('eventsPerSecond', 0),
      column('ackP50Ms', 1),
      column('ackP99Ms', 1),
      column('cpuUsPerEvent', 1),
      column('eventsPerCommit', 0),
      column('writtenBytesPerEvent', 0),
      column('fsyncMs', 2),
    ];
  });
  return table([[...head, 'events/commit', 'bytes written/event', 'fsync ms'], ...rows]);
}

function ratiosTable(results: Results): string {
  const rates = (name: Name) =>
    figuresOf(results, name).map(({ eventsPerSecond }) => eventsPerSecond);
  const ratios = (name: Name, base: Name) =>
    rates(name).map((rate, round) => rate / (rates(base)[round] ?? Number.NaN));
  const p99 = figuresOf(results, 'edge at 20,000/s').map(({ ackP99Ms }) => ackP99Ms);
  return table([
    ['', 'median (range)', 'aim'],
    ['log alone ÷ aedes', spread(ratios('log alone', 'aedes, not storing'), 2), '≥ 0.55'],
    ['log alone ÷ SQLite alone', spread(ratios('log alone', appendName), 2), ''],
    ['edge ÷ aedes', spread(ratios('edge', 'aedes, not storing'), 2), ''],
    ['edge, events/s', String(Math.round(median(rates('edge')))), '≥ 60000'],
    ['edge, arrays of 10', String(Math.round(median(rates('edge, arrays of 10')))), '≥ 120000'],
    ['ack p99 ms at 20,000/s', spread(p99), '≤ 20'],
  ]);
}

function figuresOf(results: Results, name: Name): readonly Figures[] {
  return results.get(name) ?? [];
}
