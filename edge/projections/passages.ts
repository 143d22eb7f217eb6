import { toMs } from '../../domain/time.ts';
import { defineProjection } from './define-projection.ts';
import { byEvent } from './history.ts';
import { piecesOf } from './output.ts';

/**
 * Which unit was worked on at which station when (a skipped one was not), and how many good and
 * rejected pieces came of it (the places of a panel count each). Where a unit passed is found by its
 * rows in `object_event`, which hold a passage's whole key; an index of its own would cost every
 * event a page more to write.
 */
export const passages = defineProjection({
  name: 'passages',
  version: 5,
  tables: ['passage'],
  remembers: [byEvent('passage')],
  schema: `
CREATE TABLE passage (
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  started_ms INTEGER,
  recipe_id INTEGER,
  source_id INTEGER NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  PRIMARY KEY (station_id, at_ms, unit_id, seq)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO passage (station_id, at_ms, unit_id, seq, started_ms, recipe_id, source_id, good, reject)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const remove = db.prepare(
      'DELETE FROM passage WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND seq = ?',
    );
    const widen = db.prepare(
      'UPDATE station SET passage_ms_max = MAX(passage_ms_max, ?) WHERE id = ?',
    );
    const widest = new Map<number, number>();

    function noteDuration(stationId: number, durationMs: number): void {
      if (durationMs <= (widest.get(stationId) ?? 0)) return;
      widest.set(stationId, durationMs);
      widen.run(durationMs, stationId);
    }

    return {
      folds: {
        unit_processed: (event, { seq, atMs, sourceId, sign }) => {
          if (event.result === 'skipped') return;
          const stationId = dictionary.stationId(event.station);
          const startedMs = event.startedAt === undefined ? null : toMs(event.startedAt);
          const { good, reject } = piecesOf(event);
          const unitId = dictionary.objectId('unit', event.unit);
          if (sign === 1) {
            const recipeId = event.recipe === undefined ? null : dictionary.recipeId(event.recipe);
            add.run(stationId, atMs, unitId, seq, startedMs, recipeId, sourceId, good, reject);
          } else {
            remove.run(stationId, atMs, unitId, seq);
          }
          if (startedMs !== null) noteDuration(stationId, atMs - startedMs);
        },
      },
      reset: () => {
        widest.clear();
      },
    };
  },
});
