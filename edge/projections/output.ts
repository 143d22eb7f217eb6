import type { EventOf } from '../../domain/events/event.ts';
import { splitObjectRef } from '../../domain/object-ref.ts';
import { defineProjection } from './define-projection.ts';
import { mentionsOf } from './object-effects.ts';
import { passagesOfVisits, visitsOf } from './visits.ts';

/** The grain of `output`, which divides every time zone's offset and every shift's start. */
export const outputBucketMs = 300_000;

/**
 * Good and rejected pieces of each station by five minutes and product (the places of a panel count
 * each); the empty item is that of units nobody started. When it is said late or otherwise what a
 * unit is, what it was counted under is taken back and it is counted anew. Stands before `objects`,
 * so that the item of before is still there.
 */
export const output = defineProjection({
  name: 'output',
  version: 1,
  tables: ['output'],
  schema: `
CREATE TABLE output (
  station_id INTEGER NOT NULL,
  bucket_ms INTEGER NOT NULL,
  item TEXT NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  PRIMARY KEY (station_id, bucket_ms, item)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const passagesOf = db.prepare<[number], Passage>(`
      WITH RECURSIVE ${visitsOf('SELECT ? AS id')}
      SELECT p.station_id AS "stationId", p.at_ms AS "atMs", p.good, p.reject
      FROM ${passagesOfVisits}`);
    const count = db.prepare(`
      INSERT INTO output (station_id, bucket_ms, item, good, reject)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET good = good + excluded.good, reject = reject + excluded.reject`);
    const forget = db.prepare(`
      DELETE FROM output
      WHERE station_id = ? AND bucket_ms = ? AND item = ? AND good = 0 AND reject = 0`);
    const gathered = new Map<string, Sums>();
    /** Units that are counted anew at the end of the batch, and by nobody until then. */
    const renamed = new Set<number>();

    function gather({ stationId, atMs, good, reject }: Passage, item: string, sign: 1 | -1): void {
      if (good + reject === 0) return;
      const bucketMs = atMs - (atMs % outputBucketMs);
      const key = `${stationId} ${bucketMs} ${item}`;
      const sums = gathered.get(key) ?? { stationId, bucketMs, item, good: 0, reject: 0 };
      sums.good += sign * good;
      sums.reject += sign * reject;
      gathered.set(key, sums);
    }

    function takeBack(unitId: number): void {
      if (renamed.has(unitId)) return;
      const item = dictionary.itemOf(unitId) ?? '';
      const counted = passagesOf.all(unitId);
      if (counted.length === 0) return;
      for (const passage of counted) gather(passage, item, -1);
      renamed.add(unitId);
    }

    return {
      each: (event) => {
        if (!names.has(event.type)) return;
        for (const { ref, item } of mentionsOf(event)) {
          if (item === undefined) continue;
          const { kind, id } = splitObjectRef(ref);
          if (kind === 'unit') takeBack(dictionary.objectId('unit', id));
        }
      },
      folds: {
        unit_processed: (event, { atMs, sign }) => {
          const unitId = dictionary.objectId('unit', event.unit);
          if (renamed.has(unitId)) return;
          const passage = {
            stationId: dictionary.stationId(event.station),
            atMs,
            ...piecesOf(event),
          };
          if (passage.good + passage.reject > 0)
            gather(passage, dictionary.itemOf(unitId) ?? '', sign);
        },
      },
      flush: () => {
        for (const unitId of renamed) {
          const item = dictionary.itemOf(unitId) ?? '';
          for (const passage of passagesOf.all(unitId)) gather(passage, item, 1);
        }
        for (const { stationId, bucketMs, item, good, reject } of gathered.values()) {
          count.run(stationId, bucketMs, item, good, reject);
          if (good <= 0 && reject <= 0) forget.run(stationId, bucketMs, item);
        }
        gathered.clear();
        renamed.clear();
      },
      reset: () => {
        gathered.clear();
        renamed.clear();
      },
    };
  },
});

type Pieces = { good: number; reject: number };
type Sums = Pieces & {
  readonly stationId: number;
  readonly bucketMs: number;
  readonly item: string;
};
type Passage = Pieces & { readonly stationId: number; readonly atMs: number };

/** Events that say what a unit is. */
const names: ReadonlySet<string> = new Set(['unit_started', 'panel_separated']);

/** Good and rejected pieces of a passage. */
export function piecesOf({ result, positions }: EventOf<'unit_processed'>): Pieces {
  const pieces = { good: 0, reject: 0 };
  for (const place of positions ?? [{ result }]) {
    if (place.result === 'pass') pieces.good += 1;
    else if (place.result === 'fail') pieces.reject += 1;
  }
  return pieces;
}
