import type { PlannedTime } from '../../calendar/planned-time.ts';
import type { Interval } from '../../calendar/shift.ts';
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
  const spent = intervals.map(() => new Map<Purpose, number>());
  const places = new Map(intervals.map((interval, index) => [interval, spent[index]]));
  const { timeline, plan } = history;
  for (const { fromMs, toMs, base, cover } of cutAlong(cutAlong(plan, timeline.spans), intervals)) {
    const purposes = cover && places.get(cover);
    const purpose = purposeOf(base.base, base.cover);
    purposes?.set(purpose, (purposes.get(purpose) ?? 0) + toMs - fromMs);
  }
  return intervals.map((interval, index) => ({
    ...toElements(spent[index] ?? new Map()),
    ...failuresIn(timeline.failures, interval),
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

/** What a piece of time was used for: the elements that it is part of. */
type Purpose = readonly ElementName[];

function purposeOf(
  { kind, isMaintenance = false }: PlannedTime,
  { state, timeClass }: Pick<TimelineSpan, 'state' | 'timeClass'> = silence,
): Purpose {
  if (kind === 'work') {
    const isMaintained = state === 'scheduled_down' && timeClass === 'scheduled_down';
    return isMaintained ? maintainedWork : workElements[timeClass];
  }
  const rests = timeClass === 'production' ? producingRests : quietRests;
  return rests[isMaintenance ? 'maintenance' : kind];
}

const silence = { state: 'no_data', timeClass: 'no_data' } as const;

const quietRests = {
  not_scheduled: ['notScheduledTimeMs'],
  break: ['plannedOperationTimeMs', 'breakTimeMs'],
  planned_stop: ['plannedOperationTimeMs', 'plannedStopTimeMs'],
  maintenance: ['plannedOperationTimeMs', 'plannedStopTimeMs', 'plannedMaintenanceTimeMs'],
} as const;

const producingRests = {
  not_scheduled: [...quietRests.not_scheduled, 'unplannedProductionTimeMs'],
  break: [...quietRests.break, 'unplannedProductionTimeMs'],
  planned_stop: [...quietRests.planned_stop, 'unplannedProductionTimeMs'],
  maintenance: [...quietRests.maintenance, 'unplannedProductionTimeMs'],
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

const maintainedWork: Purpose = [...workElements.scheduled_down, 'plannedMaintenanceTimeMs'];

/** What was measured and is nothing is 0, not absent. */
const noTime: readonly (readonly [ElementName, 0])[] = [
  ...Object.values(workElements),
  ...Object.values(producingRests),
  maintainedWork,
]
  .flat()
  .map((name) => [name, 0]);

function toElements(purposes: ReadonlyMap<Purpose, number>): Elements {
  const elements = new Map<ElementName, number>([['calendarTimeMs', 0], ...noTime]);
  for (const [purpose, ms] of purposes) {
    for (const name of ['calendarTimeMs', ...purpose] as const) {
      elements.set(name, (elements.get(name) ?? 0) + ms);
    }
  }
  return Object.fromEntries(elements);
}

/** Failures are disjoint and in order, so those that begin or end inside follow each other. */
function failuresIn(failures: readonly Interval[], { fromMs, toMs }: Interval): Elements {
  const begun = (ms: number): number => firstFrom(failures, ({ fromMs: at }) => at >= ms);
  const ended = (ms: number): number => firstFrom(failures, ({ toMs: at }) => at >= ms);
  const repaired = failures.slice(ended(fromMs), ended(toMs));
  return {
    failureCount: begun(toMs) - begun(fromMs),
    repairCount: repaired.length,
    timeToRepairMs: repaired.reduce((sum, failure) => sum + failure.toMs - failure.fromMs, 0),
  };
}

/** The index of the first that is so; all after it are. */
function firstFrom<T>(list: readonly T[], isSo: (each: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = list[middle];
    if (each === undefined || isSo(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}
