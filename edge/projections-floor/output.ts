import type { EventOf } from '../../domain/events/event.ts';
import { splitObjectRef } from '../../domain/object-ref.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { mentionsOf } from '../projections/object-effects.ts';
import type { Database } from '../store/database.ts';
import { type Judgement, type Labels, prepareJudgements, withFirsts } from './judgements.ts';

/** The grain of `output`, which divides every time zone's offset and every shift's start. */
export const outputBucketMs = 300_000;

/**
 * Good and rejected pieces of each station by five minutes and product (the places of a panel count
 * each), and how many of them were the first pass of their unit there; the empty item is that of
 * units nobody started. A unit is one under all its labels. When it is said late or otherwise what it is,
 * what it is called or where it was judged first, what it was counted as is taken back and it is
 * counted anew. Stands before `passages`,
 * `links` and `objects`, so that what was before is still there.
 */
export const output = defineProjection({
  name: 'output',
  version: 4,
  tables: ['output'],
  schema: `
CREATE TABLE output (
  station_id INTEGER NOT NULL,
  bucket_ms INTEGER NOT NULL,
  item TEXT NOT NULL,
  good INTEGER NOT NULL,
  reject INTEGER NOT NULL,
  first_good INTEGER NOT NULL,
  first_reject INTEGER NOT NULL,
  PRIMARY KEY (station_id, bucket_ms, item)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const judgements = prepareJudgements(db);
    const tally = prepareTally(db);
    /** The labels of units that are counted anew at the end of the batch, and by nobody until then. */
    const renewed = new Set<number>();

    function gatherAll(unit: Labels, sign: 1 | -1): number {
      const item = dictionary.standings.itemOf(unit[0] ?? 0) ?? '';
      const passes = withFirsts(judgements.of(unit));
      for (const pass of passes) tally.gather(pass, item, sign);
      return passes.length;
    }

    function takeBack(unit: Labels, isRelabelled = false): void {
      if (unit.some((id) => renewed.has(id))) return;
      if (gatherAll(unit, -1) === 0 && !isRelabelled) return;
      judgements.forget(unit);
      for (const id of unit) renewed.add(id);
    }

    return {
      each: (event) => {
        if (!names.has(event.type)) return;
        for (const { ref, item } of mentionsOf(event)) {
          if (item === undefined && event.type !== 'unit_relabelled') continue;
          const { kind, id } = splitObjectRef(ref);
          if (kind !== 'unit') continue;
          const unit = dictionary.names.of(dictionary.objectId('unit', id));
          takeBack(unit, event.type === 'unit_relabelled');
        }
      },
      folds: {
        unit_processed: (event, { atMs, sign }) => {
          const pieces = piecesOf(event);
          if (pieces.good + pieces.reject === 0) return;
          const unitId = dictionary.objectId('unit', event.unit);
          if (renewed.has(unitId)) return;
          const stationId = dictionary.stationId(event.station);
          const unit = dictionary.names.of(unitId);
          const place = sign === 1 ? judgements.add(unit, { stationId, atMs }) : 'unsure';
          if (place === 'unsure') {
            takeBack(unit);
            return;
          }
          const pass = { stationId, atMs, ...pieces, isFirst: place === 'first' };
          tally.gather(pass, dictionary.standings.itemOf(unitId) ?? '', sign);
        },
      },
      flush: () => {
        for (const id of renewed) {
          const unit = dictionary.names.of(id);
          if (unit[0] === id) gatherAll(unit, 1);
        }
        renewed.clear();
        tally.write();
      },
      reset: () => {
        renewed.clear();
        tally.reset();
        judgements.reset();
      },
    };
  },
});

/** Gathers what a batch counts, so that each row is written once. */
function prepareTally(db: Database) {
  const count = db.prepare(`
    INSERT INTO output (station_id, bucket_ms, item, good, reject, first_good, first_reject)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET good = good + excluded.good, reject = reject + excluded.reject,
      first_good = first_good + excluded.first_good,
      first_reject = first_reject + excluded.first_reject`);
  const forget = db.prepare(`
    DELETE FROM output
    WHERE station_id = ? AND bucket_ms = ? AND item = ? AND good = 0 AND reject = 0`);
  const gathered = new Map<string, Sums>();
  /** The sums that each station's last passage went into, where nearly always the next one goes. */
  const latest = new Map<number, Sums>();

  function sumsOf(stationId: number, bucketMs: number, item: string): Sums {
    const last = latest.get(stationId);
    if (last?.bucketMs === bucketMs && last.item === item) return last;
    const key = `${stationId} ${bucketMs} ${item}`;
    const sums = gathered.get(key) ?? { stationId, bucketMs, item, ...nothing };
    gathered.set(key, sums);
    latest.set(stationId, sums);
    return sums;
  }

  function reset(): void {
    gathered.clear();
    latest.clear();
  }

  return {
    gather: ({ stationId, atMs, good, reject, isFirst }: Pass, item: string, sign: 1 | -1) => {
      const sums = sumsOf(stationId, atMs - (atMs % outputBucketMs), item);
      sums.good += sign * good;
      sums.reject += sign * reject;
      sums.firstGood += isFirst ? sign * good : 0;
      sums.firstReject += isFirst ? sign * reject : 0;
    },
    write: () => {
      for (const { stationId, bucketMs, item, ...sums } of gathered.values()) {
        const { good, reject, firstGood, firstReject } = sums;
        count.run(stationId, bucketMs, item, good, reject, firstGood, firstReject);
        if (good <= 0 && reject <= 0) forget.run(stationId, bucketMs, item);
      }
      reset();
    },
    reset,
  };
}

type Pieces = { good: number; reject: number };
type Sums = Pieces & {
  readonly stationId: number;
  readonly bucketMs: number;
  readonly item: string;
  firstGood: number;
  firstReject: number;
};
type Pass = Judgement & { readonly isFirst: boolean };

const nothing = { good: 0, reject: 0, firstGood: 0, firstReject: 0 };

/** Events that say what a unit is, or what else it is called. */
const names: ReadonlySet<string> = new Set(['unit_started', 'panel_separated', 'unit_relabelled']);

/** Good and rejected pieces of a passage; a skipped one is none. */
export function piecesOf({ result, positions }: EventOf<'unit_processed'>): Pieces {
  const pieces = { good: 0, reject: 0 };
  if (result === 'skipped') return pieces;
  for (const place of positions ?? [{ result }]) {
    if (place.result === 'pass') pieces.good += 1;
    else if (place.result === 'fail') pieces.reject += 1;
  }
  return pieces;
}
