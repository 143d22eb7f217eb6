import type { Database } from '../store/database.ts';
import type { Projection, Remembered } from './define-projection.ts';

/** A row that bears the position of its one event; `derived` columns follow from its neighbours. */
export function byEvent(table: string, derived: readonly string[] = []): Remembered {
  return { table, restsOn: (row) => `${row}.seq`, derived };
}

/** The tables of the past, to drop and to compare. */
export function historyTables(projections: readonly Projection[]): string[] {
  return rememberedBy(projections).flatMap(({ table }) => [`${table}_past`, `${table}_since`]);
}

/** Makes the tables of the past beside empty projections, with the same columns and indexes. */
export function createHistory(db: Database, projections: readonly Projection[]): void {
  for (const { table, pastBy } of rememberedBy(projections)) {
    const { columns, key } = shapeOf(db, table);
    const declared = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    const keyed = key.map(({ name, type }) => `${name} ${type} NOT NULL`).join(', ');
    const keyNames = key.map(({ name }) => name).join(', ');
    db.exec(`
      CREATE TABLE ${table}_past (${declared}, since_seq INTEGER NOT NULL, until_seq INTEGER NOT NULL) STRICT;
      CREATE INDEX ${table}_past_key ON ${table}_past (${keyNames});
      CREATE TABLE ${table}_since (${keyed}, since_seq INTEGER NOT NULL, PRIMARY KEY (${keyNames})) STRICT, WITHOUT ROWID;`);
    const indexes = [...indexesOf(db, table), ...(pastBy === undefined ? [] : [[pastBy]])];
    for (const [index, indexed] of indexes.entries()) {
      db.exec(`CREATE INDEX ${table}_past_${index} ON ${table}_past (${indexed.join(', ')})`);
    }
  }
}

/**
 * What the tables said before: a row that a late, corrected or retracted event replaces is kept in
 * `<table>_past` with the log positions between which it stood. A row stands since the position that
 * it rests on by itself; where that is not so (it came back, or follows anew from older events),
 * `<table>_since` says since when.
 *
 * This keeps what changes on the connection from now on. `foldingSeq` is the position of the event
 * that is being folded.
 */
export function keepHistory(
  db: Database,
  projections: readonly Projection[],
  foldingSeq: () => number,
): void {
  db.function('folding_seq', { deterministic: false }, foldingSeq);
  for (const remembered of rememberedBy(projections)) db.exec(triggersFor(db, remembered));
}

function triggersFor(db: Database, remembered: Remembered): string {
  const { table, restsOn, derived = [], tellsSame = {} } = remembered;
  const { columns, key } = shapeOf(db, table);
  const names = columns.map(({ name }) => name);
  const keyNames = key.map(({ name }) => name);
  const of = (row: string, list: readonly string[]) => list.map((n) => `${row}.${n}`).join(', ');
  const sinceOf = (row: string) => standsSince({ table, restsOn }, row, keyNames);
  const keepOld = `
    INSERT INTO ${table}_past (${names.join(', ')}, since_seq, until_seq)
    SELECT ${of('OLD', names)}, since, folding_seq()
    FROM (SELECT ${sinceOf('OLD')} AS since) WHERE since < folding_seq();
    DELETE FROM ${table}_since WHERE ${keyNames.map((n) => `${n} = OLD.${n}`).join(' AND ')};`;
  const noteSince = `
    INSERT INTO ${table}_since (${keyNames.join(', ')}, since_seq)
    SELECT ${of('NEW', keyNames)}, folding_seq() WHERE folding_seq() > ${restsOn('NEW')};`;
  const told = names.filter((name) => !derived.includes(name));
  const isSame = told
    .map((n) => [`OLD.${n} IS NEW.${n}`, tellsSame[n] ?? [], endsNow(remembered, n)].flat())
    .map((either) => `(${either.join(' OR ')})`)
    .join(' AND ');
  return `
    DROP TRIGGER IF EXISTS temp.${table}_added;
    DROP TRIGGER IF EXISTS temp.${table}_removed;
    DROP TRIGGER IF EXISTS temp.${table}_changed;
    CREATE TEMP TRIGGER ${table}_added AFTER INSERT ON ${table}
    WHEN folding_seq() > ${restsOn('NEW')} BEGIN ${noteSince} END;
    CREATE TEMP TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN ${keepOld} END;
    CREATE TEMP TRIGGER ${table}_changed AFTER UPDATE ON ${table}
    WHEN NOT (${isSame}) BEGIN ${keepOld} ${noteSince} END;`;
}

