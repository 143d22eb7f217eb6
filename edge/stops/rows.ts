import type { StationPath } from '../../domain/equipment-path.ts';
import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { StopMark } from './classify.ts';
import { prepareSilenced } from './silences.ts';

export type StateRow = {
  readonly station: StationPath;
  readonly stationId: number;
  readonly state: EquipmentState;
  readonly reason: string | null;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly seq: number;
  /** Whose clock tells the times. */
  readonly sourceId: number;
};
export type MarkRow = StopMark & { readonly stationId: number };
export type AlarmRow = {
  readonly stationId: number;
  readonly alarm: string;
  readonly code: string;
  readonly fromMs: number;
  readonly toMs: number | null;
};

type Span = { readonly fromMs: number; readonly toMs: number };

/** An alarm that nobody cleared for longer says nothing about a stop any more; the longest mark, likewise. */
const lookBackMs = 7 * 86_400_000;

/** What stops are made of, with one statement each for all stations below a path (`site/area/line/`, or a station). */
export type StopRows = {
  /** Where a station was silent, `no_data`. */
  readonly states: (below: string, span: Span) => readonly StateRow[];
  readonly marks: (below: string, span: Span) => MarkRow[];
  /** Alarms that were active at some time in the span. */
  readonly alarms: (below: string, span: Span) => AlarmRow[];
};

type Asked = Span & { readonly below: string; readonly lookBackMs: number };

export function prepareStopRows({ db, plant }: Pick<QueryContext, 'db' | 'plant'>): StopRows {
  const silenced = prepareSilenced({ db, plant });
  const below = "(s.path = @below OR substr(s.path, 1, length(@below) + 1) = @below || '/')";
  const states = db.prepare<[Asked], StateRow>(`
    SELECT s.path AS station, i.station_id AS "stationId", i.state, i.reason,
      i.from_ms AS "fromMs", i.to_ms AS "toMs", i.seq, i.source_id AS "sourceId"
    FROM station s
    CROSS JOIN state_interval i ON i.station_id = s.id AND i.from_ms < @toMs
      AND i.from_ms >= COALESCE((
        SELECT MAX(b.from_ms) FROM state_interval b
        WHERE b.station_id = s.id AND b.from_ms <= @fromMs), @fromMs)
    WHERE ${below}
    ORDER BY s.path, i.from_ms, i.id`);
  const marks = db.prepare<[Asked], MarkRow>(`
    SELECT m.station_id AS "stationId", m.from_ms AS "fromMs", m.to_ms AS "toMs", m.at_ms AS "atMs",
      m.id, m.reason, m.said_by AS "by", m.note, m.seq
    FROM station s
    CROSS JOIN stop_mark m ON m.station_id = s.id
      AND m.from_ms < @toMs AND m.from_ms >= @fromMs - @lookBackMs
    WHERE ${below} AND COALESCE(m.to_ms, @toMs) > @fromMs
    ORDER BY m.station_id, m.at_ms, m.id`);
  const alarms = db.prepare<[Asked], AlarmRow>(`
    SELECT a.station_id AS "stationId", a.alarm, a.code, a.at_ms AS "fromMs", (
        SELECT MIN(c.at_ms) FROM alarm_mark c
        WHERE c.station_id = a.station_id AND c.alarm = a.alarm
          AND c.at_ms >= a.at_ms AND c.code IS NULL) AS "toMs"
    FROM station s
    CROSS JOIN alarm_mark a ON a.station_id = s.id
      AND a.at_ms < @toMs AND a.at_ms >= @fromMs - @lookBackMs
    WHERE ${below} AND a.code IS NOT NULL
    ORDER BY a.station_id, a.at_ms, a.code, a.alarm`);
  const ask = (path: string, { fromMs, toMs }: Span): Asked => {
    return { below: path, fromMs, toMs, lookBackMs };
  };
  return {
    states: (path, span) =>
      silenced(
        states.all(ask(path, span)).filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs),
      ),
    marks: (path, span) => marks.all(ask(path, span)),
    alarms: (path, span) => alarms.all(ask(path, span)),
  };
}
