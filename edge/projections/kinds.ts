import { assert } from '../../domain/assert.ts';
import { Known } from '../../domain/known.ts';
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
  const ids = rememberPaths();
  const byId = new Known<number, Kind>(cachedMax);
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
      const cached = ids.get(values);
      if (cached !== undefined) return cached;
      const id = find.get(...values) ?? Number(add.run(...values).lastInsertRowid);
      ids.set(values, id);
      return id;
    },
    of: (id) => {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const kind = read.get(id);
      assert(kind !== undefined, 'a row has a kind');
      byId.set(id, kind);
      return kind;
    },
    reset: () => {
      ids.clear();
      byId.clear();
    },
  };
}

/** Numbers by lists of values, a level of maps for each value: no text is put together to look one up. */
function rememberPaths() {
  const root: Level = new Map();
  let count = 0;
  return {
    get: (values: readonly Value[]): number | undefined => {
      let at: Level | number | undefined = root;
      for (const value of values) {
        if (!(at instanceof Map)) return undefined;
        at = at.get(value);
      }
      return at instanceof Map ? undefined : at;
    },
    set: (values: readonly Value[], id: number): void => {
      if (count >= cachedMax) root.clear();
      count = root.size === 0 ? 1 : count + 1;
      let at = root;
      for (const value of values.slice(0, -1)) {
        const known = at.get(value);
        const next: Level = known instanceof Map ? known : new Map();
        at.set(value, next);
        at = next;
      }
      at.set(values.at(-1) ?? '', id);
    },
    clear: (): void => root.clear(),
  };
}

type Level = Map<Value, Level | number>;
