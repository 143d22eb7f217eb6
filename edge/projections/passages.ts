import type { EventOf } from '../../domain/events/event.ts';
import { toMs } from '../../domain/time.ts';
import { defineProjection } from './define-projection.ts';

/** The grain of `output`, which divides every time zone's offset and every shift's start. */
export const outputBucketMs = 300_000;

/**
 * Which unit was at which station when, and how many good and rejected pieces came of it (the places
 * of a panel count each). `output` adds them up by five minutes for the boards.
 */
export const passages = defineProjection({
  name: 'passages',
  version: 1,
  tables: ['passage', 'output'],
  schema: `
CREATE TABLE passage (
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  started_ms INTEGER,
  source_id INTEGER NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  PRIMARY KEY (station_id, at_ms, unit_id, seq)
) STRICT, WITHOUT ROWID;
-- For "where did this unit pass?" in a backward trace.
CREATE INDEX passage_unit ON passage (unit_id);
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
      INSERT INTO passage (station_id, at_ms, unit_id, seq, started_ms, source_id, good, reject)
      VALUES (@stationId, @atMs, @unitId, @seq, @startedMs, @sourceId, @good, @reject)`);
    const remove = db.prepare(`
      DELETE FROM passage
      WHERE station_id = @stationId AND at_ms = @atMs AND unit_id = @unitId AND seq = @seq`);
    const count = db.prepare(`
      INSERT INTO output (station_id, bucket_ms, good, reject)
      VALUES (@stationId, @bucketMs, @good, @reject)
      ON CONFLICT DO UPDATE SET good = good + excluded.good, reject = reject + excluded.reject`);
    const forget = db.prepare(
      'DELETE FROM output WHERE station_id = ? AND bucket_ms = ? AND good = 0 AND reject = 0',
    );
    const widen = db.prepare(
      'UPDATE station SET passage_ms_max = MAX(passage_ms_max, ?) WHERE id = ?',
    );
    const widest = new Map<number, number>();

    function countPieces(pieces: Pieces, atMs: number, sign: 1 | -1): void {
      const { stationId, good, reject } = pieces;
      const bucketMs = atMs - (atMs % outputBucketMs);
      count.run({ stationId, bucketMs, good: sign * good, reject: sign * reject });
      if (sign === -1) forget.run(stationId, bucketMs);
    }

    return {
      folds: {
        unit_processed: (event, { seq, atMs, sourceId, sign }) => {
          const stationId = dictionary.stationId(event.station);
          const startedMs = event.startedAt === undefined ? null : toMs(event.startedAt);
          const { good, reject } = piecesOf(event);
          const key = { stationId, atMs, unitId: dictionary.objectId('unit', event.unit), seq };
          if (sign === 1) add.run({ ...key, startedMs, sourceId, good, reject });
          else remove.run(key);
          if (good + reject > 0) countPieces({ stationId, good, reject }, atMs, sign);
          const durationMs = startedMs === null ? 0 : atMs - startedMs;
          if (durationMs > (widest.get(stationId) ?? 0)) {
            widest.set(stationId, durationMs);
            widen.run(durationMs, stationId);
          }
        },
      },
      reset: () => widest.clear(),
    };
  },
});

type Pieces = { readonly stationId: number; readonly good: number; readonly reject: number };

function piecesOf(event: EventOf<'unit_processed'>): Omit<Pieces, 'stationId'> {
  const results = event.positions?.map((place) => place.result) ?? [event.result];
  return {
    good: results.filter((result) => result === 'pass').length,
    reject: results.filter((result) => result === 'fail').length,
  };
}
