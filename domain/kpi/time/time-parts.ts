import type { Elements } from '../elements.ts';
import type { TimePart } from '../kpi-words.ts';

/** A part of the time, and how long it was. */
export type TimeShare = { readonly part: TimePart; readonly ms: number };

/**
 * The partition of the planned busy time and of what lies outside, for people: every part once, so
 * that each list sums to its whole.
 */
export function timeParts(elements: Elements): {
  readonly outside: readonly TimeShare[];
  readonly busy: readonly TimeShare[];
} {
  const of = (name: keyof Elements): number => elements[name] ?? 0;
  const outside: TimeShare[] = [
    { part: 'notScheduledTimeMs', ms: of('notScheduledTimeMs') },
    { part: 'breakTimeMs', ms: of('breakTimeMs') },
    { part: 'plannedStopTimeMs', ms: of('plannedStopTimeMs') },
    { part: 'scheduledDownTimeMs', ms: of('scheduledDownTimeMs') },
    { part: 'engineeringTimeMs', ms: of('engineeringTimeMs') },
  ];
  const otherDelayMs = of('actualDelayTimeMs') - of('failureTimeMs') - of('microStopTimeMs');
  const waitingMs = of('actualDownTimeMs') - of('starvedTimeMs') - of('blockedTimeMs');
  const busy: TimeShare[] = [
    { part: 'actualProductionTimeMs', ms: of('actualProductionTimeMs') },
    { part: 'actualSetupTimeMs', ms: of('actualSetupTimeMs') },
    { part: 'failureTimeMs', ms: of('failureTimeMs') },
    { part: 'microStopTimeMs', ms: of('microStopTimeMs') },
    { part: 'otherDelayTimeMs', ms: otherDelayMs },
    { part: 'starvedTimeMs', ms: of('starvedTimeMs') },
    { part: 'blockedTimeMs', ms: of('blockedTimeMs') },
    { part: 'waitingTimeMs', ms: waitingMs },
    { part: 'noDataTimeMs', ms: of('noDataTimeMs') },
    { part: 'clockSuspectTimeMs', ms: of('clockSuspectTimeMs') },
  ];
  return { outside, busy };
}
