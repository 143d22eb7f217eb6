import type { Interval } from '../../calendar/shift.ts';

/**
 * Intervals that may overlap, as disjoint ones in order: at each moment the weightiest that covers
 * it. `compare` orders by weight, the weightiest first, by content alone; it never says 0 of two
 * that differ, or the order of arrival would show. Empty intervals cover nothing.
 */
export function overlay<T extends Interval>(
  intervals: readonly T[],
  compare: (a: T, b: T) => number,
): Piece<T>[] {
  const sorted = intervals
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs || compare(a, b));
  const pieces: Piece<T>[] = [];
  let first = 0;
  let reachMs = Number.NEGATIVE_INFINITY;
  // Most intervals meet no other: only those that do are swept together.
  for (const [index, interval] of sorted.entries()) {
    if (interval.fromMs >= reachMs) {
      addCluster(pieces, sorted.slice(first, index), compare);
      first = index;
    }
    reachMs = Math.max(reachMs, interval.toMs);
  }
  addCluster(pieces, sorted.slice(first), compare);
  return pieces;
}

/** Intervals that hang together, in order. */
function addCluster<T extends Interval>(
  pieces: Piece<T>[],
  cluster: readonly T[],
  compare: (a: T, b: T) => number,
): void {
  const [only] = cluster;
  if (only !== undefined && cluster.length === 1) {
    pieces.push({ fromMs: only.fromMs, toMs: only.toMs, top: only });
    return;
  }
  const cuts = cluster.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).sort((a, b) => a - b);
  let active: T[] = [];
  let next = 0;
  for (const [index, fromMs] of cuts.entries()) {
    const toMs = cuts[index + 1] ?? fromMs;
    if (toMs === fromMs) continue;
    active = active.filter((interval) => interval.toMs > fromMs);
    const begun = next;
    while ((cluster[next]?.fromMs ?? toMs) <= fromMs) next += 1;
    active.push(...cluster.slice(begun, next));
    const top = weightiest(active, compare);
    if (top !== undefined) append(pieces, { fromMs, toMs, top });
  }
}

type Piece<T> = Interval & { readonly top: T };

function append<T>(pieces: Piece<T>[], piece: Piece<T>): void {
  const last = pieces.at(-1);
  if (last?.top === piece.top && last.toMs === piece.fromMs) {
    pieces[pieces.length - 1] = { ...piece, fromMs: last.fromMs };
  } else {
    pieces.push(piece);
  }
}

function weightiest<T>(active: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  let top = active[0];
  for (const interval of active) {
    if (top !== undefined && compare(interval, top) < 0) top = interval;
  }
  return top;
}
