import type { Interval } from '../../domain/calendar/shift.ts';
import type { Pieces } from '../pieces/rows.ts';
import type { Database } from '../store/database.ts';

/** What time and pieces are told apart by: the order or the product of the unit. */
export type WorkKind = 'order' | 'product';

/** Until the last of several pieces of one thing that followed each other at a station. */
export type RunEndRow = {
  readonly stationId: number;
  readonly of: string;
  readonly toMs: number;
};
export type WorkPiecesRow = Pieces & {
  readonly stationId: number;
  readonly interval: number;
  readonly of: string;
};
type Asked = { readonly stations: string };
type Within = Asked & Interval;
type Cuts = Asked & { readonly intervals: string };

/** The order under which a unit was started last; of two at once the first by name. */
const orderOf = `
  COALESCE((
    SELECT u.order_code FROM order_unit u
    WHERE u.unit_id = s.unit_id
    ORDER BY u.at_ms DESC, u.order_code LIMIT 1), '')`;
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
  const pieces = (of: string) =>
    db.prepare<[Cuts], WorkPiecesRow>(`
      SELECT s.station_id AS "stationId", a.key AS interval, ${of} AS "of",
        COALESCE(o.item, '') AS item, SUM(s.good) AS good, SUM(s.reject) AS reject
      FROM json_each(@stations) p
      CROSS JOIN json_each(@intervals) a
      CROSS JOIN passage s ON s.station_id = p.value
        AND s.at_ms >= json_extract(a.value, '$.fromMs') AND s.at_ms < json_extract(a.value, '$.toMs')
      CROSS JOIN object o ON o.id = s.unit_id
      WHERE s.good + s.reject > 0
      GROUP BY s.station_id, a.key, "of", o.item`);
  const itemOf = "COALESCE(o.item, '')";
  const by = {
    order: { ends: ends(orderOf), pieces: pieces(orderOf) },
    product: { ends: ends(itemOf), pieces: pieces(itemOf) },
  };
  return {
    ends: (kind: WorkKind, stations: readonly number[], within: Interval) =>
      by[kind].ends.all({ ...within, stations: JSON.stringify(stations) }),
    pieces: (kind: WorkKind, stations: readonly number[], intervals: readonly Interval[]) =>
      by[kind].pieces.all({
        stations: JSON.stringify(stations),
        intervals: JSON.stringify(intervals.map(({ fromMs, toMs }) => ({ fromMs, toMs }))),
      }),
  };
}
