import BetterSqlite3 from 'better-sqlite3';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import { plantModel } from '../../domain/plant.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { decoders } from '../../edge/decoders.ts';
import { createFolder } from '../../edge/projections/fold.ts';
import { projections } from '../../edge/projections/projections.ts';
import { bringUpToDate } from '../../edge/projections/rebuild.ts';
import { isNamed } from '../../edge/projections-trace/named.ts';
import type { QueryContext } from '../../edge/queries/define-query.ts';
import { type Database, migrate, openForWriting } from '../../edge/store/database.ts';
import { createRecorder } from '../../edge/store/recorder.ts';

export const plant = plantModel.parse({
  site: 'BD1',
  name: { vi: 'Nhà máy', en: 'Plant' },
  timeZone: 'Asia/Ho_Chi_Minh',
  usesEverySlot: true,
});

const encoder = new TextEncoder();

/** One message of the format `json`, as a protocol would hand it over. */
export function message(content: unknown, source = 'test'): RawMessage {
  const payload = encoder.encode(JSON.stringify(content));
  return { format: 'json', source, topic: '', payload, guaranteed: true };
}

/** A database in memory with the real recorder, in this thread. */
export type EdgeFile = {
  readonly db: Database;
  readonly context: QueryContext;
  /** Records each group as one message of one source; all in one batch. */
  readonly record: (...groups: readonly (FactoryEvent | readonly FactoryEvent[])[]) => Receipt[];
  readonly recordMessages: (messages: readonly RawMessage[]) => Receipt[];
};

export function edgeInMemory(nowMs: () => number = () => 2_000_000_000_000): EdgeFile {
  emptyFile ??= openEmpty(':memory:').serialize();
  const db = new BetterSqlite3(emptyFile);
  db.pragma('foreign_keys = OFF');
  return edgeOn(db, nowMs);
}

/** The same in a file, for what needs a second connection. */
export function edgeIn(file: string, nowMs: () => number = () => 2_000_000_000_000): EdgeFile {
  return edgeOn(openEmpty(file), nowMs);
}

/** Properties begin thousands of edges: the tables of the first are the tables of all. */
let emptyFile: Buffer | undefined;

function openEmpty(file: string): Database {
  const db = openForWriting(file);
  migrate(db);
  bringUpToDate(db, projections, () => {});
  return db;
}

function edgeOn(db: Database, nowMs: () => number): EdgeFile {
  const clock = { nowMs };
  const recorder = createRecorder(db, {
    folder: createFolder(db, projections),
    clock,
    decoders,
  });
  const recordMessages = (messages: readonly RawMessage[]) => recorder.record(messages).flat();
  return {
    db,
    context: { db, clock, clockSpeed: 1, plant },
    record: (...groups) => recordMessages(groups.map((group) => message(group))),
    recordMessages,
  };
}

/**
 * Every row of every projection with ids written as what they name, without log positions, sorted:
 * what must not depend on the order of arrival.
 */
export function factsIn(db: Database): Record<string, string[]> {
  const objects = namesOf(db, 'SELECT id, kind || char(58) || code AS name FROM object');
  const recipe = "program || '@' || revision";
  const stations = namesOf(db, 'SELECT id, path AS name FROM station');
  const namesIn: [RegExp, Map<unknown, string>][] = [
    [/station_id$/, stations],
    [/recipe_id$/, namesOf(db, `SELECT id, ${recipe} AS name FROM recipe`)],
    [/source_id$/, namesOf(db, 'SELECT id, name FROM source')],
  ];
  const named = ([column, value]: [string, unknown]): [string, unknown][] => {
    if (/(?:^|_)seq$/.test(column)) return [];
    const names = namesIn.find(([suffix]) => suffix.test(column))?.[1];
    if (names !== undefined) return [[column, names.get(value)]];
    return [[column, column.endsWith('_id') ? (objects.get(value) ?? value) : value]];
  };
  const facts: Record<string, string[]> = {};
  // Lists of names keep what was retracted.
  const lists = /^(?:slot|counter_name|ending_event|order_block|.*_kind)$/;
  const tables = projections
    .flatMap((projection) => projection.tables)
    .filter((table) => !lists.test(table));
  for (const table of tables) {
    const rows = rowsOf(db, table);
    facts[table] = rows.map((row) => JSON.stringify(Object.entries(row).flatMap(named))).sort();
  }
  facts['object'] = db
    .prepare<[], Record<string, unknown>>(`
      SELECT kind, code, item, other_items, status, status_at_ms, station_id FROM object
      WHERE ${isNamed('object.id')}`)
    .all()
    .map(({ station_id: station, ...row }) =>
      JSON.stringify({ ...row, station: stations.get(station) }),
    )
    .sort();
  return facts;
}

/** Tables whose rows name the event that ended something, with what is known of it. */
const withEndings: Readonly<Record<string, string>> = {
  link_mark: 'SELECT * FROM link',
  link_end: 'SELECT * FROM link_end JOIN ending_event USING (seq)',
};

/** What rows have in common is written with each of them. */
function rowsOf(db: Database, table: string): Record<string, unknown>[] {
  const select = withEndings[table] ?? `SELECT * FROM "${table}"`;
  const rows = db.prepare<[], Record<string, unknown>>(select).all();
  if (rows[0]?.['kind_id'] === undefined) return rows;
  const kinds = db
    .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table.replace('_mark', '_kind')}`)
    .all();
  const kindOf = new Map(kinds.map(({ id, ...kind }) => [id, kind]));
  return rows.map(({ kind_id: kindId, ...row }) => ({ ...row, ...kindOf.get(kindId) }));
}

function namesOf(db: Database, sql: string): Map<unknown, string> {
  const rows = db.prepare<[], { id: number; name: string }>(sql).all();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
