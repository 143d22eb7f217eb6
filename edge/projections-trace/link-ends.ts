import { clocksApartMsMax } from '../../domain/clock.ts';

/** That something was put into a holder, by one source's clock. */
export type Start = {
  readonly parentId: number;
  readonly fromMs: number;
  readonly sourceId: number;
  readonly position: string | null;
};

/** That it was taken out, of the holder that is named or of whatever held it. */
export type End = {
  readonly parentId: number;
  readonly atMs: number;
  readonly seq: number;
  readonly sourceId: number;
  readonly position: string | null;
};

/** The holder of an ending that names none. Ids begin at 1. */
export const anyParent = 0;

/**
 * What ended each stay of one thing in its holders; undefined: it is still there. `starts` by time,
 * `ends` by time and position in the log. The first ending after a start ends it, unless it names no
 * holder, came too soon by another clock, and still ends the stay in an earlier holder.
 */
export function endsOf(starts: readonly Start[], ends: readonly End[]): (End | undefined)[] {
  const found: (End | undefined)[] = [];
  for (const start of starts) {
    found.push(
      ends.find((end) => mayEnd(end, start) && !(isTooSoon(end, start) && isOfEarlier(end, start))),
    );
  }
  return found;

  function isOfEarlier(end: End, start: Start): boolean {
    return found.some((of, index) => {
      const earlier = starts[index] as Start; // Each that is found has its start.
      const isOther = earlier.parentId !== start.parentId && earlier.fromMs < start.fromMs;
      return isOther && mayEnd(end, earlier) && (of === undefined || !isBefore(of, end));
    });
  }
}

function mayEnd(end: End, start: Start): boolean {
  const isSamePlace =
    end.position === null || start.position === null || end.position === start.position;
  const isHolder = end.parentId === start.parentId || end.parentId === anyParent;
  return isHolder && isSamePlace && end.atMs > start.fromMs;
}

/** Nothing comes back so soon after it was put into another holder: one of two clocks is wrong. */
function isTooSoon(end: End, start: Start): boolean {
  const isOtherClock = end.sourceId !== start.sourceId;
  return end.parentId === anyParent && isOtherClock && end.atMs - start.fromMs < clocksApartMsMax;
}

function isBefore(a: End, b: End): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);
}
