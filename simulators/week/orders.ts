import type { Random } from '../base/random.ts';
import { line1, line2 } from './layout.ts';
import { dayMs, weekStartMs } from './plan.ts';
import { weekEndMs } from './stays.ts';

export type WeekOrder = {
  readonly order: string;
  readonly line: string;
  readonly item: string;
  readonly quantity: number;
  readonly releasedMs: number;
  readonly startedMs: number;
  /** Undefined: it still runs when the week ends. */
  readonly completedMs: number | undefined;
};

const items: Readonly<Record<string, readonly string[]>> = {
  [line1]: ['P1', 'P2', 'P3'],
  // Nobody planned a cycle for QX.
  [line2]: ['Q1', 'Q2', 'Q1', 'QX'],
};

/** What a piece is planned to take, and since when: the narrowest counts. */
export type WeekTarget = {
  readonly line: string;
  readonly station?: string;
  readonly item?: string;
  readonly fromMs: number;
  readonly cycleMs: number;
};

const sinceEverMs = weekStartMs - 20 * dayMs;
/** In the middle of a shift, and of an hour. */
export const newCycleMs = Date.parse('2026-11-25T11:17:03.250+07:00');
const goal = (line: string, item: string, cycleMs: number): WeekTarget => {
  return { line, item, cycleMs, fromMs: sinceEverMs };
};
export const targets: readonly WeekTarget[] = [
  goal(line1, 'P1', 200_000),
  { ...goal(line1, 'P1', 180_000), fromMs: newCycleMs },
  goal(line1, 'P2', 310_000),
  goal(line1, 'P3', 95_500),
  goal(line2, 'Q1', 150_000),
  goal(line2, 'Q2', 260_000),
  { ...goal(line2, 'Q2', 255_000), fromMs: newCycleMs },
  { line: line2, station: `${line2}/AOI`, cycleMs: 45_000, fromMs: sinceEverMs },
  { line: line2, station: `${line2}/WIND`, cycleMs: 61_000, fromMs: sinceEverMs },
];

/** One order after another, with a pause between most. */
export function runOrders(line: string, random: Random): WeekOrder[] {
  const orders: WeekOrder[] = [];
  let nowMs = weekStartMs + random.int(0, 3_600_000);
  while (nowMs < weekEndMs) {
    const startedMs = nowMs;
    const completedMs = startedMs + random.int(5 * 3_600_000, 26 * 3_600_000);
    orders.push({
      order: `WO-${line.slice(-2)}-${orders.length + 1}`,
      line,
      item: items[line]?.[orders.length % (items[line]?.length ?? 1)] ?? '',
      quantity: random.int(50, 500),
      releasedMs: startedMs - random.int(0, 2 * 86_400_000),
      startedMs,
      completedMs: completedMs > weekEndMs ? undefined : completedMs,
    });
    nowMs = completedMs + random.int(0, 2_400_000);
  }
  return orders;
}

/** What the line makes at an instant: the order that was started last; none before the first. */
export function startedAt(orders: readonly WeekOrder[], ms: number): WeekOrder | undefined {
  return orders.findLast(({ startedMs }) => startedMs <= ms);
}

/** The order that was started last. */
export function orderAt(orders: readonly WeekOrder[], ms: number): WeekOrder | undefined {
  return orders.findLast(({ startedMs }) => startedMs <= ms) ?? orders[0];
}
