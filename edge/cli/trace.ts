import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '../../domain/clock.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { type ObjectRef, objectRef } from '../../domain/object-ref.ts';
import { type Direction, direction, type TraceReply } from '../api/contract/trace.ts';
import { type EdgeConfig, loadEdgeConfig } from '../config.ts';
import { openForReading } from '../store/database.ts';
import { trace } from '../trace/trace.ts';
import { alignColumns } from './align-columns.ts';

const help = `lotline trace <object> [--direction forward|backward] [--json]

Says where an object went (forward) or what is in it (backward), from the database as it is now;
the edge may be running. Forward unless said, for units backward.

  <object>     lot:R-0001, unit:SPK-1, container:C-1 or shipment:S-1
  --json       the whole answer as JSON, as GET /api/v1/trace gives it
  --config     the configuration file; else LOTLINE_CONFIG
  --data-dir   where the database is; else LOTLINE_DATA_DIR, store.dataDir
`;

type Question = { readonly object: ObjectRef; readonly direction: Direction };

/** Exit code 0 with an answer, 1 when there is none, 2 when the question is not clear. */
export function run(argv: string[]): Promise<number> {
  try {
    return Promise.resolve(answer(argv));
  } catch (error) {
    if (!isTold(error)) throw error;
    console.error(`lotline trace: ${error.message}`);
    return Promise.resolve(error instanceof FactoryError ? 1 : 2);
  }
}

function answer(argv: string[]): number {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      'data-dir': { type: 'string' },
      direction: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const question = parseQuestion(positionals[0], values.direction);
  if (question === undefined) {
    console.error(help);
    return 2;
  }
  const { config } = loadEdgeConfig({ file: values.config, env: process.env });
  const reply = ask(config, values['data-dir'] ?? config.store.dataDir, question);
  console.log(values.json ? JSON.stringify(reply) : toTable(reply));
  return 0;
}

function parseQuestion(object = '', chosen?: string): Question | undefined {
  const ref = objectRef.safeParse(object);
  const way = direction.safeParse(
    chosen ?? (/^(?:unit|container|shipment):/.test(object) ? 'backward' : 'forward'),
  );
  return ref.success && way.success ? { object: ref.data, direction: way.data } : undefined;
}

function ask(config: EdgeConfig, dataDir: string, question: Question): TraceReply {
  const file = join(dataDir, 'lotline.db');
  if (!existsSync(file)) throw new FactoryError('invalid_config', `there is no database ${file}`);
  const db = openForReading(file);
  try {
    const clock = createClock(Date.now, config.clock);
    const clockSpeed = config.clock?.speed ?? 1;
    const ready = trace.prepare({ db, clock, clockSpeed, plant: config.plant });
    return db.transaction(() => ready(question))();
  } finally {
    db.close();
  }
}

function toTable({ root, direction: way, asOf, nodes, summary, completeness }: TraceReply): string {
  const header = ['object', 'item', 'status', 'certainty', 'where'];
  const rows = nodes.map(({ object, item, status, certainty, whereabouts, location, depth }) => [
    `${'  '.repeat(Math.min(depth, 10))}${object}`,
    item ?? '',
    status ?? '',
    certainty,
    [whereabouts, location].filter(Boolean).join(' '),
  ]);
  const { complete, deadEnds, gaps, cycles } = completeness;
  const limits = [
    ...deadEnds.map(({ object, reason }) => `${object}: ${reason}`),
    ...gaps.map(({ station, from, to, reason }) => `${station}, ${from} to ${to}: ${reason}`),
    ...cycles.map((cycle) => `a circle: ${cycle.join(' > ')}`),
  ];
  return [
    `${root}, ${way}, as of event ${asOf.seq}, ${asOf.at}`,
    '',
    ...alignColumns([header, ...rows]),
    '',
    `${summary.lots} lots, ${summary.units} units, ${summary.containers} containers, ${summary.shipments} shipments`,
    ...(summary.customers.length === 0 ? [] : [`customers: ${summary.customers.join(', ')}`]),
    complete ? 'complete' : 'not complete:',
    ...limits.map((limit) => `  ${limit}`),
  ].join('\n');
}

function isTold(error: unknown): error is Error {
  if (error instanceof FactoryError) return true;
  return error instanceof Error && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS');
}
