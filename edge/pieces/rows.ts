import type { Interval } from '../../domain/calendar/shift.ts';
import { outputBucketMs } from '../projections-floor/output.ts';
import type { Database } from '../store/database.ts';
import { type Asked, asked, firstJudgements } from './first-judgements.ts';

/** Pieces of one product. */
export type Pieces = {
  /** Empty: nobody said what the units are. */
  readonly item: string;
  readonly good: number;
  readonly reject: number;
};

/**
 * Some of the pieces at a station in the n-th interval, and how many of them were judged for the first
 * time there (of a panel every place is a part). What an interval has is the sum of its rows.
 */
export type PiecesRow = Pieces & {
  readonly stationId: number;
  readonly interval: number;
  readonly firstGood: number;
  readonly firstReject: number;
};

type SumRow = { readonly stationId: number; readonly interval: number; readonly sums: string };
/** `item` null: nothing was made. */
type Sums = [
  ...sums: [good: number, reject: number, firstGood: number, firstReject: number],
  item: string | null,
  last: string | null,
];
/** A part of the n-th interval. */
type Part = Interval & { readonly n: number };

/** Serial pieces at stations in each interval, by product. */
export type ReadPieces = (
  stations: readonly number[],
  intervals: readonly Interval[],
) => PiecesRow[];

/**
 * Whole five minutes are summed already, which is ten times as fast as to read every passage; only
 * what is left of an interval at its ends is read passage by passage.
 */
export function preparePieceRows(db: Database): ReadPieces {
  const inBuckets = prepareBuckets(db);
  const ofPassages = preparePassages(db);
  return (stations, intervals) => {
    const parts = intervals.map(splitAtBuckets);
    const whole = parts.flatMap((part) => part.whole ?? []);
    const edges = parts.flatMap((part) => part.edges);
    return [
      ...numberedBy(whole, inBuckets(stations, whole)),
      ...numberedBy(edges, edges.length === 0 ? [] : ofPassages(stations, edges)),
    ];
  };
}

function splitAtBuckets(interval: Interval, n: number): { whole?: Part; edges: Part[] } {
  const fromMs = Math.ceil(interval.fromMs / outputBucketMs) * outputBucketMs;
  const toMs = Math.floor(interval.toMs / outputBucketMs) * outputBucketMs;
  if (fromMs >= toMs) return { edges: [{ ...interval, n }] };
  const edges = [
    { fromMs: interval.fromMs, toMs: fromMs, n },
    { fromMs: toMs, toMs: interval.toMs, n },
  ];
  return { whole: { fromMs, toMs, n }, edges: edges.filter((edge) => edge.fromMs < edge.toMs) };
}

/** Rows of parts as rows of the intervals that they are parts of. */
function numberedBy(parts: readonly Part[], rows: readonly PiecesRow[]): PiecesRow[] {
  return rows.map((row) => ({ ...row, interval: parts[row.interval]?.n ?? row.interval }));
}

function prepareBuckets(db: Database) {
  // Most often a station made one product in an interval: those are summed without being sorted, which is
  // five times as fast. The others come back with more products than one, and are asked for again.
  const sums = db.prepare<[Asked], SumRow>(`
    WITH ${asked}
    SELECT p.id AS "stationId", a.n AS interval, (
        SELECT json_array(SUM(o.good), SUM(o.reject), SUM(o.first_good), SUM(o.first_reject),
          MIN(o.item), MAX(o.item))
        FROM output o
        WHERE o.station_id = p.id AND o.bucket_ms >= a.from_ms AND o.bucket_ms < a.to_ms) AS sums
    FROM place p
    CROSS JOIN asked a`);
  const products = db.prepare<[{ mixed: string }], PiecesRow>(`
    SELECT m.value ->> 'stationId' AS "stationId", m.value ->> 'interval' AS interval, o.item,
      SUM(o.good) AS good, SUM(o.reject) AS reject,
      SUM(o.first_good) AS "firstGood", SUM(o.first_reject) AS "firstReject"
    FROM json_each(@mixed) m
    CROSS JOIN output o ON o.station_id = m.value ->> 'stationId'
      AND o.bucket_ms >= m.value ->> 'fromMs' AND o.bucket_ms < m.value ->> 'toMs'
    GROUP BY m.key, o.item`);
  return (stations: readonly number[], intervals: readonly Interval[]): PiecesRow[] => {
    const found: PiecesRow[] = [];
    const mixed: (Interval & Pick<PiecesRow, 'stationId' | 'interval'>)[] = [];
    for (const { stationId, interval, sums: text } of sums.all(toAsked(stations, intervals))) {
      const [good, reject, firstGood, firstReject, item, last] = JSON.parse(text) as Sums; // SQLite wrote it.
      const { fromMs = 0, toMs = 0 } = intervals[interval] ?? {};
      if (item === null) continue;
      const place = { stationId, interval };
      if (item === last) found.push({ ...place, item, good, reject, firstGood, firstReject });
      else mixed.push({ ...place, fromMs, toMs });
    }
    const others = mixed.length === 0 ? [] : products.all({ mixed: JSON.stringify(mixed) });
    return [...found, ...others];
  };
}

function preparePassages(db: Database): ReadPieces {
  const all = db.prepare<[Asked], PiecesRow>(`
    WITH ${asked}
    SELECT s.station_id AS "stationId", a.n AS interval, COALESCE(o.item, '') AS item,
      SUM(s.good) AS good, SUM(s.reject) AS reject, 0 AS "firstGood", 0 AS "firstReject"
    FROM place p
    CROSS JOIN asked a
    CROSS JOIN passage s ON s.station_id = p.id AND s.at_ms >= a.from_ms AND s.at_ms < a.to_ms
    CROSS JOIN object o ON o.id = s.unit_id
    WHERE s.good + s.reject > 0
    GROUP BY s.station_id, a.n, o.item`);
  const firsts = db.prepare<[Asked], PiecesRow>(`
    WITH RECURSIVE ${asked},
    ${firstJudgements}
    SELECT j.station_id AS "stationId", j.n AS interval, COALESCE(o.item, '') AS item,
      0 AS good, 0 AS reject, SUM(j.good) AS "firstGood", SUM(j.reject) AS "firstReject"
    FROM first_judgement j
    CROSS JOIN object o ON o.id = j.unit_id
    GROUP BY j.station_id, j.n, o.item`);
  return (stations, intervals) => {
    const params = toAsked(stations, intervals);
    return [...all.all(params), ...firsts.all(params)];
  };
}

/** What statements are asked about, as they take it. */
export function toAsked(stations: readonly number[], intervals: readonly Interval[]): Asked {
  const spans = intervals.map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  return { stations: JSON.stringify(stations), intervals: JSON.stringify(spans) };
}
