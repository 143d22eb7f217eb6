import type { Interval } from '../../calendar/shift.ts';
import { addElements, type Elements, noElements } from '../elements.ts';
import { cutAlong } from './cut-along.ts';
import { measureTime, type PlannedHistory, spentTime } from './measure-time.ts';

/** A stretch in which a station worked on one thing: an order, a product. */
export type Run = Interval & { readonly of: string };

/**
 * The time elements of each interval by what was worked on. Runs are disjoint and in order; time in
 * none of them is that of ''. The parts of an interval add up to `measureTime` of it, to the millisecond.
 */
export function measureRuns(
  history: PlannedHistory,
  intervals: readonly Interval[],
  runs: readonly Run[],
): ReadonlyMap<string, Elements>[] {
  const pieces = cutAlong(intervals, runs);
  const measured = measureTime(history, pieces);
  const parts = new Map(intervals.map((interval) => [interval, new Map<string, Elements>()]));
  for (const [index, { base, cover }] of pieces.entries()) {
    const part = parts.get(base);
    const of = cover?.of ?? '';
    part?.set(of, addElements(part.get(of) ?? noElements, measured[index] ?? noElements));
  }
  return [...parts.values()];
}

/**
 * The time elements of a line in an interval by the station that caused what it did; what no other
 * station caused is the `bottleneck`'s. Failures are counted there, and the parts add up to
 * `measureTime` of the interval, to the millisecond.
 */
export function measureCauses(
  history: PlannedHistory,
  interval: Interval,
  bottleneck: string,
): ReadonlyMap<string, Elements> {
  const spent = spentTime(history);
  const pieces = Map.groupBy(spent, ({ span }) => span?.cause ?? bottleneck);
  if (!pieces.has(bottleneck)) pieces.set(bottleneck, []);
  const { spans, failures } = history.timeline;
  return new Map(
    [...pieces].map(([cause, own]) => {
      const plan = own.map(({ planned, fromMs, toMs }) => ({ ...planned, fromMs, toMs }));
      const timeline = { spans, failures: cause === bottleneck ? failures : [] };
      return [cause, measureTime({ timeline, plan }, [interval])[0] ?? noElements];
    }),
  );
}
