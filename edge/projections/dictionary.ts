import { assert } from '../../domain/assert.ts';
import { Known } from '../../domain/known.ts';
import {
  type ObjectKind,
  type ObjectRef,
  objectKinds,
  splitObjectRef,
} from '../../domain/object-ref.ts';
import { type Names, otherNameTable, prepareNames } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';
import { prepareStandings, type Standings, standingSchema, standingTables } from './standings.ts';

/** Integer codes of kinds in the tables; their order is that of `objectKinds`. */
export const kindCodes: Readonly<Record<ObjectKind, number>> = {
  lot: 0,
  unit: 1,
  container: 2,
  shipment: 3,
};

/** Kinds by their code. */
export const objectKindOfCode: readonly (ObjectKind | undefined)[] = objectKinds;

/**
 * Text to integer ids, given in the order of first mention, so a rebuild from the log gives the same
 * ones. Entries stay when the event that brought them is unfolded; they then have no events.
 */
export type Dictionary = {
  readonly objectId: (kind: ObjectKind, code: string) => number;
  readonly refId: (ref: ObjectRef) => number;
  readonly stationId: (path: string) => number;
  readonly recipeId: (recipe: Recipe) => number;
  /** What is said of objects by now. */
  readonly standings: Standings;
  readonly names: Names;
  /** Forgets cached ids: the transaction that gave some of them was rolled back. */
  readonly reset: () => void;
};

type Recipe = { readonly program: string; readonly revision?: string | undefined };

export const dictionaryTables = [...standingTables, 'station', 'recipe', 'other_name'] as const;

export const dictionarySchema = `${standingSchema}
CREATE TABLE station (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  events INTEGER NOT NULL DEFAULT 0,
  last_at_ms INTEGER,
  first_recorded_at_ms INTEGER,
  last_recorded_at_ms INTEGER,
  passage_ms_max INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  revision TEXT NOT NULL,
  UNIQUE (program, revision)
) STRICT;
${otherNameTable}
`;

/** Cached ids of one kind. */
const cachedMax = 200_000;

export function createDictionary(db: Database): Dictionary {
  const caches = Object.values(kindCodes).map(() => new Known<string, number>(cachedMax));
  const stations = new Known<string, number>(cachedMax);
  const names = prepareNames(db);
  const standings = prepareStandings(db, names);
  const findObject = db
    .prepare<[string, number], number>('SELECT id FROM object_row WHERE code = ? AND kind = ?')
    .pluck();
  // A code that is not cached is new far more often than forgotten.
  const addObject = db.prepare<[number, string]>(
    'INSERT INTO object_row (kind, code) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const findStation = db.prepare<[string], number>('SELECT id FROM station WHERE path = ?').pluck();
  const addStation = db.prepare<[string]>('INSERT INTO station (path) VALUES (?)');
  const recipes = prepareRecipes(db);

  function objectId(kind: ObjectKind, code: string): number {
    const kindCode = kindCodes[kind];
    const cache = caches[kindCode] as Known<string, number>; // One was made for each kind.
    const cached = cache.get(code);
    if (cached !== undefined) return cached;
    const added = addObject.run(kindCode, code);
    const isNew = added.changes === 1;
    const id = isNew ? Number(added.lastInsertRowid) : findObject.get(code, kindCode);
    assert(id !== undefined, 'a code that cannot be added is there');
    if (isNew) {
      standings.begin(id);
      names.begin(id);
    }
    cache.set(code, id);
    return id;
  }

  return {
    objectId,
    standings,
    names,
    refId: (ref) => {
      const { kind, id } = splitObjectRef(ref);
      return objectId(kind, id);
    },
    stationId: (path) => {
      const cached = stations.get(path);
      if (cached !== undefined) return cached;
      const id = findStation.get(path) ?? Number(addStation.run(path).lastInsertRowid);
      stations.set(path, id);
      return id;
    },
    recipeId: recipes.idOf,
    reset: () => {
      for (const cache of caches) cache.clear();
      recipes.reset();
      stations.clear();
      names.reset();
      standings.reset();
    },
  };
}

function prepareRecipes(db: Database) {
  const ids = new Known<string, number>(cachedMax);
  const find = db
    .prepare<[string, string], number>('SELECT id FROM recipe WHERE program = ? AND revision = ?')
    .pluck();
  const add = db.prepare<[string, string]>('INSERT INTO recipe (program, revision) VALUES (?, ?)');
  return {
    idOf: ({ program, revision = '' }: Recipe): number => {
      const key = `${program}\n${revision}`;
      const cached = ids.get(key);
      if (cached !== undefined) return cached;
      const id = find.get(program, revision) ?? Number(add.run(program, revision).lastInsertRowid);
      ids.set(key, id);
      return id;
    },
    reset: (): void => ids.clear(),
  };
}
