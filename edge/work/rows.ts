import type { Interval } from '../../domain/calendar/shift.ts';
import { type Asked, asked, firstJudgements } from '../pieces/first-judgements.ts';
import { type PiecesRow, toAsked } from '../pieces/rows.ts';
import { namesOf } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';

/** What time and pieces are told apart by: the order or the product of the unit. */
export type WorkKind = 'order' | 'product';

/** Until the last of several pieces of one thing that followed each other at a station. */
export type RunEndRow = {
  readonly stationId: number;
  readonly of: string;
  readonly toMs: number;
};
/** Pieces of one order. */
export type OrderPiecesRow = PiecesRow & { readonly of: string };
type Within = Pick<Asked, 'stations'> & Interval;

/** The order under which a unit was started last, by any of its labels; of two at once the first by name. */
const orderOf = (unitId: string) => `
  COALESCE(IIF(EXISTS (SELECT 1 FROM other_name WHERE unit_id = ${unitId}), (
    WITH RECURSIVE ${namesOf(unitId)}
    SELECT u.order_code FROM name CROSS JOIN unit_order u ON u.unit_id = name.id
    ORDER BY u.at_ms DESC, u.order_code LIMIT 1), (
    SELECT u.order_code FROM unit_order u
    WHERE u.unit_id = ${unitId}
    ORDER BY u.at_ms DESC, u.order_code LIMIT 1)), '')`;
const made = 'b.station_id = p.value AND b.good + b.reject > 0';

/** Which work a station did when, by the pieces it made; from one piece before the time to one after. */
export function prepareWorkRows(db: Database) {
  const ends = (of: string) =>
    db.prepare<[Within], RunEndRow>(`
      SELECT station_id AS "stationId", at_ms AS "toMs", thing AS "of"
      FROM (
        SELECT station_id, at_ms, thing, LEAD(thing) OVER flow AS next_thing
        FROM (
          SELECT s.station_id, s.at_ms, ${of} AS thing
          FROM json_each(@stations) p
          CROSS JOIN passage s ON s.station_id = p.value
            AND s.at_ms >= COALESCE((
              SELECT MAX(b.at_ms) FROM passage b WHERE ${made} AND b.at_ms < @fromMs), @fromMs)
            AND s.at_ms <= COALESCE((
              SELECT MIN(b.at_ms) FROM passage b WHERE ${made} AND b.at_ms >= @toMs), @toMs)
          CROSS JOIN object o ON o.id = s.unit_id
          WHERE s.good + s.reject > 0)
        WINDOW flow AS (PARTITION BY station_id ORDER BY at_ms, thing))
      WHERE next_thing IS NULL OR next_thing <> thing
      ORDER BY station_id, at_ms, thing`);
  const pieces = db.prepare<[Asked], OrderPiecesRow>(`
    WITH ${asked}
    SELECT s.station_id AS "stationId", a.n AS interval, ${orderOf('s.unit_id')} AS "of",
      COALESCE(o.item, '') AS item, SUM(s.good) AS good, SUM(s.reject) AS reject,
      0 AS "firstGood", 0 AS "firstReject"
    FROM place p
    CROSS JOIN asked a
    CROSS JOIN passage s ON s.station_id = p.id AND s.at_ms >= a.from_ms AND s.at_ms < a.to_ms
    CROSS JOIN object o ON o.id = s.unit_id
    WHERE s.good + s.reject > 0
    GROUP BY s.station_id, a.n, "of", o.item`);
  const firsts = db.prepare<[Asked], OrderPiecesRow>(`
    WITH RECURSIVE ${asked},
    ${firstJudgements}
    SELECT j.station_id AS "stationId", j.n AS interval, ${orderOf('j.unit_id')} AS "of",
      COALESCE(o.item, '') AS item, 0 AS good, 0 AS reject,
      SUM(j.good) AS "firstGood", SUM(j.reject) AS "firstReject"
    FROM first_judgement j
    CROSS JOIN object o ON o.id = j.unit_id
    GROUP BY j.station_id, j.n, "of", o.item`);
  const by = { order: ends(orderOf('s.unit_id')), product: ends("COALESCE(o.item, '')") };
  return {
    ends: (kind: WorkKind, stations: readonly number[], within: Interval) =>
      by[kind].all({ ...within, stations: JSON.stringify(stations) }),
    /** What an interval has of an order is the sum of its rows. */
    orderPieces: (stations: readonly number[], intervals: readonly Interval[]) => {
      const params = toAsked(stations, intervals);
      return [...pieces.all(params), ...firsts.all(params)];
    },
  };
}
