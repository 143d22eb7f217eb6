import { type PlannedTime, workWithin } from '../../domain/calendar/planned-time.ts';
import type { Interval } from '../../domain/calendar/shift.ts';
import { type Forecast, forecastEnd, type Pace, paceOf } from '../../domain/kpi/forecast.ts';
import { editionAt, type Settings, targetAt } from '../settings/read.ts';
import type { Measured } from './measure.ts';
import type { Cut } from './window.ts';

export type HourAgainstPlan = Interval & {
  readonly good: number;
  readonly reject: number;
  /** Planned work time in it. */
  readonly workMs: number;
  /** Pieces for the whole of it; null without a target. */
  readonly planned: number | null;
};

export type AgainstPlan = {
  readonly good: number;
  readonly reject: number;
  readonly planned: number | null;
  /** What of it should be done by now. */
  readonly plannedNow: number | null;
  readonly workMs: number;
  readonly hours: readonly HourAgainstPlan[];
  readonly forecast: Forecast | null;
  /** The hour that runs; null outside of the time, or without a target. */
  readonly pace: (Pace & { readonly hour: HourAgainstPlan & { readonly planned: number } }) | null;
};

type Basis = {
  readonly line: string;
  readonly window: Interval;
  /** The window hour by hour; what was measured is of these. */
  readonly cuts: readonly Cut[];
  readonly measured: Pick<Measured, 'line' | 'plan'>;
  readonly settings: Settings;
  readonly nowMs: number;
};

/** Output against the plan hour by hour, where the window will end, and how the running hour stands. */
export function againstPlan(basis: Basis): AgainstPlan {
  const { line, window, cuts, measured, settings, nowMs } = basis;
  const { plan } = measured;
  const target = targetAt(settings.targets, { line }, Math.min(nowMs, window.toMs));
  const { plannedPerHour } = target;
  const plannedIn = (workMs: number) =>
    plannedPerHour === undefined ? null : (workMs / 3_600_000) * plannedPerHour;
  const hours = cuts.map(({ fromMs, toMs }, n) => {
    const workMs = workWithin(plan, { fromMs, toMs });
    const { goodQuantity, scrapQuantity } = measured.line[n] ?? {};
    const good = goodQuantity ?? 0;
    const reject = scrapQuantity ?? 0;
    return { fromMs, toMs, good, reject, workMs, planned: plannedIn(workMs) };
  });
  const good = hours.reduce((sum, hour) => sum + hour.good, 0);
  const workMs = workWithin(plan, window);
  const restMs = workWithin(plan, { fromMs: Math.max(nowMs, window.fromMs), toMs: window.toMs });
  return {
    good,
    reject: hours.reduce((sum, hour) => sum + hour.reject, 0),
    planned: plannedIn(workMs),
    plannedNow: plannedIn(workMs - restMs),
    workMs,
    hours,
    forecast: forecastEnd({
      good,
      remainingWorkMs: restMs,
      records: hours.filter(({ toMs }) => toMs <= nowMs),
    }),
    pace: runningPace(hours, {
      plan,
      nowMs,
      plannedCycleMs: target.plannedCycleMs,
      tolerance: editionAt(settings.andon, nowMs).body.paceTolerance,
    }),
  };
}

function runningPace(
  hours: readonly HourAgainstPlan[],
  now: {
    readonly plan: readonly PlannedTime[];
    readonly nowMs: number;
    readonly plannedCycleMs: number | undefined;
    readonly tolerance: number;
  },
): AgainstPlan['pace'] {
  const { plan, nowMs, plannedCycleMs, tolerance } = now;
  const hour = hours.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  if (hour === undefined || hour.planned === null) return null;
  const { planned } = hour;
  const pace = paceOf({
    planned,
    good: hour.good,
    workMs: hour.workMs,
    passedWorkMs: workWithin(plan, { fromMs: hour.fromMs, toMs: nowMs }),
    tolerance,
    ...(plannedCycleMs === undefined ? {} : { plannedRunTimePerItemMs: plannedCycleMs }),
  });
  return { ...pace, hour: { ...hour, planned } };
}
