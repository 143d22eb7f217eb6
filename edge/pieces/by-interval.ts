import type { Interval } from '../../domain/calendar/shift.ts';

/** What happened in each of the intervals (disjoint, in order); `happened` is in the order of time. */
export function byInterval<T extends { readonly atMs: number }>(
  happened: readonly T[],
  intervals: readonly Interval[],
): T[][] {
  let next = 0;
  return intervals.map(({ fromMs, toMs }) => {
    while ((happened[next]?.atMs ?? fromMs) < fromMs) next += 1;
    const first = next;
    while ((happened[next]?.atMs ?? toMs) < toMs) next += 1;
    return happened.slice(first, next);
  });
}
