import { assert } from '../../domain/assert.ts';
import type { Database } from '../store/database.ts';

/**
 * What rows have in common, each combination once. Nothing is null: 0 and '' say that there is none.
 * Ids are given in the order of first mention, so a rebuild from the log gives the same ones.
 */
export type Kinds<Kind> = {
  readonly idOf: (kind: Kind) => number;
  readonly of: (id: number) => Kind;
  /** Forgets cached ids: the transaction that gave some of them was rolled back. */
  readonly reset: () => void;
};

/** The column of each part of a kind. */
type Columns<Kind> = { readonly [Part in keyof Kind & string]: string };
type Value = number | string;

/** Kinds whose ids are cached; beyond that the cache starts anew. */
const cachedMax = 10_000;

/** SQL: a table of kinds; its columns are TEXT or INTEGER. */
export function kindTable(table: string, columns: Readonly<Record<string, string>>): string {
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type} NOT NULL`);
  return `
CREATE TABLE ${table} (
  id INTEGER PRIMARY KEY,
  ${declared.join(',\n  ')},
  UNIQUE (${Object.keys(columns).join(', ')})
) STRICT;`;
}

export function prepareKinds<Kind extends Readonly<Record<string, Value>>>(
  db: Database,
  table: string,
  columns: Columns<Kind>,
): Kinds<Kind> {
  const parts = Object.keys(columns) as (keyof Kind & string)[]; // They are its keys.
  const names = parts.map((part) => columns[part]);
  const ids = new Map<string, number>();
  const byId = new Map<number, Kind>();
  const find = db
    .prepare<Value[], number>(
      `SELECT id FROM ${table} WHERE ${names.map((name) => `${name} = ?`).join(' AND ')}`,
    )
    .pluck();
  const add = db.prepare<Value[]>(`
    INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  const read = db.prepare<[number], Kind>(`
    SELECT ${parts.map((part) => `${columns[part]} AS "${part}"`).join(', ')}
    FROM ${table} WHERE id = ?`);
  return {
    idOf: (kind) => {
      const values: Value[] = parts.map((part) => kind[part] as Value); // A kind has all its parts.
      const key = values.join('\n');
      const cached = ids.get(key);
      if (cached !== undefined) return cached;
      const id = find.get(...values) ?? Number(add.run(...values).lastInsertRowid);
      if (ids.size >= cachedMax) ids.clear();
      ids.set(key, id);
      return id;
    },
    of: (id) => {
      const kind = byId.get(id) ?? read.get(id);
      assert(kind !== undefined, 'a row has a kind');
      if (byId.size >= cachedMax) byId.clear();
      byId.set(id, kind);
      return kind;
    },
    reset: () => {
      ids.clear();
      byId.clear();
    },
  };
}
