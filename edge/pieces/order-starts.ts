import type { OrderSpanRow } from '../kpi/rows.ts';

/** An order that began at a line, with its product. */
export type OrderStart = {
  readonly order: string;
  readonly item: string;
  readonly fromMs: number;
};

/** The orders of a line in the order in which they began; those that did not are left out. */
export function startsOf(orders: readonly OrderSpanRow[]): OrderStart[] {
  return orders
    .flatMap(({ order, item, fromMs }) => (fromMs === null ? [] : [{ order, item, fromMs }]))
    .sort((a, b) => a.fromMs - b.fromMs || (a.order < b.order ? -1 : 1));
}

/** The order that began last at an instant: what has no serials is made for it. */
export function startAt(starts: readonly OrderStart[], atMs: number): OrderStart | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.fromMs ?? atMs) <= atMs) low = middle + 1;
    else high = middle;
  }
  return starts[low - 1];
}
