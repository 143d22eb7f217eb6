import type { EventOf } from '../../domain/events/event.ts';
import { Known } from '../../domain/known.ts';
import { toMs } from '../../domain/time.ts';
import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';
import { passedStatus, statusCodes } from '../projections/object-effects.ts';
import { piecesOf } from '../projections-floor/output.ts';
import { passageKindTable, preparePassageKinds, saidBy } from './passage-kinds.ts';
import { lastVisits, prepareVisits } from './visits.ts';

/** Stations whose longest passage is remembered. */
const widestMax = 10_000;

/**
 * Which unit was worked on at which station when (a skipped one was not), and how many good and
 * rejected pieces came of it (the places of a panel count each). Of these there are most, so a row
 * has few bytes: what passages have in common stands once in `passage_kind`, and no index leads from
 * a unit to its passages, but each of them to the one before; see visits.ts. Readers use the view
 * `passage`.
 */
export const passages = defineProjection({
  name: 'passages',
  version: 9,
  tables: ['passage_mark', 'passage_kind'],
  remembers: [
    {
      ...byEvent('passage_mark', ['before_ms']),
      // Where the unit was before is derived too.
      tellsSame: { kind_id: `${saidBy('OLD')} = ${saidBy('NEW')}` },
      pastBy: 'unit_id',
    },
  ],
  schema: `${passageKindTable}
CREATE TABLE passage_mark (
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  lasted_ms INTEGER,
  before_ms INTEGER,
  PRIMARY KEY (station_id, at_ms, unit_id, seq)
) STRICT, WITHOUT ROWID;
CREATE VIEW passage AS ${passageColumns('')};
CREATE VIEW visit_last AS ${lastVisits('object')};
`,
  prepare: (db, dictionary) => {
    const kinds = preparePassageKinds(db);
    const visits = prepareVisits(db, { kinds, standings: dictionary.standings });
    const add = db.prepare(`
      INSERT INTO passage_mark
        (station_id, at_ms, unit_id, seq, kind_id, lasted_ms, before_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?)`);
    const remove = db.prepare<number[], { kindId: number; beforeMs: number | null }>(`
      DELETE FROM passage_mark WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND seq = ?
      RETURNING kind_id AS "kindId", before_ms AS "beforeMs"`);
    const widen = db.prepare(
      'UPDATE station SET passage_ms_max = MAX(passage_ms_max, ?) WHERE id = ?',
    );
    const widest = new Known<number, number>(widestMax);

    function noteDuration(stationId: number, durationMs: number): void {
      if (durationMs <= (widest.get(stationId) ?? 0)) return;
      widest.set(stationId, durationMs);
      widen.run(durationMs, stationId);
    }

    function putIn(event: Passed, { seq, atMs, sourceId }: Fact, place: Place): void {
      const { unitId, stationId } = place;
      const recipeId = event.recipe === undefined ? 0 : dictionary.recipeId(event.recipe);
      const status = statusCodes[passedStatus[event.result]];
      const lastedMs = lastedMsOf(event, atMs);
      const before = visits.add(unitId, { stationId, atMs }, status);
      const beforeStationId = before?.stationId ?? 0;
      const said = { sourceId, recipeId, status, ...piecesOf(event) };
      const kindId = kinds.idOf({ ...said, beforeStationId });
      const beforeMs = before === undefined ? null : atMs - before.atMs;
      add.run(stationId, atMs, unitId, seq, kindId, lastedMs, beforeMs);
    }

    function takeOut({ seq, atMs }: Fact, { unitId, stationId }: Place): void {
      const row = remove.get(stationId, atMs, unitId, seq);
      if (row === undefined) return;
      const { kindId, beforeMs } = row;
      const before =
        beforeMs === null
          ? undefined
          : { stationId: kinds.of(kindId).beforeStationId, atMs: atMs - beforeMs };
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

type Place = { readonly unitId: number; readonly stationId: number };
type Passed = EventOf<'unit_processed'> & { readonly result: keyof typeof passedStatus };

function isPassage(event: EventOf<'unit_processed'>): event is Passed {
  return event.result !== 'skipped';
}

function lastedMsOf({ startedAt }: Passed, atMs: number): number | null {
  return startedAt === undefined ? null : atMs - toMs(startedAt);
}
