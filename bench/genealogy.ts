import { chmodSync } from 'node:fs';
import { createEngine } from '../edge/engine/engine.ts';
import { openForReading } from '../edge/store/database.ts';
import { createReadingGate } from '../edge/store/reading-gate.ts';
import { postgresBin } from '../test/support/postgres.ts';
import { median, quantile, table } from './figures.ts';
import type { Graph } from './genealogy/edge-list.ts';
import { cycleMs, plant, startMs } from './genealogy/plant.ts';
import { type Prepared, prepare, sizesOf, writeSources } from './genealogy/prepare.ts';
import { askAbout, check, type Questions, type Root, truthOf } from './genealogy/questions.ts';
import { measureStarts } from './genealogy/starts.ts';
import { openDuckDb } from './rivals/duckdb.ts';
import { round, type Task, type Times, tasks } from './rivals/measure.ts';
import { openEdgeEngine, openEdgeSql } from './rivals/ours.ts';
import { openPostgres } from './rivals/postgres.ts';
import type { Rival } from './rivals/rival.ts';
import { openSqlite } from './rivals/sqlite.ts';
import type { Run } from './run.ts';

const rounds = 3;
const ours = 'Lotline';

/** Tables of the file that are not genealogy: the log itself, and what serves the boards. */
const logTables = /^(?:event_log|quarantine|source|cursor|meta|sqlite_|output|counter|state_)/;

/**
 * A plant's genealogy in the edge and, as a flat list of edges, in its rivals: the questions of a
 * quality engineer to all of them in turn, every answer held against a walk over plain arrays.
 */
export async function genealogy({ folder, processes, edges }: Run): Promise<string> {
  const prepared = prepare(folder, edges);
  const { history, graph } = prepared;
  const db = openForReading(prepared.file); // As the edge's own threads read.
  const questions = askAbout(history, { q1: 100, q2: 20, q5: 20, q6: 10 });
  const truth = truthOf(graph, history, prepared.passages);
  const nowMs = startMs + history.ticks * cycleMs;
  const context = { db, plant, clock: { nowMs: () => nowMs }, clockSpeed: 1 };

  const loadedAt = performance.now();
  const gate = createReadingGate();
  gate.write(() => undefined); // As in the edge, where the writer counts; it is at rest.
  const engine = createEngine(context, undefined, gate.writes);
  engine.follow();
  const loadMs = performance.now() - loadedAt;
  const rivals: Rival[] = [openEdgeEngine(engine), openEdgeSql(context)];
  const absent: string[] = [];
  rivals.push(
    processes.use(openSqlite(folder, { edges: history.edges, passages: prepared.passages })),
  );
  chmodSync(folder, 0o755); // PostgreSQL's own user reads the lists.
  const sources = writeSources(folder, prepared);
  if (postgresBin === undefined) absent.push('PostgreSQL: not installed');
  else rivals.push(processes.use(await openPostgres(postgresBin, sources)));
  try {
    rivals.push(processes.use(await openDuckDb(sources)));
  } catch (error) {
    absent.push(`DuckDB: ${error instanceof Error ? error.message : String(error)}`);
  }
  for (const rival of rivals) await check(rival, questions, truth);

  const times: Times = new Map();
  for (let nth = 0; nth < rounds; nth += 1) await round(rivals, questions, times);
  const starts = await measureStarts(folder, context);
  const limit = graphTimes(prepared, questions.q1.concat(questions.q2, questions.q3));
  return [
    describePlant(prepared),
    `every answer is the reference's: ${rivals.map(({ name }) => name).join(', ')}`,
    ...absent.map((reason) => `not measured: ${reason}`),
    '',
    sizesOfAnswers(graph, questions),
    timesTable(times),
    '',
    ratiosTable(times),
    '',
    limit,
    '',
    sizesTable(prepared),
    `the engine: ${(engine.bytes() / history.edges.count).toFixed(2)} bytes an edge in memory, read from the tables in ${(loadMs / 1000).toFixed(2)} s`,
    starts,
  ].join('\n');
}

