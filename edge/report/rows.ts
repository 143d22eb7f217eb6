import type { StationPath } from '../../domain/equipment-path.ts';
import type { Database } from '../store/database.ts';

/** Something that people said on the floor; see the projection `floor_marks`. */
export type FloorMark = {
  readonly kind: string;
  readonly place: string;
  readonly atMs: number;
  readonly id: string;
  readonly subject: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  /** JSON. */
  readonly signed: string | null;
  readonly seq: number;
};

/** A rejected passage with the event that told it, as JSON. */
export type RejectRow = {
  readonly station: StationPath;
  readonly reject: number;
  readonly seq: number;
  readonly body: string;
};

export type OrderRow = {
  readonly order: string;
  readonly good: number;
  readonly reject: number;
  readonly firstMs: number;
  readonly lastMs: number;
};

export type Within = { readonly fromMs: number; readonly toMs: number };

const columns = `m.kind, m.place, m.at_ms AS "atMs", m.id, m.subject, m.said_by AS "by", m.reason, m.note, m.signed, m.seq`;

/** What a report adds to the KPIs; one statement each. */
export function prepareReportRows(db: Database) {
  const marks = db.prepare<[Within & { places: string; kinds: string }], FloorMark>(`
    SELECT ${columns}
    FROM json_each(@places) p
    CROSS JOIN floor_mark m ON m.place = p.value AND m.at_ms >= @fromMs AND m.at_ms < @toMs
    WHERE m.kind IN (SELECT value FROM json_each(@kinds))
    ORDER BY m.at_ms, m.id`);
  const about = db.prepare<[{ subjects: string; kinds: string }], FloorMark>(`
    SELECT ${columns}
    FROM json_each(@subjects) s
    CROSS JOIN json_each(@kinds) k
    CROSS JOIN floor_mark m ON m.subject = s.value AND m.kind = k.value
    ORDER BY m.at_ms, m.id`);
  const rejects = db.prepare<[Within & { stations: string }], RejectRow>(`
    SELECT t.path AS station, s.reject, s.seq, e.body
    FROM json_each(@stations) p
    CROSS JOIN passage s ON s.station_id = p.value AND s.at_ms >= @fromMs AND s.at_ms < @toMs
    CROSS JOIN station t ON t.id = s.station_id
    CROSS JOIN event_log e ON e.seq = s.seq
    WHERE s.reject > 0
    ORDER BY s.station_id, s.at_ms, s.seq`);
  // A unit that was started under several orders counts for the last.
  const orders = db.prepare<[Within & { stationId: number }], OrderRow>(`
    SELECT "order", SUM(good) AS good, SUM(reject) AS reject, MIN(at_ms) AS "firstMs",
      MAX(at_ms) AS "lastMs"
    FROM (
      SELECT s.at_ms, s.good, s.reject, (
          SELECT u.order_code FROM order_unit u
          WHERE u.unit_id = s.unit_id ORDER BY u.at_ms DESC, u.order_code LIMIT 1) AS "order"
      FROM passage s
      WHERE s.station_id = @stationId AND s.at_ms >= @fromMs AND s.at_ms < @toMs
        AND s.good + s.reject > 0)
    WHERE "order" IS NOT NULL
    GROUP BY "order"
    ORDER BY "firstMs", "order"`);
  return {
    marks: (places: readonly string[], kinds: readonly string[], { fromMs, toMs }: Within) =>
      marks.all({ places: JSON.stringify(places), kinds: JSON.stringify(kinds), fromMs, toMs }),
    about: (subjects: readonly string[], kinds: readonly string[]) =>
      about.all({ subjects: JSON.stringify(subjects), kinds: JSON.stringify(kinds) }),
    rejects: (stations: readonly number[], { fromMs, toMs }: Within) =>
      rejects.all({ stations: JSON.stringify(stations), fromMs, toMs }),
    orders: (stationId: number, { fromMs, toMs }: Within) =>
      orders.all({ stationId, fromMs, toMs }),
  };
}

export type ReportRows = ReturnType<typeof prepareReportRows>;
