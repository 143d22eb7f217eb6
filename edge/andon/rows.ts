import type { StationPath } from '../../domain/equipment-path.ts';
import type { IncidentCategory, IncidentPriority } from '../../domain/events/incident.ts';
import type { Database } from '../store/database.ts';

/** Where values appear in these rows they were checked when the events were recorded. */
export type CallRow = {
  readonly incident: string;
  readonly station: StationPath;
  readonly category: IncidentCategory;
  readonly priority: IncidentPriority | null;
  readonly note: string | null;
  readonly calledMs: number;
  readonly calledBy: string | null;
  readonly acknowledgedMs: number | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedMs: number | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
  readonly seq: number;
};

/** `below` is a line or a station; empty: everything. */
type Asked = { readonly below: string; readonly limit: number };
type Within = { readonly fromMs: number; readonly toMs: number };

/** Calls by their stations, one statement each. */
export function prepareCallRows(db: Database) {
  const columns = `c.incident, s.path AS station, c.category, c.priority, c.note,
      c.called_ms AS "calledMs", c.called_by AS "calledBy",
      c.acknowledged_ms AS "acknowledgedMs", c.acknowledged_by AS "acknowledgedBy",
      c.resolved_ms AS "resolvedMs", c.resolved_by AS "resolvedBy", c.resolution, c.seq`;
  const isBelow = `(@below = '' OR s.path = @below
      OR substr(s.path, 1, length(@below) + 1) = @below || '/')`;
  const open = db.prepare<[Asked], CallRow>(`
    SELECT ${columns}
    FROM andon_call c
    JOIN station s ON s.id = c.station_id
    WHERE c.resolved_ms IS NULL AND ${isBelow}
    ORDER BY c.called_ms DESC, c.incident LIMIT @limit`);
  const within = db.prepare<[Asked & Within], CallRow>(`
    SELECT ${columns}
    FROM andon_call c
    JOIN station s ON s.id = c.station_id
    WHERE c.called_ms >= @fromMs AND c.called_ms <= @toMs AND ${isBelow}
    ORDER BY c.called_ms DESC, c.incident LIMIT @limit`);
  return {
    /** The latest ones where there are more. */
    open: (asked: Asked) => open.all(asked),
    /** Open or over, by when they came, the latest first. */
    within: (asked: Asked & Within) => within.all(asked),
  };
}
