import type { Interval } from '../../domain/calendar/shift.ts';
import { outputBucketMs } from '../projections/output.ts';
import { visitsOf } from '../projections/visits.ts';
import type { Database } from '../store/database.ts';

/** Pieces of one product at one station in the n-th interval. */
export type PiecesRow = {
  readonly stationId: number;
  readonly interval: number;
  /** Empty: nobody said what the units are. */
  readonly item: string;
  readonly good: number;
  readonly reject: number;
};
/** What was judged for the first time; of a panel every place is a part. */
export type FirstPassRow = {
  readonly stationId: number;
  readonly interval: number;
  readonly inspected: number;
  readonly good: number;
};
/** By what a station ever told of itself, whatever time is asked for. */
export type TellsRow = {
  readonly stationId: number;
  readonly serials: number;
  readonly counters: number;
  readonly meters: number;
};
export type CounterRow = {
  readonly stationId: number;
  readonly name: string;
  readonly id: string;
  readonly atMs: number;
  readonly isTotal: number;
  readonly count: number;
  readonly good: number | null;
  readonly reject: number | null;
};
export type EnergyRow = {
  readonly stationId: number;
  readonly meter: string;
  readonly atMs: number;
  readonly isTotal: number;
  readonly kilowattHours: number;
};
/** `fromMs` null: not started. */
export type OrderSpanRow = {
  readonly order: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

type SumRow = { readonly stationId: number; readonly interval: number; readonly sums: string };
/** `item` null: nothing was made. */
type Sums = [good: number, reject: number, item: string | null, last: string | null];

type Asked = {
  readonly stations: string;
  readonly intervals: string;
  readonly untilSeq: number;
};
type Within = {
  readonly stations: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly untilSeq: number;
};

/** Beyond every position of the log. */
const everSeq = Number.MAX_SAFE_INTEGER;

const asked = `
  asked AS (
    SELECT key AS n, json_extract(value, '$.fromMs') AS from_ms, json_extract(value, '$.toMs') AS to_ms
    FROM json_each(@intervals)),
  place AS (SELECT value AS id FROM json_each(@stations))`;

/** What pieces, first passes and energy are counted from: one statement each, whatever is asked. */
export function prepareKpiRows(db: Database) {
  // Most often a station made one product in an interval: those are summed without being sorted, which is
  // five times as fast. The others come back with more products than one, and are asked for again.
  const sums = db.prepare<[Asked], SumRow>(`
    WITH ${asked}
    SELECT p.id AS "stationId", a.n AS interval, (
        SELECT json_array(SUM(o.good), SUM(o.reject), MIN(o.item), MAX(o.item)) FROM output o
        WHERE o.station_id = p.id AND o.bucket_ms >= a.from_ms AND o.bucket_ms < a.to_ms) AS sums
    FROM place p
    CROSS JOIN asked a`);
  const products = db.prepare<[{ mixed: string }], PiecesRow>(`
    SELECT m.value ->> 'stationId' AS "stationId", m.value ->> 'interval' AS interval, o.item,
      SUM(o.good) AS good, SUM(o.reject) AS reject
    FROM json_each(@mixed) m
    CROSS JOIN output o ON o.station_id = m.value ->> 'stationId'
      AND o.bucket_ms >= m.value ->> 'fromMs' AND o.bucket_ms < m.value ->> 'toMs'
    GROUP BY m.key, o.item`);
  const fromBuckets = (
    stations: readonly number[],
    intervals: readonly Interval[],
  ): PiecesRow[] => {
    const found: PiecesRow[] = [];
    const mixed: (Interval & Pick<PiecesRow, 'stationId' | 'interval'>)[] = [];
    for (const { stationId, interval, sums: text } of sums.all(toAsked(stations, intervals))) {
      const [good, reject, item, last] = JSON.parse(text) as Sums; // SQLite wrote it.
      const { fromMs = 0, toMs = 0 } = intervals[interval] ?? {};
      if (item === null) continue;
      if (item === last) found.push({ stationId, interval, item, good, reject });
      else mixed.push({ stationId, interval, fromMs, toMs });
    }
    const others = mixed.length === 0 ? [] : products.all({ mixed: JSON.stringify(mixed) });
    return [...found, ...others];
  };
  const passages = db.prepare<[Asked], PiecesRow>(`
    WITH ${asked}
    SELECT s.station_id AS "stationId", a.n AS interval, COALESCE(o.item, '') AS item,
      SUM(s.good) AS good, SUM(s.reject) AS reject
    FROM place p
    CROSS JOIN asked a
    CROSS JOIN passage s ON s.station_id = p.id AND s.at_ms >= a.from_ms AND s.at_ms < a.to_ms
    CROSS JOIN object o ON o.id = s.unit_id
    WHERE s.good + s.reject > 0 AND s.seq <= @untilSeq
    GROUP BY s.station_id, a.n, o.item`);
  // A unit counts where it was judged first at the station, a panel with each of its places (less
  // than 1,000); of two judgements at once the worse.
  const firstPasses = db.prepare<[Asked], FirstPassRow>(`
    WITH RECURSIVE ${asked},
    judged AS MATERIALIZED (
      SELECT s.station_id, a.n, s.unit_id,
        MIN(s.at_ms * 1000000 + (999 - s.reject) * 1000 + s.good), s.at_ms, s.good, s.reject
      FROM place p
      CROSS JOIN asked a
      CROSS JOIN passage s ON s.station_id = p.id AND s.at_ms >= a.from_ms AND s.at_ms < a.to_ms
      WHERE s.good + s.reject > 0 AND s.seq <= @untilSeq
      GROUP BY s.station_id, a.n, s.unit_id),
    ${visitsOf('SELECT DISTINCT unit_id AS id FROM judged')},
    earlier AS (
      SELECT j.station_id, j.n, j.unit_id
      FROM visit v
      CROSS JOIN judged j ON j.unit_id = v.unit_id AND j.station_id = v.station_id
        AND j.at_ms > v.at_ms
      CROSS JOIN passage p ON p.station_id = v.station_id AND p.at_ms = v.at_ms
        AND p.unit_id = v.unit_id
      WHERE p.good + p.reject > 0 AND p.seq <= @untilSeq)
    SELECT station_id AS "stationId", n AS interval, SUM(good + reject) AS inspected,
      SUM(good) AS good
    FROM judged
    WHERE (station_id, n, unit_id) NOT IN (SELECT station_id, n, unit_id FROM earlier)
    GROUP BY station_id, n`);
  // Three readings before and after the time, and the one they grew from: what tells a late one.
  const near = (order: string, relation: string) => `(
    SELECT b.at_ms FROM counter b
    WHERE b.station_id = c.station_id AND b.name = c.name AND b.at_ms ${relation}
      AND b.seq <= @untilSeq
    ORDER BY b.at_ms ${order} LIMIT 1 OFFSET 3)`;
  const counters = db.prepare<[Within], CounterRow>(`
    SELECT r.station_id AS "stationId", r.name, r.id, r.at_ms AS "atMs", r.is_total AS "isTotal",
      r.count, r.good, r.reject
    FROM counter_name c
    CROSS JOIN counter r ON r.station_id = c.station_id AND r.name = c.name
      AND r.at_ms >= COALESCE(${near('DESC', '< @fromMs')}, 0)
      AND r.at_ms <= COALESCE(${near('ASC', '>= @toMs')}, 9e15)
      AND r.seq <= @untilSeq
    WHERE c.station_id IN (SELECT value FROM json_each(@stations))
    ORDER BY r.station_id, r.name, r.at_ms, r.id`);
  const energy = db.prepare<[Within], EnergyRow>(`
    SELECT e.station_id AS "stationId", e.meter, e.at_ms AS "atMs", e.is_total AS "isTotal",
      e.kilowatt_hours AS "kilowattHours"
    FROM json_each(@stations) s
    CROSS JOIN energy_reading e ON e.station_id = s.value
    WHERE e.at_ms >= @fromMs - ${7 * 86_400_000} AND e.at_ms < @toMs AND e.seq <= @untilSeq
    ORDER BY e.station_id, e.meter, e.at_ms, e.kilowatt_hours, e.id`);
  const orderSpans = db.prepare<[{ line: string; untilSeq: number }], OrderSpanRow>(`
    SELECT code AS "order", MIN(CASE WHEN kind = 1 THEN at_ms END) AS "fromMs",
      MAX(CASE WHEN kind = 2 THEN at_ms END) AS "toMs"
    FROM order_mark
    WHERE seq <= @untilSeq
      AND code IN (SELECT code FROM order_mark WHERE line = @line AND seq <= @untilSeq)
    GROUP BY code
    ORDER BY code`);
  const tells = db.prepare<[{ stations: string }], TellsRow>(`
    SELECT p.value AS "stationId",
      EXISTS (SELECT 1 FROM output WHERE station_id = p.value) AS serials,
      EXISTS (SELECT 1 FROM counter WHERE station_id = p.value) AS counters,
      EXISTS (SELECT 1 FROM energy_reading WHERE station_id = p.value) AS meters
    FROM json_each(@stations) p`);

  return {
    /** By five minutes where the intervals allow it, which is ten times as fast. */
    pieces: (stations: readonly number[], intervals: readonly Interval[], untilSeq?: number) => {
      const isCoarse =
        untilSeq === undefined &&
        intervals.every(
          ({ fromMs, toMs }) => fromMs % outputBucketMs === 0 && toMs % outputBucketMs === 0,
        );
      return isCoarse
        ? fromBuckets(stations, intervals)
        : passages.all(toAsked(stations, intervals, untilSeq));
    },
    firstPasses: (stations: readonly number[], intervals: readonly Interval[], untilSeq?: number) =>
      firstPasses.all(toAsked(stations, intervals, untilSeq)),
    counters: (stations: readonly number[], span: Interval, untilSeq = everSeq) =>
      counters.all({ stations: JSON.stringify(stations), ...span, untilSeq }),
    energy: (stations: readonly number[], span: Interval, untilSeq = everSeq) =>
      energy.all({ stations: JSON.stringify(stations), ...span, untilSeq }),
    orderSpans: (line: string, untilSeq = everSeq) => orderSpans.all({ line, untilSeq }),
    tells: (stations: readonly number[]) => tells.all({ stations: JSON.stringify(stations) }),
  };
}

function toAsked(
  stations: readonly number[],
  intervals: readonly Interval[],
  untilSeq = everSeq,
): Asked {
  const spans = intervals.map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  return { stations: JSON.stringify(stations), intervals: JSON.stringify(spans), untilSeq };
}
