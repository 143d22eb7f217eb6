import { assert } from '../../domain/assert.ts';
import { Known } from '../../domain/known.ts';
import type { Passage } from '../engine-memory/passages.ts';
import type { Database } from '../store/database.ts';

type Mark = readonly [
  stationId: number,
  atMs: number,
  unitId: number,
  lastedMs: number | null,
  kindId: number,
];
type Kind = Pick<Passage, 'sourceId' | 'recipeId'>;
type VisitPassage = (stationId: number, passage: Passage) => void;

/** Kinds that are remembered: a plant's mix of products and programs, many times over. */
const kindsKnownMax = 50_000;

const columns = 'station_id, at_ms, unit_id, lasted_ms, kind_id';

/**
 * The rows of `passage`, without the join of its view: they are nearly all that the engine reads,
 * and what they have in common is known by a few numbers.
 */
export function preparePassageRows(db: Database, kindsMax = kindsKnownMax) {
  const all = db
    .prepare<[], Mark>(`SELECT ${columns} FROM passage_mark ORDER BY station_id, at_ms`)
    .raw();
  const some = db
    .prepare<[number, number, number], Mark>(
      `SELECT ${columns} FROM passage_mark WHERE station_id = ? AND at_ms = ? AND unit_id = ?`,
    )
    .raw();
  const kind = db.prepare<[number], Kind>(
    'SELECT source_id AS "sourceId", recipe_id AS "recipeId" FROM passage_kind WHERE id = ?',
  );
  const kinds = new Known<number, Kind>(kindsMax);

  function kindOf(id: number): Kind {
    const known = kinds.get(id);
    if (known !== undefined) return known;
    const read = kind.get(id);
    assert(read !== undefined, 'a passage has a kind');
    kinds.set(id, read);
    return read;
  }

  function tell([stationId, atMs, unitId, lastedMs, kindId]: Mark, visit: VisitPassage): void {
    const { sourceId, recipeId } = kindOf(kindId);
    const startedMs = lastedMs === null ? Number.NaN : atMs - lastedMs;
    visit(stationId, { atMs, startedMs, unitId, sourceId, recipeId });
  }

  return {
    /** In order of time at each station. */
    each: (visit: VisitPassage): void => {
      for (const mark of all.iterate()) tell(mark, visit);
    },
    /** Those of a unit at an instant. */
    eachAt: ({ stationId, atMs, unitId }: At, visit: VisitPassage): void => {
      for (const mark of some.all(stationId, atMs, unitId)) tell(mark, visit);
    },
  };
}

type At = { readonly stationId: number; readonly atMs: number; readonly unitId: number };
