import type { PlannedTime } from '../../domain/calendar/planned-time.ts';
import type { Interval } from '../../domain/calendar/shift.ts';
import { forecastEnd, paceOf, taktMs } from '../../domain/kpi/forecast.ts';
import { toIso } from '../../domain/time.ts';
import type { ThroughputReply } from '../api/contract/losses.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, targetAt } from '../settings/read.ts';
import { prepareFindLine } from './kpis.ts';
import type { LossesParams } from './losses.ts';
import { prepareMeasure } from './measure.ts';
import { cutWindow, windowOf } from './window.ts';

/** Output against the plan hour by hour, where the shift will end, and whether the hour is lost. */
export const throughput = defineQuery({
  name: 'throughput',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const measure = prepareMeasure(context);
    const asOf = prepareAsOf(context);
    return ({ line: name, ...asked }: LossesParams): ThroughputReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const window = windowOf(settings.calendar, asked, nowMs);
      const line = findLine(name);
      const cuts = cutWindow(settings.calendar, window, new Set(['hour']));
      const { line: elements, plan } = measure(line, { intervals: cuts }, settings);
      const target = targetAt(settings.targets, { line: line.path }, Math.min(nowMs, window.toMs));
      const { plannedPerHour, plannedCycleMs } = target;
      const plannedIn = (workMs: number) =>
        plannedPerHour === undefined ? null : (workMs / 3_600_000) * plannedPerHour;
      const hours = cuts.map((cut, n) => ({
        ...cut,
        good: elements[n]?.goodQuantity ?? 0,
        reject: elements[n]?.scrapQuantity ?? 0,
        workMs: workIn(plan, cut),
      }));
      const past = hours.filter(({ toMs }) => toMs <= nowMs);
      const current = hours.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
      const good = hours.reduce((sum, hour) => sum + hour.good, 0);
      const planned = plannedIn(workIn(plan, window));
      const plannedHour = current && plannedIn(current.workMs);
      return {
        asOf: asOf(),
        line: line.path,
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        good,
        reject: hours.reduce((sum, hour) => sum + hour.reject, 0),
        planned,
        hours: hours.map(({ fromMs, toMs, good, reject, workMs }) => {
          const span = { from: toIso(fromMs), to: toIso(toMs) };
          return { ...span, good, reject, workMs, planned: plannedIn(workMs) };
        }),
        forecast: forecastEnd({
          good,
          remainingWorkMs: workIn(plan, {
            fromMs: Math.max(nowMs, window.fromMs),
            toMs: window.toMs,
          }),
          records: past,
        }),
        pace:
          current === undefined || plannedHour == null
            ? null
            : paceOf({
                planned: plannedHour,
                good: current.good,
                workMs: current.workMs,
                passedWorkMs: workIn(plan, { fromMs: current.fromMs, toMs: nowMs }),
                ...(plannedCycleMs === undefined
                  ? {}
                  : { plannedRunTimePerItemMs: plannedCycleMs }),
              }),
        taktMs: target.taktMs ?? taktMs(workIn(plan, window), planned ?? 0),
      };
    };
  },
});

/** Planned work within an interval. */
function workIn(plan: readonly PlannedTime[], { fromMs, toMs }: Interval): number {
  return plan
    .filter(({ kind }) => kind === 'work')
    .reduce(
      (sum, span) => sum + Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs)),
      0,
    );
}
