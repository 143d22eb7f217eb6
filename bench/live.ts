import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { edgeIn } from '../test/support/edge-file.ts';
import { Child } from './child.ts';
import { median, quantile, spread, table } from './figures.ts';
import { eventsOfSecond } from './live/plant.ts';
import type { ViewersOrder, ViewersReport } from './live/viewers.process.ts';
import type { Run } from './run.ts';
import type { Ports, Usage } from './subjects/serve.ts';

/** None is the load by itself; one is what the snapshots cost; the rest is what telling them costs. */
const crowds = [0, 1, 200] as const;
const rounds = 3;
/** What stands on the boards when the benchmark begins. */
const pastSeconds = 2 * 3600;

type Window = {
  readonly viewers: number;
  readonly coreShare: number;
  readonly events: number;
  readonly report: ViewersReport | undefined;
};

/** A live board of 20 lines with 200 viewers, beside the same load without; aim: below 20 % of a core. */
export async function live({ seconds, folder, processes }: Run): Promise<string> {
  const dataDir = join(folder, 'edge');
  mkdirSync(dataDir);
  fillPast(join(dataDir, 'lotline.db'));
  const edge = processes.use(new Child('./live/board.process.ts', [dataDir]));
  const { httpPort } = await edge.next<Ports>();
  const viewers = processes.use(new Child('./live/viewers.process.ts'));
  const bench = { edge, viewers, port: httpPort ?? 0 };
  const windowSeconds = Math.max(5, seconds / (rounds * crowds.length));
  const windows: Window[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const count of crowds) windows.push(await measure(bench, count, windowSeconds));
  }
  return reportOf(windows, join(dataDir, 'lotline.db'), windowSeconds);
}

function fillPast(file: string): void {
  const nowSecond = Math.floor(Date.now() / 1000);
  const past = edgeIn(file, Date.now);
  const encoder = new TextEncoder();
  for (let second = nowSecond - pastSeconds; second < nowSecond; second += 60) {
    const events = Array.from({ length: 60 }, (_, n) => eventsOfSecond(second + n)).flat();
    const payload = encoder.encode(JSON.stringify(events));
    past.recordMessages([{ format: 'json', source: 'past', topic: '', payload, guaranteed: true }]);
  }
  past.db.close();
}

type Bench = { readonly edge: Child; readonly viewers: Child; readonly port: number };

async function measure(bench: Bench, viewers: number, seconds: number): Promise<Window> {
  const { edge, port } = bench;
  const order: ViewersOrder = { port, viewers, seconds: seconds + 2 };
  const watching = viewers === 0 ? undefined : bench.viewers.ask<ViewersReport>(order);
  await sleep(1000); // All are connected and have their first snapshots.
  const before = await edge.ask<Usage>({ kind: 'usage' });
  const beginAt = performance.now();
  const events = await tell(port, seconds);
  const lastedMs = performance.now() - beginAt;
  const after = await edge.ask<Usage>({ kind: 'usage' });
  const report = await watching;
  return { viewers, coreShare: (after.cpuMs - before.cpuMs) / lastedMs, events, report };
}

/** What the lines tell, spread over each second. */
async function tell(port: number, seconds: number): Promise<number> {
  let told = 0;
  const firstSecond = Math.floor(Date.now() / 1000);
  for (let quarter = 0; quarter < seconds * 4; quarter++) {
    const all = eventsOfSecond(firstSecond + Math.floor(quarter / 4));
    const events = all.filter((_, n) => n % 4 === quarter % 4);
    await sleep(Math.max(0, firstSecond * 1000 + quarter * 250 - Date.now()));
    if (events.length === 0) continue;
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    if (!reply.ok) throw new Error(`the edge answered ${reply.status}`);
    await reply.json();
    told += events.length;
  }
  return told;
}

function reportOf(windows: readonly Window[], file: string, seconds: number): string {
  const sharesOf = (viewers: number) =>
    windows.filter((window) => window.viewers === viewers).map(({ coreShare }) => coreShare * 100);
  const alone = median(sharesOf(0));
  const rows = crowds.map((viewers) => [
    `${viewers} viewers`,
    spread(sharesOf(viewers)),
    viewers === 0 ? '' : spread(sharesOf(viewers).map((share) => share - alone)),
    viewers === 200 ? '< 20' : '',
  ]);
  const reports = windows.flatMap(({ viewers, report }) =>
    report === undefined || viewers !== 200 ? [] : [report],
  );
  const perViewer = (of: (report: ViewersReport) => number) =>
    reports.map((report) => of(report) / 200 / (seconds + 2));
  const latencies = latenciesOf(reports, file);
  const eventsPerSecond = median(windows.map(({ events }) => events / seconds));
  return [
    table([['edge', '% of a core', 'beyond the load alone', 'aim'], ...rows]),
    `20 lines, 100 stations, ${eventsPerSecond.toFixed(0)} events/s; ${rounds} rounds of ${seconds.toFixed(0)} s each`,
    `per viewer and second: ${spread(perViewer(({ messages }) => messages))} messages, ${spread(perViewer(({ wireBytes }) => wireBytes / 1024))} KiB on the wire, ${spread(perViewer(({ textBytes }) => textBytes / 1024))} KiB of text`,
    `commit to viewer: p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms (${latencies.length} event × viewer)`,
  ].join('\n');
}

/** From the commit of each event to the first frame that surely holds it, for each viewer. */
function latenciesOf(reports: readonly ViewersReport[], file: string): Float64Array {
  const db = new Database(file, { readonly: true });
  const commits = db.prepare<[number, number], { seq: number; atMs: number }>(`
    SELECT seq, recorded_at_ms AS "atMs" FROM event_log WHERE seq > ? AND seq <= ? ORDER BY seq`);
  try {
    const latencies = reports.flatMap(({ seen }) =>
      seen.flatMap((frames) =>
        frames.flatMap(({ seq, atMs }, n) => {
          const last = frames[n - 1];
          if (last === undefined || last.seq === seq) return [];
          return commits.all(last.seq, seq).map((commit) => atMs - commit.atMs);
        }),
      ),
    );
    return Float64Array.from(latencies).sort();
  } finally {
    db.close();
  }
}
