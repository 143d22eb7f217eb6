import type { EventOf } from '../../domain/events/event.ts';
import { toMs } from '../../domain/time.ts';
import type { Database } from '../store/database.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { passedStatus, statusCodes } from './object-effects.ts';
import { piecesOf } from './output.ts';
import { lastVisits, prepareVisits } from './visits.ts';

/**
 * Which unit was worked on at which station when (a skipped one was not), and how many good and
 * rejected pieces came of it (the places of a panel count each). Of these there are most, so a row
 * has few bytes: what passages have in common stands once in `passage_kind`, and no index leads from
 * a unit to its passages, but each of them to the one before; see visits.ts. Readers use the view
 * `passage`.
 */
export const passages = defineProjection({
  name: 'passages',
  version: 6,
  tables: ['passage_mark', 'passage_kind'],
  remembers: [
    { ...byEvent('passage_mark', ['before_station_id', 'before_ms']), pastBy: 'unit_id' },
  ],
  schema: `
CREATE TABLE passage_kind (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  recipe_id INTEGER NOT NULL,
  status INTEGER NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  UNIQUE (source_id, recipe_id, status, good, reject)
) STRICT;
CREATE TABLE passage_mark (
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  lasted_ms INTEGER,
  before_station_id INTEGER,
  before_ms INTEGER,
  PRIMARY KEY (station_id, at_ms, unit_id, seq)
) STRICT, WITHOUT ROWID;
CREATE VIEW passage AS ${passageColumns('')};
CREATE VIEW visit_last AS ${lastVisits('object')};
`,
  prepare: (db, dictionary) => {
    const visits = prepareVisits(db);
    const kinds = prepareKinds(db);
    const add = db.prepare(`
      INSERT INTO passage_mark
        (station_id, at_ms, unit_id, seq, kind_id, lasted_ms, before_station_id, before_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    const remove = db.prepare<number[], { beforeId: number | null; beforeMs: number | null }>(`
      DELETE FROM passage_mark WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND seq = ?
      RETURNING before_station_id AS "beforeId", before_ms AS "beforeMs"`);
    const widen = db.prepare(
      'UPDATE station SET passage_ms_max = MAX(passage_ms_max, ?) WHERE id = ?',
    );
    const widest = new Map<number, number>();

    function noteDuration(stationId: number, durationMs: number): void {
      if (durationMs <= (widest.get(stationId) ?? 0)) return;
      widest.set(stationId, durationMs);
      widen.run(durationMs, stationId);
    }

    function putIn(event: Passed, { seq, atMs, sourceId }: Fact, place: Place): void {
      const { unitId, stationId } = place;
      const recipeId = event.recipe === undefined ? 0 : dictionary.recipeId(event.recipe);
      const status = statusCodes[passedStatus[event.result]];
      const kindId = kinds.idOf({ sourceId, recipeId, status, ...piecesOf(event) });
      const lastedMs = lastedMsOf(event, atMs);
      const before = visits.add(unitId, { stationId, atMs }, status);
      const gone = before === undefined ? noVisit : [before.stationId, atMs - before.atMs];
      add.run(stationId, atMs, unitId, seq, kindId, lastedMs, ...gone);
    }

    function takeOut({ seq, atMs }: Fact, { unitId, stationId }: Place): void {
      const row = remove.get(stationId, atMs, unitId, seq);
      if (row === undefined) return;
      const { beforeId, beforeMs } = row;
      const before =
        beforeId === null || beforeMs === null
          ? undefined
          : { stationId: beforeId, atMs: atMs - beforeMs };
      visits.remove(unitId, { stationId, atMs }, before);
    }

    return {
      folds: {
        unit_processed: (event, fact) => {
          if (!isPassage(event)) return;
          const stationId = dictionary.stationId(event.station);
          const unitId = dictionary.objectId('unit', event.unit);
          if (fact.sign === 1) putIn(event, fact, { unitId, stationId });
          else takeOut(fact, { unitId, stationId });
          const lastedMs = lastedMsOf(event, fact.atMs);
          if (lastedMs !== null) noteDuration(stationId, lastedMs);
        },
      },
      reset: () => {
        widest.clear();
        visits.reset();
        kinds.reset();
      },
    };
  },
});

/** SQL: a passage as readers see it; `more` names further columns of the mark. */
export function passageColumns(more: string): string {
  return `SELECT m.station_id, m.at_ms, m.unit_id, m.seq, m.at_ms - m.lasted_ms AS started_ms,
    NULLIF(k.recipe_id, 0) AS recipe_id, k.source_id, k.status, k.good, k.reject${more}
  FROM passage_mark m CROSS JOIN passage_kind k ON k.id = m.kind_id`;
}

/** What passages have in common, each once; ids are given in the order of first mention. */
function prepareKinds(db: Database) {
  const ids = new Map<string, number>();
  const find = db
    .prepare<number[], number>(`
      SELECT id FROM passage_kind
      WHERE source_id = ? AND recipe_id = ? AND status = ? AND good = ? AND reject = ?`)
    .pluck();
  const add = db.prepare<number[]>(`
    INSERT INTO passage_kind (source_id, recipe_id, status, good, reject) VALUES (?, ?, ?, ?, ?)`);
  return {
    idOf: ({ sourceId, recipeId, status, good, reject }: Kind): number => {
      const key = `${sourceId} ${recipeId} ${status} ${good} ${reject}`;
      const cached = ids.get(key);
      if (cached !== undefined) return cached;
      const kind = [sourceId, recipeId, status, good, reject];
      const id = find.get(...kind) ?? Number(add.run(...kind).lastInsertRowid);
      if (ids.size >= kindsCachedMax) ids.clear();
      ids.set(key, id);
      return id;
    },
    reset: () => ids.clear(),
  };
}

const kindsCachedMax = 10_000;

type Kind = Readonly<Record<'sourceId' | 'recipeId' | 'status' | 'good' | 'reject', number>>;
type Place = { readonly unitId: number; readonly stationId: number };
type Passed = EventOf<'unit_processed'> & { readonly result: keyof typeof passedStatus };

const noVisit = [null, null];

function isPassage(event: EventOf<'unit_processed'>): event is Passed {
  return event.result !== 'skipped';
}

function lastedMsOf({ startedAt }: Passed, atMs: number): number | null {
  return startedAt === undefined ? null : atMs - toMs(startedAt);
}
