import type { EventOf } from '../../domain/events/event.ts';
import { toMs } from '../../domain/time.ts';
import { defineProjection } from './define-projection.ts';
import { byEvent } from './history.ts';

/** The grain of `output`, which divides every time zone's offset and every shift's start. */
export const outputBucketMs = 300_000;

/**
 * Which unit was worked on at which station when (a skipped one was not), and how many good and rejected pieces came of it (the places
 * of a panel count each). `output` adds them up by five minutes for the boards. Where a unit passed is
 * found by its rows in `object_event`, which hold a passage's whole key; an index of its own would
 * cost every event a page more to write.
 */
export const passages = defineProjection({
  name: 'passages',
  version: 4,
  tables: ['passage', 'output'],
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
CREATE TABLE output (
  station_id INTEGER NOT NULL,
  bucket_ms INTEGER NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  PRIMARY KEY (station_id, bucket_ms)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO passage (station_id, at_ms, unit_id, seq, started_ms, recipe_id, source_id, good, reject)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const remove = db.prepare(
      'DELETE FROM passage WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND seq = ?',
    );
    const count = db.prepare(`
      INSERT INTO output (station_id, bucket_ms, good, reject)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET good = good + excluded.good, reject = reject + excluded.reject`);
    const forget = db.prepare(
      'DELETE FROM output WHERE station_id = ? AND bucket_ms = ? AND good = 0 AND reject = 0',
    );
    const widen = db.prepare(
      'UPDATE station SET passage_ms_max = MAX(passage_ms_max, ?) WHERE id = ?',
    );
    const widest = new Map<number, number>();
    const gathered = new Map<number, Map<number, Pieces>>();

    function gather(stationId: number, atMs: number, { good, reject }: Pieces): void {
      const bucketMs = atMs - (atMs % outputBucketMs);
      const buckets = gathered.get(stationId) ?? new Map<number, Pieces>();
      const sums = buckets.get(bucketMs) ?? { good: 0, reject: 0 };
      sums.good += good;
      sums.reject += reject;
      buckets.set(bucketMs, sums);
      gathered.set(stationId, buckets);
    }

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
          if (good + reject > 0) {
            gather(stationId, atMs, { good: sign * good, reject: sign * reject });
          }
          if (startedMs !== null) noteDuration(stationId, atMs - startedMs);
        },
      },
      flush: () => {
        for (const [stationId, buckets] of gathered) {
          for (const [bucketMs, { good, reject }] of buckets) {
            count.run(stationId, bucketMs, good, reject);
            if (good <= 0 && reject <= 0) forget.run(stationId, bucketMs);
          }
        }
        gathered.clear();
      },
      reset: () => {
        widest.clear();
        gathered.clear();
      },
    };
  },
});

type Pieces = { good: number; reject: number };

function piecesOf({ result, positions }: EventOf<'unit_processed'>): Pieces {
  const pieces = { good: 0, reject: 0 };
  for (const place of positions ?? [{ result }]) {
    if (place.result === 'pass') pieces.good += 1;
    else if (place.result === 'fail') pieces.reject += 1;
  }
  return pieces;
}
