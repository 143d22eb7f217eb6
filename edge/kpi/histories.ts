import type { Interval } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import { cutAlong } from '../../domain/kpi/time/cut-along.ts';
import { lineSpansOf } from '../../domain/kpi/time/line-timeline.ts';
import {
  type Classification,
  createTimeline,
  type StateSpan,
  type Timeline,
} from '../../domain/kpi/time/timeline.ts';
import { present } from '../../domain/present.ts';
import type { BoardLine, BoardStation } from '../lines/layout.ts';
import { isSilent } from '../lines/layout.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { editionAt, type Settings } from '../settings/read.ts';
import { type FoundStop, findStops } from '../stops/find-stops.ts';
import { prepareStopRows, type StateRow } from '../stops/rows.ts';

/** What each station of a line did, and the line by its bottleneck, around a stretch of time. */
export type LineHistory = {
  readonly line: Timeline;
  readonly stations: ReadonlyMap<StationPath, Timeline>;
  /** Every stop of a station, with what was said of it. */
  readonly stops: readonly FoundStop[];
};

/** Longer than a micro-stop can be. */
const marginMs = 3_600_000;

/**
 * Reads the histories of a line with three statements. An open state of a station that fell silent
 * ends where it was last heard; a source whose events came from the future has a suspect clock.
 * Should a failure have begun before what was read, more is read: its repair counts with its whole length.
 */
export function prepareHistories(context: QueryContext) {
  const read = prepareRead(context);
  const { clock } = context;
  return (line: BoardLine, { fromMs, toMs }: Interval, settings: Settings): LineHistory => {
    const nowMs = clock.nowMs();
    const untilMs = Math.min(toMs + marginMs, nowMs);
    for (let reachMs = marginMs; ; reachMs *= 8) {
      const span = { fromMs: fromMs - reachMs, toMs: untilMs };
      const history = read({ line, settings, nowMs }, span);
      const isCut = [history.line, ...history.stations.values()].some(({ failures }) =>
        failures.some((failure) => failure.fromMs <= span.fromMs && failure.toMs >= fromMs),
      );
      if (!isCut || span.fromMs < 0) return history;
    }
  };
}

type Subject = {
  readonly line: BoardLine;
  readonly settings: Settings;
  readonly nowMs: number;
};

function prepareRead({ db, plant }: QueryContext) {
  const rows = prepareStopRows({ db, plant });
  const suspect = db.prepare<[number], { id: number }>(
    'SELECT source_id AS id FROM source_clock WHERE clock_offset_ms < -?',
  );
  const { microStopMs } = plant;
  return ({ line, settings, nowMs }: Subject, span: Interval): LineHistory => {
    const suspects = new Set(suspect.all(plant.clockToleranceMs).map(({ id }) => id));
    const heardUntil = new Map(line.stations.map((s) => [s.path, heardUntilMs(s, nowMs)]));
    const knownUntilMs = (station: StationPath): number => heardUntil.get(station) ?? nowMs;
    const states = rows.states(line.path, span);
    const spansOf = Map.groupBy(states, ({ station }) => station);
    const stops = findStops({
      states,
      marks: rows.marks(line.path, span),
      alarms: rows.alarms(line.path, span),
      reasons: settings.reasons,
      knownUntilMs,
      microStopMs,
    });
    const saidOf = Map.groupBy(stops, ({ station }) => station);
    const stations = line.stations.map(({ path }) => ({
      station: path,
      spans: (spansOf.get(path) ?? []).flatMap((row) => toSpan(row, knownUntilMs(path), suspects)),
      classifications: (saidOf.get(path) ?? []).flatMap((stop) =>
        toClassifications(stop, settings),
      ),
    }));
    return {
      stops,
      line: createTimeline({ ...lineHistoryOf(stations, line.outputStation), microStopMs }),
      stations: new Map(
        stations.map(({ station, spans, classifications }) => [
          station,
          createTimeline({ spans, classifications, microStopMs }),
        ]),
      ),
    };
  };
}

type StationSaid = {
  readonly station: StationPath;
  readonly spans: readonly StateSpan[];
  readonly classifications: readonly Classification[];
};

/** What the line did, and what was said of the stops that caused it. */
function lineHistoryOf(stations: readonly StationSaid[], bottleneck: StationPath | undefined) {
  if (bottleneck === undefined) return { spans: [], classifications: [] };
  const spans = lineSpansOf(stations, bottleneck);
  const inherited = stations.flatMap(({ station, classifications }) => {
    // Waiting for which no station is the cause is the bottleneck's own.
    const caused = spans.filter(({ cause = bottleneck }) => cause === station);
    return cutAlong(caused, classifications).flatMap(({ fromMs, toMs, cover }) =>
      cover === undefined ? [] : [{ ...cover, fromMs, toMs }],
    );
  });
  return { spans, classifications: inherited };
}

function heardUntilMs(station: BoardStation, nowMs: number): number {
  return isSilent(station, nowMs) ? (station.row?.lastRecordedMs ?? nowMs) : nowMs;
}

function toSpan(row: StateRow, untilMs: number, suspects: ReadonlySet<number>): StateSpan[] {
  const toMs = row.toMs ?? untilMs;
  if (toMs <= row.fromMs) return [];
  const state = suspects.has(row.sourceId) ? 'clock_suspect' : row.state;
  return [{ fromMs: row.fromMs, toMs, state, ...present({ reason: row.reason }) }];
}

/** The parts of a stop are disjoint, so their order says nothing. */
function toClassifications(
  { parts, fromMs: stopMs, isMicro }: ReturnType<typeof findStops>[number],
  { reasons }: Settings,
): Classification[] {
  const known = editionAt(reasons, stopMs).body.reasons;
  return parts.flatMap(({ fromMs, toMs, said }) => {
    // What a machine or an alarm says of a micro-stop does not make more of it than it is.
    if (said === undefined || (isMicro && said.source !== 'person')) return [];
    const loss = known.find(({ code }) => code === said.reason)?.loss ?? 'other';
    return [{ fromMs, toMs, id: said.reason, atMs: 0, reason: said.reason, loss }];
  });
}
