import type { StationPath } from '../../domain/equipment-path.ts';
import { labelsOf } from '../projections-trace/names.ts';
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

/** What was said of an incident; see the projection `incidents`. */
export type IncidentMark = {
  readonly incident: string;
  readonly kind: 'reported' | 'acknowledged' | 'resolved';
  readonly atMs: number;
  readonly by: string | null;
  readonly category: string | null;
  readonly note: string | null;
  readonly seq: number;
};
export type ReportedMark = IncidentMark & { readonly station: StationPath };

/** A rejected passage with the event that told it, as JSON. */
export type RejectRow = {
  readonly station: StationPath;
  readonly reject: number;
  readonly seq: number;
  readonly body: string;
};

/** A passage of the station where the line's output is counted. */
export type PassedRow = {
  readonly atMs: number;
  readonly unitId: number;
  readonly good: number;
  readonly reject: number;
};
export type UnitRow = {
  readonly id: number;
  readonly code: string;
  readonly item: string | null;
};
/** What an event said of a unit. */
export type SaidRow = { readonly unitId: number; readonly atMs: number; readonly said: string };

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
  const incident = `i.incident, i.kind, i.at_ms AS "atMs", i.said_by AS "by", i.category, i.note, i.seq`;
  const reported = db.prepare<[Within & { stations: string }], ReportedMark>(`
    SELECT ${incident}, t.path AS station
    FROM json_each(@stations) p
    CROSS JOIN incident_mark i ON i.station_id = p.value AND i.kind = 'reported'
      AND i.at_ms >= @fromMs AND i.at_ms < @toMs
    CROSS JOIN station t ON t.id = i.station_id
    ORDER BY i.at_ms, i.id`);
  const answered = db.prepare<[string], IncidentMark>(`
    SELECT ${incident}
    FROM json_each(?) s
    CROSS JOIN incident_mark i ON i.incident = s.value AND i.kind <> 'reported'
    ORDER BY i.at_ms, i.id`);
  const rejects = db.prepare<[Within & { stations: string }], RejectRow>(`
    SELECT t.path AS station, s.reject, s.seq, e.body
    FROM json_each(@stations) p
    CROSS JOIN passage s ON s.station_id = p.value AND s.at_ms >= @fromMs AND s.at_ms < @toMs
    CROSS JOIN station t ON t.id = s.station_id
    CROSS JOIN event_log e ON e.seq = s.seq
    WHERE s.reject > 0
    ORDER BY s.station_id, s.at_ms, s.seq`);
  // Joins are left to the reader: on the tables of the past they would be made row by row.
  const passed = db.prepare<[Within & { stationId: number }], PassedRow>(`
    SELECT at_ms AS "atMs", unit_id AS "unitId", good, reject
    FROM passage
    WHERE station_id = @stationId AND at_ms >= @fromMs AND at_ms < @toMs`);
  const orders = db.prepare<[string], SaidRow>(`
    WITH RECURSIVE ${labelsOf('SELECT value AS unit_id FROM json_each(?)')}
    SELECT l.unit_id AS "unitId", u.at_ms AS "atMs", u.order_code AS said
    FROM label l CROSS JOIN unit_order u ON u.unit_id = l.id`);
  const units = db.prepare<[string], UnitRow>(`
    SELECT id, code, item FROM object WHERE id IN (SELECT value FROM json_each(?))`);
  return {
    marks: (places: readonly string[], kinds: readonly string[], { fromMs, toMs }: Within) =>
      marks.all({ places: JSON.stringify(places), kinds: JSON.stringify(kinds), fromMs, toMs }),
    about: (subjects: readonly string[], kinds: readonly string[]) =>
      about.all({ subjects: JSON.stringify(subjects), kinds: JSON.stringify(kinds) }),
    reported: (stations: readonly number[], { fromMs, toMs }: Within) =>
      reported.all({ stations: JSON.stringify(stations), fromMs, toMs }),
    /** What was said of incidents after they were reported. */
    answered: (incidents: readonly string[]) => answered.all(JSON.stringify(incidents)),
    rejects: (stations: readonly number[], { fromMs, toMs }: Within) =>
      rejects.all({ stations: JSON.stringify(stations), fromMs, toMs }),
    passed: (stationId: number, { fromMs, toMs }: Within) =>
      passed.all({ stationId, fromMs, toMs }),
    orders: (ids: readonly number[]) => orders.all(JSON.stringify(ids)),
    units: (ids: readonly number[]) =>
      new Map(units.all(JSON.stringify(ids)).map((unit) => [unit.id, unit])),
  };
}

export type ReportRows = ReturnType<typeof prepareReportRows>;
