import type { Interval } from '../../domain/calendar/shift.ts';
import type { Database } from '../store/database.ts';

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
  /** What was counted; null: nobody said. */
  readonly item: string | null;
};
export type EnergyRow = {
  readonly stationId: number;
  readonly meter: string;
  readonly atMs: number;
  readonly isTotal: number;
  readonly kilowattHours: number;
};
/** `fromMs` null: not started. `item` empty: nobody said what it makes. */
export type OrderSpanRow = {
  readonly order: string;
  readonly item: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

type Within = {
  readonly stations: string;
  readonly fromMs: number;
  readonly toMs: number;
};

/** What counters, meters and orders said: one statement each, whatever is asked. */
export function prepareKpiRows(db: Database) {
  // Three readings before and after the time, and the one they grew from: what tells a late one.
  const near = (order: string, relation: string) => `(
    SELECT b.at_ms FROM counter b
    WHERE b.station_id = c.station_id AND b.name = c.name AND b.at_ms ${relation}
    ORDER BY b.at_ms ${order} LIMIT 1 OFFSET 3)`;
  const counters = db.prepare<[Within], CounterRow>(`
    SELECT r.station_id AS "stationId", r.name, r.id, r.at_ms AS "atMs", r.is_total AS "isTotal",
      r.count, r.good, r.reject, r.item
    FROM counter_name c
    CROSS JOIN counter r ON r.station_id = c.station_id AND r.name = c.name
      AND r.at_ms >= COALESCE(${near('DESC', '< @fromMs')}, 0)
      AND r.at_ms <= COALESCE(${near('ASC', '>= @toMs')}, 9e15)
    WHERE c.station_id IN (SELECT value FROM json_each(@stations))
    ORDER BY r.station_id, r.name, r.at_ms, r.id`);
  const energy = db.prepare<[Within], EnergyRow>(`
    SELECT e.station_id AS "stationId", e.meter, e.at_ms AS "atMs", e.is_total AS "isTotal",
      e.kilowatt_hours AS "kilowattHours"
    FROM json_each(@stations) s
    CROSS JOIN energy_reading e ON e.station_id = s.value
    WHERE e.at_ms >= @fromMs - ${7 * 86_400_000} AND e.at_ms < @toMs
    ORDER BY e.station_id, e.meter, e.at_ms, e.kilowatt_hours, e.id`);
  const orderSpans = db.prepare<[{ line: string }], OrderSpanRow>(`
    SELECT code AS "order", MIN(CASE WHEN kind = 1 THEN at_ms END) AS "fromMs",
      MAX(CASE WHEN kind = 2 THEN at_ms END) AS "toMs", COALESCE((
        SELECT i.item FROM order_mark i
        WHERE i.code = m.code AND i.item IS NOT NULL
        ORDER BY i.at_ms DESC, i.kind DESC, i.id DESC LIMIT 1), '') AS item
    FROM order_mark m
    WHERE code IN (SELECT code FROM order_mark WHERE line = @line)
    GROUP BY code
    ORDER BY code`);
  const tells = db.prepare<[{ stations: string }], TellsRow>(`
    SELECT p.value AS "stationId",
      EXISTS (SELECT 1 FROM output WHERE station_id = p.value) AS serials,
      EXISTS (SELECT 1 FROM counter WHERE station_id = p.value) AS counters,
      EXISTS (SELECT 1 FROM energy_reading WHERE station_id = p.value) AS meters
    FROM json_each(@stations) p`);

  return {
    counters: (stations: readonly number[], span: Interval) =>
      counters.all({ stations: JSON.stringify(stations), ...span }),
    energy: (stations: readonly number[], span: Interval) =>
      energy.all({ stations: JSON.stringify(stations), ...span }),
    orderSpans: (line: string) => orderSpans.all({ line }),
    tells: (stations: readonly number[]) => tells.all({ stations: JSON.stringify(stations) }),
  };
}
