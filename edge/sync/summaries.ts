import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareSettings } from '../settings/read.ts';
import { prepareLineSummaries } from './line-summaries.ts';
import { prepareLotSummaries } from './lot-summaries.ts';
import { prepareHeard, prepareSilentTimes } from './silent-times.ts';
import { addHours, hourMs, prepareTouched, touchingTypes } from './touched.ts';
import type { Summary } from './wire.ts';

/** Null: from where the cloud's cursor stands. */
export type SummariesParams = { readonly afterSeq: number | null; readonly eventsMax: number };

/** What the positions `fromSeq` to `toSeq` of the log changed, as of `asOfSeq`. */
export type SummariesResult = {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly asOfSeq: number;
  readonly summaries: readonly Summary[];
};

/**
 * The summaries that a stretch of the log touches. A state that lasts, and so every line, changes as
 * time passes: the hours between the edge's clock at both ends of the stretch are touched too.
 */
export const summaries = defineQuery({
  name: 'summaries',
  prepare: ({ db, plant }) => {
    const cursor = db
      .prepare<[], number>("SELECT seq FROM cursor WHERE consumer = 'cloud'")
      .pluck();
    const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
    const recordedAt = db
      .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
      .pluck();
    const touching = db
      .prepare<[number, number, string], string>(`
        SELECT body FROM event_log
        WHERE seq BETWEEN ? AND ? AND type IN (SELECT value FROM json_each(?))
        ORDER BY seq`)
      .pluck();
    const readTouched = prepareTouched(db, plant);
    const settings = prepareSettings(db, plant);
    const readHeard = prepareHeard(db);
    const silentTimes = prepareSilentTimes(db, plant);
    const summariseLine = prepareLineSummaries(db, plant);
    const summariseLots = prepareLotSummaries(db, plant);

    return ({ afterSeq, eventsMax }: SummariesParams): SummariesResult => {
      const asOfSeq = head.get() ?? 0;
      const fromSeq = (afterSeq ?? cursor.get() ?? 0) + 1;
      const toSeq = Math.max(Math.min(asOfSeq, fromSeq + eventsMax - 1), fromSeq - 1);
      const horizonMs = recordedAt.get(asOfSeq);
      const untilMs = recordedAt.get(toSeq);
      if (horizonMs === undefined || untilMs === undefined || toSeq < fromSeq) {
        return { fromSeq, toSeq, asOfSeq, summaries: [] };
      }
      const bodies = touching.all(fromSeq, toSeq, JSON.stringify(touchingTypes));
      const events = bodies.map((body) => JSON.parse(body) as FactoryEvent); // Validated when logged.
      const { hours, lots } = readTouched(events, horizonMs);
      const sinceMs = recordedAt.get(fromSeq - 1) ?? recordedAt.get(fromSeq) ?? untilMs;
      const heardOf = readHeard();
      const passed = plant.lines.map(({ path: line }) => ({
        line,
        fromMs: sinceMs,
        toMs: untilMs,
      }));
      const silent = silentTimes({ fromSeq, toSeq, sinceMs, horizonMs }, heardOf);
      for (const { line, ...time } of [...passed, ...silent]) {
        if (!plant.lines.some(({ path }) => path === line)) continue;
        const ofLine = hours.get(line) ?? new Set();
        hours.set(line, ofLine);
        addHours(ofLine, time);
      }
      const ofLines = periodsOf(plant, settings().calendar, hours).map(
        ({ line, kind, ...stretch }): Summary => {
          const period = summariseLine(line, stretch, { horizonMs, heardOf });
          return kind === 'hour' ? { kind, ...period } : { kind, shift: stretch.id, ...period };
        },
      );
      return { fromSeq, toSeq, asOfSeq, summaries: [...ofLines, ...summariseLots(lots)] };
    };
  },
});

type Hours = ReadonlyMap<LinePath, ReadonlySet<number>>;

/** The hours and the shifts that have a part in one of them. */
function periodsOf(plant: PlantModel, calendar: Calendar, hours: Hours) {
  const shiftsOfHour = new Map(
    [...new Set([...hours.values()].flatMap((set) => [...set]))].map((fromMs) => [
      fromMs,
      calendar.shiftsIn({ fromMs, toMs: fromMs + hourMs }),
    ]),
  );
  return plant.lines.flatMap((line) => {
    const ofLine = [...(hours.get(line.path) ?? [])].sort((a, b) => a - b);
    const shifts = new Map(
      ofLine.flatMap((hour) => shiftsOfHour.get(hour) ?? []).map((shift) => [shift.fromMs, shift]),
    );
    return [
      ...ofLine.map(
        (fromMs) => ({ line, kind: 'hour', id: '', fromMs, toMs: fromMs + hourMs }) as const,
      ),
      ...[...shifts.values()].map((shift) => ({ line, kind: 'shift', ...shift }) as const),
    ];
  });
}
