import type { Interval } from '../../calendar/shift.ts';

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
    while ((covers[next] ?? never).toMs <= base.fromMs) next += 1;
    let doneMs = base.fromMs;
    const cut = (untilMs: number, cover: C | undefined): void => {
      const toMs = Math.min(untilMs, base.toMs);
      if (toMs <= doneMs) return;
      pieces.push({ fromMs: doneMs, toMs, base, cover });
      doneMs = toMs;
    };
    for (let at = next; doneMs < base.toMs; at++) {
      const cover = covers[at];
      cut((cover ?? never).fromMs, undefined);
      cut((cover ?? never).toMs, cover);
    }
  }
  return pieces;
}

/** Stands behind the last cover. */
const never: Interval = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