function describePlant({ history, passages, fillSeconds }: Prepared): string {
  const { edges, events, ticks } = history;
  const rate = Math.round(events / fillSeconds);
  return `${edges.count} edges, ${edges.refs.length} objects, ${passages.length} passages, ${ticks} cycles; ${events} events recorded at ${rate}/s`;
}

function sizesOfAnswers(graph: Graph, { q1, q2, q3, q6 }: Questions): string {
  const objects = (roots: readonly Root[]) =>
    median(roots.map(({ node, direction }) => graph.whileInside(node, direction).size));
  return `objects in an answer, median: Q1 ${objects(q1)}, Q2 ${objects(q2)}, Q3 ${objects(q3)}, Q6 ${objects(q6)}`;
}

/** Median (p99) in ms by rival. */
function timesTable(times: Times): string {
  const cell = (ofRival: Map<Task, number[]>, task: Task) => {
    const known = ofRival.get(task) ?? [];
    if (known.length === 0) return '–';
    const sorted = known.toSorted((a, b) => a - b);
    return `${digits(median(sorted))} (${digits(quantile(sorted, 0.99))})`;
  };
  const head = ['ms, median (p99)', ...tasks];
  const rows = [...times].map(([name, ofRival]) => [
    name,
    ...tasks.map((task) => cell(ofRival, task)),
  ]);
  return table([head, ...rows]);
}

/** How many times as long each rival takes as each of ours, by the medians. */
function ratiosTable(times: Times): string {
  const isOurs = (name: string) => name.startsWith(ours);
  const names = [...times.keys()];
  const medianOf = (name: string, task: Task) => median(times.get(name)?.get(task) ?? []);
  // What finds ids only by writing them is compared with all that it does.
  const ownMedian = (name: string, task: Task) =>
    medianOf(name, task) || medianOf(name, task.replace('ids', 'JSON') as Task);
  const rows = names
    .filter(isOurs)
    .flatMap((own) =>
      names
        .filter((name) => !isOurs(name))
        .map((name) => [
          `${name} ÷ ${own}`,
          ...tasks.map((task) =>
            (medianOf(name, task) / ownMedian(own, task)).toPrecision(3).replace('NaN', '–'),
          ),
        ]),
    );
  return table([['times as long', ...tasks], ...rows]);
}

/** Three figures that count. */
function digits(ms: number): string {
  return ms < 1000 ? ms.toPrecision(3) : ms.toFixed(0);
}

/** The walk over arrays alone: what no design can be faster than. */
function graphTimes({ graph }: Prepared, roots: readonly Root[]): string {
  const timesMs = new Map<string, number[]>();
  for (let nth = 0; nth < rounds * 5; nth += 1) {
    for (const root of roots) {
      const at = performance.now();
      graph.everConsumed(root.node, root.direction);
      const kind = root.direction === 'backward' ? 'Q1' : root.id.startsWith('RAW') ? 'Q3' : 'Q2';
      timesMs.set(kind, [...(timesMs.get(kind) ?? []), performance.now() - at]);
    }
  }
  const cells = [...timesMs].map(([kind, ofKind]) => `${kind} ${digits(median(ofKind))}`);
  return `the limit, arrays alone, ids: ${cells.join(', ')}`;
}

function sizesTable(prepared: Prepared): string {
  const { tables, fileBytes } = sizesOf(prepared);
  const edges = prepared.history.edges.count;
  const rows = [...tables].filter(([name]) => !logTables.test(name));
  const genealogyBytes = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  const perEdge = (bytes: number) => (bytes / edges).toFixed(2);
  return table([
    ['bytes an edge', ''],
    ['genealogy', perEdge(genealogyBytes)],
    ...rows
      .filter(([, bytes]) => bytes / edges >= 0.1)
      .map(([name, bytes]) => [`  ${name}`, perEdge(bytes)]),
    ['the whole file, the log with it', perEdge(fileBytes)],
  ]);
}
