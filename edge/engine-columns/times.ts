import { type Extent, emptyNarrow, type Narrow, putNumber, valueAt } from './narrow.ts';

/**
 * Instants near each other, and `Infinity` for ever, which needs no column while there is nothing
 * else: 4 bytes each while all lie within 24 days of the first, else 8.
 */
export type Times = {
  /** Where they count from, epoch ms; -1: none came yet. */
  baseMs: number;
  /** ms after `baseMs`, plus 1; 0 (`forEver`): never. */
  after: Narrow;
};

/** What stands for an instant that never comes. */
export const forEver = 0;
const reachMs = 0x80000000;

export function emptyTimes(): Times {
  return { baseMs: -1, after: emptyNarrow() };
}

export function timeAt({ baseMs, after }: Times, index: number): number {
  const value = valueAt(after, index);
  return value === forEver ? Number.POSITIVE_INFINITY : baseMs + value - 1;
}

/** Sets one, the one after the last of `count` too. */
export function putTime(times: Times, index: number, put: Extent & { ms: number }): void {
  const { ms, count, capacity } = put;
  if (ms !== Number.POSITIVE_INFINITY) {
    if (times.baseMs === -1) times.baseMs = Math.max(0, ms - reachMs);
    const isNear = ms >= times.baseMs && ms < times.baseMs + 2 * reachMs - 1;
    if (!isNear && times.baseMs !== 0) countFromNought(times, count);
  }
  const value = ms === Number.POSITIVE_INFINITY ? forEver : ms - times.baseMs + 1;
  putNumber(times.after, index, { value, count, capacity });
}

function countFromNought(times: Times, count: number): void {
  const { after, baseMs } = times;
  const far = new Float64Array(after.values?.length ?? count);
  for (let index = 0; index < count; index++) {
    const value = valueAt(after, index);
    far[index] = value === forEver ? forEver : baseMs + value;
  }
  times.after = { same: 0, values: far };
  times.baseMs = 0;
}
