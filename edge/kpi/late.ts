import type { Interval } from '../../domain/calendar/shift.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Settings } from '../settings/read.ts';

export type LateRow = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly atMs: number;
  readonly recordedAtMs: number;
};

type Compared = {
  /** The position up to which the log reached when the shift closed; undefined while it is open. */
  readonly seq: number | undefined;
  readonly closed: Settings;
  readonly settings: Settings;
};

/** What changes a closed shift: events and settings that the log got after its end, in its order. */
export function prepareLate(context: QueryContext) {
  const eventsIn = prepareLateEvents(context);
  const settingsIn = prepareLateSettings(context);
  return (line: LinePath, window: Interval, { seq, ...compared }: Compared): LateRow[] => {
    if (seq === undefined) return [];
    const settings = settingsIn(line, window, { seq, ...compared });
    return [...eventsIn(line, window, seq), ...settings].sort((a, b) => a.seq - b.seq);
  };
}

/**
 * Settings that were changed after a shift had closed and that count in it: a target or reasons from
 * before its end, a calendar that plans it otherwise. They change it as a late event does.
 */
function prepareLateSettings({ db }: QueryContext) {
  type Asked = { line: string; toMs: number; seq: number; plan: 0 | 1 };
  // A calendar counts from a local day, which begins up to 14 hours before that of UTC.
  const late = db.prepare<[Asked], LateRow>(`
    SELECT DISTINCT e.seq, e.id, e.type, e.at_ms AS "atMs", e.recorded_at_ms AS "recordedAtMs"
    FROM (
      SELECT kind, scope, from_ms, seq FROM setting WHERE seq > @seq
      UNION ALL
      -- What was taken back or said otherwise since, by the event that did it.
      SELECT kind, scope, from_ms, until_seq FROM setting_past
      WHERE since_seq <= @seq AND until_seq > @seq) s
    CROSS JOIN event_log e ON e.seq = s.seq
    WHERE (
      (s.kind = 'calendar' AND @plan AND s.from_ms < @toMs + ${14 * 3_600_000})
      OR (s.kind = 'reasons' AND s.from_ms < @toMs)
      OR (s.kind = 'target' AND s.from_ms < @toMs AND json_extract(s.scope, '$[0]') = @line))
    ORDER BY e.seq LIMIT 1000`);
  return (
    line: LinePath,
    window: Interval,
    { seq, closed, settings }: Compared & { seq: number },
  ): LateRow[] => {
    const planBy = ({ calendar }: Settings) =>
      JSON.stringify(calendar.plannedTime(window, line).map(({ shift: _, ...piece }) => piece));
    const plan = planBy(closed) === planBy(settings) ? 0 : 1;
    return late.all({ line, toMs: window.toMs, seq, plan });
  };
}

/** Events of a line's stations about times in the window that the log got after a position; at most 1,000. */
function prepareLateEvents({ db, plant }: QueryContext) {
  type Asked = { below: string; fromMs: number; toMs: number; seq: number; silentAfterMs: string };
  const silentAfterMs = JSON.stringify(
    Object.fromEntries(
      plant.lines.flatMap(({ stations }) => stations.map((s) => [s.path, s.silentAfterMs])),
    ),
  );
  const late = db.prepare<[Asked], LateRow>(`
    WITH place AS (
      SELECT id, COALESCE((
          SELECT value FROM json_each(@silentAfterMs) WHERE key = path), 0) AS pauses_ms
      FROM station WHERE substr(path, 1, length(@below) + 1) = @below || '/'),
    news AS (
      SELECT i.seq FROM place p CROSS JOIN state_interval i ON i.station_id = p.id
        AND i.from_ms >= @fromMs AND i.from_ms < @toMs AND i.seq > @seq
      UNION
      SELECT s.seq FROM place p CROSS JOIN passage s ON s.station_id = p.id
        AND s.at_ms >= @fromMs AND s.at_ms < @toMs AND s.seq > @seq
      UNION
      SELECT m.seq FROM place p CROSS JOIN stop_mark m ON m.station_id = p.id
        AND m.from_ms < @toMs AND COALESCE(m.to_ms, m.from_ms + 1) > @fromMs AND m.seq > @seq
      UNION
      SELECT c.seq FROM place p CROSS JOIN counter_name n ON n.station_id = p.id
        CROSS JOIN counter c ON c.station_id = n.station_id AND c.name = n.name
        AND c.at_ms >= @fromMs AND c.at_ms < @toMs AND c.seq > @seq
      UNION
      SELECT r.seq FROM place p CROSS JOIN energy_reading r ON r.station_id = p.id
        AND r.at_ms >= @fromMs AND r.at_ms < @toMs AND r.seq > @seq
      UNION
      SELECT a.seq FROM place p CROSS JOIN alarm_mark a ON a.station_id = p.id
        AND a.at_ms >= @fromMs AND a.at_ms < @toMs AND a.seq > @seq
      UNION
      -- What ended a silence, or a part of it that lies in the window.
      SELECT q.until_seq FROM place p CROSS JOIN silence_past q ON q.station_id = p.id
        AND q.from_ms < @toMs AND q.to_ms > @fromMs AND q.until_seq > @seq
        AND q.to_ms - q.from_ms > p.pauses_ms
        AND NOT EXISTS (
          SELECT 1 FROM (
            SELECT from_ms, to_ms, seq AS since_seq FROM silence
            WHERE station_id = p.id AND from_ms BETWEEN q.from_ms AND MAX(q.from_ms, @fromMs)
            UNION ALL
            SELECT from_ms, to_ms, since_seq FROM silence_past
            WHERE station_id = p.id AND from_ms BETWEEN q.from_ms AND MAX(q.from_ms, @fromMs)
          ) left_over
          WHERE left_over.since_seq = q.until_seq
            AND left_over.to_ms >= MIN(q.to_ms, @toMs)
            AND left_over.to_ms - left_over.from_ms > p.pauses_ms)
      UNION
      SELECT o.seq FROM order_mark o
        WHERE o.kind > 0 AND o.at_ms >= @fromMs AND o.at_ms < @toMs AND o.seq > @seq
          AND o.code IN (SELECT code FROM order_mark WHERE line = @below)
      UNION
      SELECT f.seq FROM floor_mark f
        WHERE f.place >= @below || '/' AND f.place < @below || '0'
          AND f.at_ms >= @fromMs AND f.at_ms < @toMs AND f.seq > @seq
      UNION
      SELECT n.seq FROM place p
        CROSS JOIN incident_mark r ON r.station_id = p.id AND r.kind = 'reported'
        CROSS JOIN incident_mark n ON n.incident = r.incident
          AND n.at_ms >= @fromMs AND n.at_ms < @toMs AND n.seq > @seq
      UNION
      SELECT c.seq FROM amendment a
        CROSS JOIN event_log c ON c.id = a.id AND c.seq > @seq
        CROSS JOIN event_log t ON t.id = a.target AND t.at_ms >= @fromMs AND t.at_ms < @toMs
        WHERE substr(json_extract(t.body, '$.station'), 1, length(@below) + 1) = @below || '/')
    SELECT e.seq, e.id, e.type, e.at_ms AS "atMs", e.recorded_at_ms AS "recordedAtMs"
    FROM news CROSS JOIN event_log e ON e.seq = news.seq
    ORDER BY e.seq LIMIT 1000`);
  return (below: string, { fromMs, toMs }: Interval, seq: number) =>
    late.all({ below, fromMs, toMs, seq, silentAfterMs });
}
