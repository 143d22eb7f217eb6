import type { Interval } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import type { SpentTime } from '../../domain/kpi/time/measure-time.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { LineReport } from '../api/contract/report.ts';
import { lostTime } from '../kpi/losses.ts';
import type { Measured } from '../kpi/measure.ts';
import type { FoundStop } from '../stops/find-stops.ts';

type Stop = LineReport['stops'][number];

/**
 * The stretches in which the line made nothing in planned work, with the stop of the station behind
 * each; what is shorter than a micro-stop is left to the losses. The longest first. A stop that a break cuts is one.
 */
export function stopsOf(
  measured: Measured,
  window: Interval,
  { output, microStopMs }: { output: StationPath | undefined; microStopMs: number },
): Stop[] {
  const merged: Stretch[] = [];
  for (const lost of lostTime(measured.history.line, measured, window)) {
    if (lost.span?.timeClass === 'micro_stop') continue;
    const stretch = toStretch(lost, measured.history.stops, output);
    const last = merged.at(-1);
    if (last !== undefined && isSame(last, stretch)) {
      last.toMs = stretch.toMs;
      last.durationMs += stretch.durationMs;
    } else merged.push(stretch);
  }
  return merged
    .filter(({ durationMs }) => durationMs >= microStopMs)
    .map(({ fromMs, toMs, stop: _, ...rest }) => ({
      from: toIso(fromMs),
      to: toIso(toMs),
      ...rest,
    }))
    .toSorted((a, b) => b.durationMs - a.durationMs || (a.from < b.from ? -1 : 1));
}

type Stretch = Omit<Stop, 'from' | 'to'> & {
  fromMs: number;
  toMs: number;
  durationMs: number;
  readonly stop: FoundStop | undefined;
};

function toStretch(
  { fromMs, toMs, span }: SpentTime,
  stops: readonly FoundStop[],
  output: StationPath | undefined,
): Stretch {
  const station = span === undefined ? undefined : ((span.cause ?? output) as StationPath); // A line's cause is one of its stations.
  const touches = (other: Interval) => other.fromMs < toMs && other.toMs > fromMs;
  const stop = stops.find((one) => one.station === station && touches(one));
  const said = stop?.parts.find(touches)?.said;
  const needsReason =
    stop !== undefined &&
    !stop.isMicro &&
    (stop.state === 'unscheduled_down' || stop.state === 'scheduled_down');
  return {
    fromMs,
    toMs,
    durationMs: toMs - fromMs,
    timeClass: span?.timeClass ?? 'no_data',
    isCoded: said !== undefined || !needsReason,
    ...present({
      station,
      reason: span?.classification?.reason ?? said?.reason ?? span?.reason,
      by: said?.by,
      note: said?.note,
    }),
    eventSeqs: [stop?.seq, said?.seq].flatMap((seq) => seq ?? []),
    stop,
  };
}

function isSame(a: Stretch, b: Stretch): boolean {
  const goesOn = a.stop === undefined ? a.toMs === b.fromMs : a.stop === b.stop;
  const isAlike = a.timeClass === b.timeClass && a.station === b.station && a.reason === b.reason;
  return goesOn && isAlike && a.stop === b.stop;
}
