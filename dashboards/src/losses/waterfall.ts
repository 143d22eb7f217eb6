import type { KpiRow } from '../../../edge/api/contract/kpis.ts';

export type WaterfallStep = {
  readonly name: StepName;
  /** A sum that is left, or what is taken from it. */
  readonly kind: 'sum' | 'loss';
  /** Where its bar begins and ends, from 0. */
  readonly fromMs: number;
  readonly toMs: number;
};

const outside = [
  ['notScheduled', 'notScheduledTimeMs'],
  ['breaks', 'breakTimeMs'],
  ['plannedStops', 'plannedStopTimeMs'],
  ['scheduledDown', 'scheduledDownTimeMs'],
  ['engineering', 'engineeringTimeMs'],
] as const;
const lost = [
  ['setup', 'actualSetupTimeMs'],
  ['microStops', 'microStopTimeMs'],
  ['failures', 'failureTimeMs'],
  ['otherDelays', undefined],
  ['starved', 'starvedTimeMs'],
  ['blocked', 'blockedTimeMs'],
  ['waiting', undefined],
  ['noData', 'noDataTimeMs'],
  ['clockSuspect', 'clockSuspectTimeMs'],
] as const;

export type StepName =
  | 'calendar'
  | 'planned'
  | 'producing'
  | 'standard'
  | 'valuable'
  | 'speed'
  | 'quality'
  | (typeof outside)[number][0]
  | (typeof lost)[number][0];

export type Waterfall = {
  readonly steps: readonly WaterfallStep[];
  /** What of the time is in none of the steps; 0, or the elements do not belong together. */
  readonly restMs: number;
  /** Elements without which it cannot go on to good pieces. */
  readonly missing: readonly ('plannedRunTimeMs' | 'goodQuantity' | 'producedQuantity')[];
};

/**
 * From the time of the calendar to that of good pieces. What is taken away and what is left close to
 * the millisecond; speed may give time back, when pieces came faster than planned.
 */
export function waterfallOf(elements: KpiRow['elements']): Waterfall {
  const ms = (name: keyof KpiRow['elements']): number => elements[name] ?? 0;
  const amounts: Record<string, number> = {
    otherDelays: ms('actualDelayTimeMs') - ms('microStopTimeMs') - ms('failureTimeMs'),
    waiting: ms('actualDownTimeMs') - ms('starvedTimeMs') - ms('blockedTimeMs'),
  };
  const steps: WaterfallStep[] = [];
  let leftMs = ms('calendarTimeMs');
  const sum = (name: StepName): void => {
    steps.push({ name, kind: 'sum', fromMs: 0, toMs: leftMs });
  };
  const lose = (name: StepName, amountMs: number): void => {
    if (amountMs === 0) return;
    steps.push({ name, kind: 'loss', fromMs: leftMs - amountMs, toMs: leftMs });
    leftMs -= amountMs;
  };
  sum('calendar');
  for (const [name, element] of outside) lose(name, ms(element));
  const plannedMs = leftMs;
  sum('planned');
  for (const [name, element] of lost) {
    lose(name, element === undefined ? (amounts[name] ?? 0) : ms(element));
  }
  const restMs = leftMs - ms('actualProductionTimeMs') + (plannedMs - ms('plannedBusyTimeMs'));
  sum('producing');
  const { plannedRunTimeMs, producedQuantity, goodQuantity } = elements;
  const missing = (['plannedRunTimeMs', 'producedQuantity', 'goodQuantity'] as const).filter(
    (name) => typeof elements[name] !== 'number',
  );
  if (missing.length > 0) return { steps, restMs, missing };
  const runMs = plannedRunTimeMs ?? 0;
  const produced = producedQuantity ?? 0;
  lose('speed', leftMs - runMs);
  sum('standard');
  lose('quality', produced === 0 ? 0 : runMs - (runMs * (goodQuantity ?? 0)) / produced);
  sum('valuable');
  return { steps, restMs, missing };
}
