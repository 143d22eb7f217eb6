import type { StationPath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { StopsReply } from '../api/contract/stops.ts';
import { isSilent, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { editionAt, prepareSettings } from '../settings/read.ts';
import type { StopPart } from './classify.ts';
import { type FoundStop, findStops } from './find-stops.ts';
import { prepareStopRows } from './rows.ts';

export type StopsParams = {
  /** A line or a station. */
  readonly below: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Only stops of which a part is not explained, without micro-stops. */
  readonly unexplained?: boolean | undefined;
  readonly limit: number;
};

/** The stops of a line or station that touch a stretch of time, whole, the latest first. */
export const stops = defineQuery({
  name: 'stops',
  prepare: (context) => {
    const { db, plant, clock } = context;
    const rows = prepareStopRows({ db, plant });
    const read = prepareLinesRows(db);
    const settings = prepareSettings(db, plant);
    const asOf = prepareAsOf(context);
    return ({ below, fromMs, toMs, unexplained, limit }: StopsParams): StopsReply => {
      const nowMs = clock.nowMs();
      const span = { fromMs, toMs: Math.min(toMs, nowMs) };
      const { reasons } = settings();
      const heardUntil = new Map(
        layoutOf(plant, read.stations())
          .flatMap((line) => line.stations)
          .map((station) => [
            station.path,
            isSilent(station, nowMs) ? (station.row?.lastRecordedMs ?? nowMs) : nowMs,
          ]),
      );
      const found = findStops({
        states: rows.states(below, span),
        marks: rows.marks(below, span),
        alarms: rows.alarms(below, span),
        reasons,
        knownUntilMs: (station: StationPath) => heardUntil.get(station) ?? nowMs,
        microStopMs: plant.microStopMs,
      });
      const wanted = found
        .filter(({ station, toMs: endMs }) => heardUntil.has(station) && endMs > fromMs)
        .filter((stop) => unexplained !== true || isUnexplained(stop))
        .toSorted((a, b) => b.fromMs - a.fromMs || (a.station < b.station ? -1 : 1));
      return {
        asOf: asOf(),
        from: toIso(fromMs),
        to: toIso(toMs),
        microStopMs: plant.microStopMs,
        reasons: editionAt(reasons, nowMs).body.reasons,
        stops: wanted.slice(0, limit).map(toStop),
        total: wanted.length,
        unexplained: wanted.filter(isUnexplained).length,
      };
    };
  },
});

function isUnexplained({ parts, isMicro, state }: FoundStop): boolean {
  const needsReason = state === 'unscheduled_down' || state === 'scheduled_down';
  return needsReason && !isMicro && parts.some(({ said }) => said === undefined);
}

function toStop(stop: FoundStop): StopsReply['stops'][number] {
  const { station, state, fromMs, toMs, isOpen, isMicro, parts, seq } = stop;
  return {
    station,
    state,
    from: toIso(fromMs),
    to: isOpen ? null : toIso(toMs),
    durationMs: toMs - fromMs,
    isMicro,
    isExplained: !isUnexplained(stop),
    parts: parts.map(toPart),
    eventSeq: seq,
  };
}

function toPart({ fromMs, toMs, said }: StopPart): StopsReply['stops'][number]['parts'][number] {
  const { reason, source, by, note, seq } = said ?? {};
  return {
    from: toIso(fromMs),
    to: toIso(toMs),
    durationMs: toMs - fromMs,
    ...present({ reason, source, by, note, eventSeq: seq }),
  };
}
