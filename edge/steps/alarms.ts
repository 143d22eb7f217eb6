import type { EventOf } from '../../domain/events/event.ts';
import { toIso } from '../../domain/time.ts';
import type { Step } from '../api/contract/steps.ts';
import type { Database } from '../store/database.ts';
import { assumedPassageMs } from '../trace/exposure.ts';
import type { PassageRow } from './passages.ts';

type AlarmRow = {
  readonly alarm: string;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly seq: number;
  readonly body: string;
};

/** An alarm that came longer before a step is not looked for: it is a state of the machine, not of the step. */
const lookBackMs = 86_400_000;
const alarmsMax = 50;

/** The alarms that were active at the station of a step while it lasted. */
export function prepareAlarms(db: Database): (row: PassageRow) => Step['alarms'] {
  const select = db.prepare<[object], AlarmRow>(`
    WITH raised AS (
      SELECT a.alarm, a.at_ms AS "fromMs", a.seq, (
        SELECT MIN(n.at_ms) FROM alarm_mark n
        WHERE n.station_id = a.station_id AND n.alarm = a.alarm
          AND n.at_ms >= a.at_ms AND n.code IS NULL
      ) AS "toMs"
      FROM alarm_mark a
      WHERE a.station_id = @stationId AND a.at_ms BETWEEN @fromMs - ${lookBackMs} AND @toMs
        AND a.code IS NOT NULL)
    SELECT r.*, l.body FROM raised r CROSS JOIN event_log l ON l.seq = r.seq
    WHERE r."toMs" IS NULL OR r."toMs" >= @fromMs
    ORDER BY r."fromMs" LIMIT ${alarmsMax}`);
  return ({ stationId, startedMs, atMs }) => {
    const window = { fromMs: startedMs ?? atMs - assumedPassageMs, toMs: atMs };
    return select.all({ stationId, ...window }).map(({ alarm, fromMs, toMs, seq, body }) => {
      const { code, priority, message } = raisedIn(body);
      return {
        ...{ alarm: alarm as Step['alarms'][number]['alarm'], code, priority, message }, // Validated when logged.
        from: toIso(fromMs),
        ...(toMs === null ? {} : { to: toIso(toMs) }),
        eventSeq: seq,
      };
    });
  };
}

function raisedIn(body: string): Pick<EventOf<'alarm_raised'>, 'code' | 'priority' | 'message'> {
  const event = JSON.parse(body) as EventOf<'alarm_raised'> | EventOf<'event_corrected'>; // As above.
  return event.type === 'alarm_raised' ? event : (event.replacement as EventOf<'alarm_raised'>);
}
