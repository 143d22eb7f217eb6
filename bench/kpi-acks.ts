import { Child } from './child.ts';
import { median, quantile, spread, table } from './figures.ts';
import type { AskOrder, AskReport } from './load/asker.process.ts';
import { post } from './load/asking.ts';
import { stations } from './load/events.ts';
import type { Run } from './run.ts';
import { type Figures, Subject } from './subjects/subject.ts';

const passagesWanted = 200_000;
const eventsPerSecond = 2000;
/** As many as the edge has threads that answer. */
const askers = 2;
const rounds = 5;
const weekMs = 7 * 86_400_000;

/**
 * Acknowledgements of a steady load over MQTT, alone and beside KPI questions asked as fast as they are
 * answered: a week of ten stations by shift, first passes included. Windows take turns, so that both see the
 * same machine; each round's ratios are its own. Aim: p99 within twice that of the load alone.
 */
export async function kpiAcks({ seconds, folder, processes }: Run): Promise<string> {
  const load = processes.use(new Child('./load/load.process.ts'));
  const asker = processes.use(new Child('./load/asker.process.ts'));
  const edge = processes.use(new Subject('edge', { folder, stores: true }));
  await edge.start();
  await fill(edge, load, seconds);
  const window = {
    eventsPerMessage: 1,
    eventsPerSecond,
    seconds: Math.max(1, (seconds * 0.8) / (2 * rounds)),
  };
  const measured: { alone: Figures; beside: Figures; answersMs: readonly number[] }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await edge.measure(load, window);
    await asker.ask({ urls: questions(edge) } satisfies AskOrder);
    const beside = await edge.measure(load, window);
    const { answersMs } = await asker.ask<AskReport>({ urls: [] } satisfies AskOrder);
    measured.push({ alone, beside, answersMs });
  }
  return report(measured);
}

function report(
  measured: readonly { alone: Figures; beside: Figures; answersMs: readonly number[] }[],
): string {
  const column = (of: 'alone' | 'beside', key: 'ackP50Ms' | 'ackP99Ms' | 'fsyncMs') =>
    spread(
      measured.map((round) => round[of][key]),
      2,
    );
  const ratio = (key: 'ackP50Ms' | 'ackP99Ms') =>
    spread(
      measured.map(({ alone, beside }) => beside[key] / alone[key]),
      2,
    );
  const answers = measured.flatMap(({ answersMs }) => answersMs).toSorted((a, b) => a - b);
  const rows = (['alone', 'beside'] as const).map((of) => [
    of === 'alone' ? `${eventsPerSecond} events/s alone` : 'beside KPI questions',
    column(of, 'ackP50Ms'),
    column(of, 'ackP99Ms'),
    column(of, 'fsyncMs'),
  ]);
  return [
    table([
      ['median (range) of rounds', 'ack p50 ms', 'ack p99 ms', 'fsync ms'],
      ...rows,
      ['beside ÷ alone', ratio('ackP50Ms'), ratio('ackP99Ms'), 'aim of p99: ≤ 2'],
    ]),
    `${answers.length} answers meanwhile, p50 ${median(answers).toFixed(0)} ms, p99 ${quantile(answers, 0.99).toFixed(0)} ms`,
  ].join('\n');
}

/** Passages in arrays of 10, and a state of every station each five minutes of their time. */
async function fill(edge: Subject, load: Child, seconds: number): Promise<void> {
  const window = { eventsPerMessage: 10, eventsPerSecond: null, seconds: Math.min(2, seconds / 8) };
  const giveUpAt = performance.now() + seconds * 300;
  while (edge.nextNth * 100 < passagesWanted && performance.now() < giveUpAt) {
    await edge.measure(load, window);
  }
  const states = ['producing', 'unscheduled_down', 'producing', 'standby_starved'];
  await post(
    edge,
    stations.flatMap((station) =>
      Array.from({ length: 500 }, (_, nth) => ({
        id: `state-${station}-${nth}`,
        type: 'state_changed',
        at: edge.startMs + nth * 300_000,
        station,
        state: states[nth % states.length],
      })),
    ),
  );
}

/** What is asked for: a week of the stations of both lines, by shift. */
function questions(edge: Subject): string[] {
  const query = `from=${edge.startMs}&to=${edge.startMs + weekMs}&by=station,shift`;
  return Array.from({ length: askers }, (_, index) => {
    const line = encodeURIComponent(`BD1/BENCH/L${(index % 2) + 1}`);
    return `${edge.url}/lines/${line}/kpis?${query}`;
  });
}