/** SQL: whether the event that is being folded ended the row and so filled the column. */
function endsNow({ ends }: Remembered, column: string): string[] {
  if (ends === undefined || !isOfEnd(ends, column)) return [];
  return [`(OLD.${ends.by} IS NULL AND NEW.${ends.by} = folding_seq())`];
}

function isOfEnd({ by, also = [] }: NonNullable<Remembered['ends']>, column: string): boolean {
  return column === by || also.includes(column);
}

/** SQL: the log position since which a row of the table stands, whenever it ended. */
export function standsSince(
  { table, restsOn }: Remembered,
  row: string,
  key: readonly string[],
): string {
  const same = key.map((name) => `s.${name} = ${row}.${name}`).join(' AND ');
  return `COALESCE((SELECT s.since_seq FROM ${table}_since s WHERE ${same}), ${restsOn(row)})`;
}

/**
 * SQL: the rows of a table as they stood at a log position (an SQL expression), each with
 * `since_seq` and `until_seq` (null: it stands today). A condition to seek rows by must be given here:
 * SQLite takes none of a join into a UNION.
 */
export function rowsAsOf(
  db: Database,
  remembered: Remembered,
  { seq, condition = 'TRUE' }: { readonly seq: string; readonly condition?: string },
): string {
  const { table } = remembered;
  const { columns, key } = shapeOf(db, table);
  const names = columns.map(({ name }) => name);
  const since = standsSince(
    remembered,
    't',
    key.map(({ name }) => name),
  );
  const today = asItStood(remembered, seq, { since, until: 'NULL' });
  const past = asItStood(remembered, seq, { since: 't.since_seq', until: 't.until_seq' });
  return `
    SELECT ${names.map(today.column).join(', ')}, ${whole(today.since)} AS since_seq, ${whole(today.until)} AS until_seq
    FROM main.${table} t WHERE ${since} <= ${seq} AND ${condition}
    UNION ALL
    SELECT ${names.map(past.column).join(', ')}, ${whole(past.since)} AS since_seq, ${whole(past.until)} AS until_seq
    FROM main.${table}_past t WHERE t.since_seq <= ${seq} AND t.until_seq > ${seq} AND ${condition}`;
}

/** SQLite seeks rows in both parts of a UNION ALL only if their columns have the same affinities. */
function whole(position: string): string {
  return `CAST(${position} AS INTEGER)`;
}

type Stretch = { readonly since: string; readonly until: string };

/** SQL: what a row `t` that stood at a log position said at it: what ended later lasted still. */
function asItStood(
  { ends }: Remembered,
  seq: string,
  { since, until }: Stretch,
): Stretch & { readonly column: (name: string) => string } {
  const column = (name: string) => `t.${name}`;
  if (ends === undefined) return { column, since, until };
  const end = column(ends.by);
  return {
    column: (name) =>
      isOfEnd(ends, name)
        ? `IIF(${end} <= ${seq}, ${column(name)}, NULL) AS ${name}`
        : column(name),
    since: `IIF(${end} <= ${seq}, MAX(${end}, ${since}), ${since})`,
    until: `IIF(${end} > ${seq}, ${end}, ${until})`,
  };
}

/** Every table whose past is kept. */
export function rememberedBy(projections: readonly Projection[]): Remembered[] {
  return projections.flatMap(({ remembers }) => remembers ?? []);
}

type Column = { readonly name: string; readonly type: string; readonly pk: number };

/** The columns of a table, and those of its key. */
export function shapeOf(db: Database, table: string): { columns: Column[]; key: Column[] } {
  const columns = db.pragma(`main.table_info(${table})`) as Column[]; // SQLite's own rows.
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  return { columns, key };
}

/** The columns of each index that was declared on the table, beside its key. */
function indexesOf(db: Database, table: string): string[][] {
  const indexes = db.pragma(`main.index_list(${table})`) as { name: string; origin: string }[]; // SQLite's own rows.
  return indexes
    .filter(({ origin }) => origin === 'c')
    .map(({ name }) =>
      (db.pragma(`main.index_info(${name})`) as { name: string }[]).map((column) => column.name),
    );
}
