import { taktMs } from '../../domain/kpi/forecast.ts';
import { toIso } from '../../domain/time.ts';
import type { ThroughputReply } from '../api/contract/losses.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, targetAt } from '../settings/read.ts';
import { againstPlan } from './against-plan.ts';
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
      const measured = measure(line, { intervals: cuts }, settings);
      const basis = { line: line.path, window, cuts, measured, settings, nowMs };
      const { good, reject, planned, workMs, hours, forecast, pace } = againstPlan(basis);
      const target = targetAt(settings.targets, { line: line.path }, Math.min(nowMs, window.toMs));
      return {
        asOf: asOf(),
        line: line.path,
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        good,
        reject,
        planned,
        hours: hours.map(({ fromMs, toMs, ...hour }) => ({
          from: toIso(fromMs),
          to: toIso(toMs),
          ...hour,
        })),
        forecast,
        pace: toPace(pace),
        taktMs: target.taktMs ?? taktMs(workMs, planned ?? 0),
      };
    };
  },
});

function toPace(pace: ReturnType<typeof againstPlan>['pace']): ThroughputReply['pace'] {
  if (pace === null) return null;
  const { plannedNow, behind, atBest, isAlarm } = pace;
  return { plannedNow, behind, atBest, isAlarm };
}
