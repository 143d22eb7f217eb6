/** A stretch of time, epoch milliseconds; `toMs` is not part of it. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** How much of both is the same time. */
export function sharedMs(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
}

export function covers({ fromMs, toMs }: Span, ms: number): boolean {
  return fromMs <= ms && ms < toMs;
}

/** Disjoint stretches without gaps between the edges that lie in `within`. */
export function cutAt(within: Span, edges: Iterable<number>): Span[] {
  const inside = [...edges].filter((ms) => ms > within.fromMs && ms < within.toMs);
  const cuts = [...new Set([within.fromMs, ...inside, within.toMs])].sort((a, b) => a - b);
  return cuts.slice(1).map((toMs, index) => ({ fromMs: cuts[index] ?? toMs, toMs }));
}

/** Of disjoint stretches in order, the one that covers an instant. */
export function at<S extends Span>(spans: readonly S[], ms: number): S | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.toMs ?? ms) <= ms) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  return found !== undefined && covers(found, ms) ? found : undefined;
}
