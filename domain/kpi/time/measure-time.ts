import type { Interval } from '../../calendar/calendar.ts';
import type { PlannedTime } from '../../calendar/planned-time.ts';
import type { ElementName, Elements } from '../elements.ts';
import { cutAlong } from './cut-along.ts';
import type { TimeClass, Timeline, TimelineSpan } from './timeline.ts';

/** What a piece of planned time was spent with: one state, one plan. */
export type SpentTime = Interval & {
  readonly planned: PlannedTime;
  /** Undefined where nothing was ever said: `no_data`. */
  readonly span: TimelineSpan | undefined;
};

/**
 * The time elements of each interval (disjoint, in order, inside the plan), in whole milliseconds.
 * They close: calendar = not scheduled + POT; POT = breaks + planned stops + scheduled down +
 * engineering + PBT; PBT = APT + ASUT + ADET + ADOT + no data + clock suspect; and the elements of
 * [a, c) are the sum of those of [a, b) and [b, c). A failure counts where it begins, its repair
 * where that ends. The caller ends the last interval at the time up to which events are known.
 */
export function measureTime(history: PlannedHistory, intervals: readonly Interval[]): Elements[] {
  const sums = new Map<Interval, Sums>(intervals.map((interval) => [interval, {}]));
  for (const { fromMs, toMs, base, cover } of cutAlong(spentTime(history), intervals)) {
    const sum = cover && sums.get(cover);
    if (sum !== undefined) spend(sum, toMs - fromMs, base);
  }
  return intervals.map((interval) => ({
    ...emptyTimes,
    ...sums.get(interval),
    ...failuresIn(history.timeline.failures, interval),
  }));
}

export type PlannedHistory = {
  readonly timeline: Timeline;
  readonly plan: readonly PlannedTime[];
};

/** The plan and the history cut along each other, in order: what losses are listed from. */
export function spentTime({ timeline, plan }: PlannedHistory): SpentTime[] {
  return cutAlong(plan, timeline.spans).map(({ fromMs, toMs, base, cover }) => ({
    fromMs,
    toMs,
    planned: base,
    span: cover,
  }));
}

type Sums = { [E in ElementName]?: number };

function add(sums: Sums, ms: number, names: readonly ElementName[]): void {
  for (const name of names) sums[name] = (sums[name] ?? 0) + ms;
}

function spend(sums: Sums, ms: number, { planned, span }: Pick<SpentTime, 'planned' | 'span'>) {
  const timeClass = span?.timeClass ?? 'no_data';
  add(sums, ms, ['calendarTimeMs']);
  if (planned.kind === 'work') {
    add(sums, ms, workElements[timeClass]);
    if (span?.state === 'scheduled_down' && timeClass === 'scheduled_down') {
      add(sums, ms, ['plannedMaintenanceTimeMs']);
    }
    return;
  }
  add(sums, ms, restElements[planned.kind]);
  if (planned.isMaintenance === true) add(sums, ms, ['plannedMaintenanceTimeMs']);
  if (timeClass === 'production') add(sums, ms, ['unplannedProductionTimeMs']);
}

const restElements = {
  not_scheduled: ['notScheduledTimeMs'],
  break: ['plannedOperationTimeMs', 'breakTimeMs'],
  planned_stop: ['plannedOperationTimeMs', 'plannedStopTimeMs'],
} as const;

const planned = ['plannedOperationTimeMs'] as const;
const busy = [...planned, 'plannedBusyTimeMs'] as const;
const up = [...busy, 'timeToFailureMs'] as const;
const delayed = [...busy, 'actualDelayTimeMs'] as const;
const down = [...busy, 'actualDownTimeMs'] as const;

const workElements: { readonly [C in TimeClass]: readonly ElementName[] } = {
  production: [...up, 'actualProductionTimeMs', 'timeBetweenFailuresMs'],
  setup: [...up, 'actualSetupTimeMs', 'timeBetweenFailuresMs'],
  micro_stop: [...delayed, 'microStopTimeMs', 'timeToFailureMs'],
  delay: [...delayed, 'timeToFailureMs'],
  failure: [...delayed, 'failureTimeMs', 'correctiveMaintenanceTimeMs'],
  starved: [...down, 'starvedTimeMs'],
  blocked: [...down, 'blockedTimeMs'],
  waiting: down,
  scheduled_down: [...planned, 'scheduledDownTimeMs'],
  engineering: [...planned, 'engineeringTimeMs'],
  not_scheduled: ['notScheduledTimeMs'],
  no_data: [...busy, 'noDataTimeMs'],
  clock_suspect: [...busy, 'clockSuspectTimeMs'],
};

/** What was measured and is nothing is 0, not absent. */
const emptyTimes: Elements = {
  calendarTimeMs: 0,
  ...Object.fromEntries(
    [...Object.values(workElements), ...Object.values(restElements)]
      .flat()
      .map((name) => [name, 0]),
  ),
  unplannedProductionTimeMs: 0,
  plannedMaintenanceTimeMs: 0,
};

function failuresIn(failures: readonly Interval[], { fromMs, toMs }: Interval): Elements {
  const isInside = (ms: number): boolean => ms >= fromMs && ms < toMs;
  const repaired = failures.filter((failure) => isInside(failure.toMs));
  return {
    failureCount: failures.filter((failure) => isInside(failure.fromMs)).length,
    repairCount: repaired.length,
    timeToRepairMs: repaired.reduce((sum, failure) => sum + failure.toMs - failure.fromMs, 0),
  };
}
