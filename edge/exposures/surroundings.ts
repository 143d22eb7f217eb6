import type { Database } from '../store/database.ts';
import { assumedPassageMs } from '../trace/exposure.ts';
import { type Passage, together, type Verdict } from './conditions.ts';
import type { PassageRow, Reach } from './rows.ts';

/** What a passage met around it, all of it: told by others than the passage. */
export type Surroundings = {
  /** The code of an alarm that was active at the station during the passage, or `any`. */
  readonly alarm?: string | undefined;
  /**
   * At the passage's end the latest calibration of the station, or of a tool that the passage
   * names, had failed or was past due. What was never calibrated need not be.
   */
  readonly calibration?: 'overdue' | undefined;
};

/** A passage in its time; `tools` as it tells them. */
export type Judged = Pick<PassageRow, 'stationId' | 'atMs' | 'startedMs'> & {
  readonly tools: NonNullable<Passage['tools']>;
};

/** Reads what happened around the passages of a stretch; the answer judges each of them. */
export function prepareSurroundings(
  db: Database,
): (asked: Surroundings, reach: Reach) => (judged: Judged) => Verdict {
  const alarmsIn = prepareAlarms(db);
  const isOverdue = prepareCalibrations(db);
  return ({ alarm, calibration }, reach) => {
    const alarms =
      alarm === undefined
        ? undefined
        : Map.groupBy(alarmsIn(reach, alarm), ({ stationId }) => stationId);
    return (judged) => {
      const verdicts: Verdict[] = [];
      if (alarms !== undefined) verdicts.push(duringAlarm(alarms.get(judged.stationId), judged));
      if (calibration !== undefined) verdicts.push(isOverdue(judged) ? 'met' : 'unmet');
      return together(verdicts);
    };
  };
}

/** An alarm from when it came until it went; null: it is still there. */
type AlarmRow = {
  readonly stationId: number;
  readonly fromMs: number;
  readonly toMs: number | null;
};

/** When a passage began may be unknown: an alarm before its end may then have been during it. */
function duringAlarm(alarms: readonly AlarmRow[] = [], { atMs, startedMs }: Judged): Verdict {
  const touches = (startMs: number) =>
    alarms.some(({ fromMs, toMs }) => fromMs <= atMs && (toMs ?? atMs) >= startMs);
  if (touches(startedMs ?? atMs)) return 'met';
  return startedMs === null && touches(atMs - assumedPassageMs) ? 'untold' : 'unmet';
}

function prepareAlarms(db: Database): (reach: Reach, code: string) => AlarmRow[] {
  const rows = db.prepare<[object], AlarmRow>(`
    WITH active AS (
      SELECT a.station_id AS "stationId", a.at_ms AS "fromMs", (
        SELECT MIN(n.at_ms) FROM alarm_mark n
        WHERE n.station_id = a.station_id AND n.alarm = a.alarm
          AND n.at_ms >= a.at_ms AND n.code IS NULL
      ) AS "toMs"
      FROM json_each(@stationIds) f
      CROSS JOIN station s ON s.id = f.value
      CROSS JOIN alarm_mark a ON a.station_id = s.id
        AND a.at_ms <= @toMs + MAX(s.passage_ms_max, ${assumedPassageMs})
      WHERE a.code IS NOT NULL AND (@code = 'any' OR a.code = @code)
    )
    SELECT * FROM active
    WHERE "toMs" IS NULL
      OR "toMs" >= @fromMs - (
        SELECT MAX(passage_ms_max, ${assumedPassageMs}) FROM station WHERE id = "stationId"
      )`);
  return ({ stationIds, fromMs, toMs }, code) =>
    rows.all({ stationIds: JSON.stringify(stationIds), fromMs, toMs, code });
}

type Calibration = { readonly dueMs: number; readonly failed: number };

function prepareCalibrations(db: Database): (judged: Judged) => boolean {
  const latest = db.prepare<[string, number, number], Calibration>(`
    SELECT due_ms AS "dueMs", failed FROM calibration
    WHERE tool = ? AND station_id = ? AND at_ms <= ?
    ORDER BY at_ms DESC, id DESC LIMIT 1`);
  return ({ stationId, atMs, tools }) =>
    [latest.get('', stationId, atMs), ...tools.map((tool) => latest.get(tool, 0, atMs))].some(
      (found) => found !== undefined && (found.failed === 1 || found.dueMs < atMs),
    );
}
