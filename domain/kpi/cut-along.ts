import type { Interval } from '../calendar/calendar.ts';

export type CutPiece<B, C> = Interval & { readonly base: B; readonly cover: C | undefined };

/**
 * Each base in pieces: every piece with the cover that lies over it, undefined where none does.
 * Both lists are disjoint and in order; one sweep over both.
 */
export function cutAlong<B extends Interval, C extends Interval>(
  bases: readonly B[],
  covers: readonly C[],
): CutPiece<B, C>[] {
  const pieces: CutPiece<B, C>[] = [];
  let next = 0;
  for (const base of bases) {
    let doneMs = base.fromMs;
    while ((covers[next]?.toMs ?? Number.POSITIVE_INFINITY) <= doneMs) next += 1;
    for (let at = next; doneMs < base.toMs; at++) {
      const cover = covers[at];
      const fromMs = Math.min(cover?.fromMs ?? base.toMs, base.toMs);
      if (fromMs > doneMs) pieces.push({ fromMs: doneMs, toMs: fromMs, base, cover: undefined });
      doneMs = Math.max(doneMs, fromMs);
      const toMs = Math.min(cover?.toMs ?? base.toMs, base.toMs);
      if (toMs > doneMs) pieces.push({ fromMs: doneMs, toMs, base, cover });
      doneMs = Math.max(doneMs, toMs);
    }
  }
  return pieces;
}
