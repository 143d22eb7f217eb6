import { assertNever } from '../assert.ts';

/**
 * A counter was read: `total` since the counter's own beginning, or `delta` since the reading
 * before. `good`, `reject` and `rework` are of the same kind as `count`.
 */
export type CounterReading = {
  readonly id: string;
  readonly atMs: number;
  readonly kind: 'total' | 'delta';
  readonly count: number;
  readonly good?: number;
  readonly reject?: number;
  readonly rework?: number;
};

/**
 * What a reading says about the one before it: the `first` total tells nothing of what came before; a
 * `late` one was stamped after newer ones and is left out; `set_back` fell, or leapt, by more than
 * the machine can make, and adds nothing.
 */
export type Growth = 'delta' | 'first' | 'growth' | 'reset' | 'rollover' | 'late' | 'set_back';

/** What was made until `atMs`, since `sinceMs` (null: of unknown beginning). In the order of `atMs`. */
export type CounterPiece = {
  readonly id: string;
  readonly sinceMs: number | null;
  readonly atMs: number;
  readonly growth: Growth;
  readonly count: number;
  readonly good: number | null;
  readonly reject: number | null;
  readonly rework: number | null;
};

export type CounterNature = {
  /** A total that reaches this begins again at 0: 65536 of a 16-bit counter. */
  readonly modulus?: number;
  /**
   * More than this in an hour the machine cannot make. Without it every growth is believed, and a
   * fall is a reset when it is to less than half.
   */
  readonly perHourMax?: number;
};

/** How many readings in a row may be late, and how far around one to look for the proof. */
export const lateReadingsMax = 3;

/**
 * The pieces behind one counter's readings, the same for any order, and for readings sent twice.
 * Of a fall, in this order: a total between an earlier, higher one and a return to that one's
 * level, within `lateReadingsMax` readings on both sides, was late, unless a reset and what was made
 * since explain it. A fall within reach of the modulus rolled over. Another fall is a reset, and adds
 * what the counter shows since, if that is credible. A counter that begins again before every
 * reading is to be sent as deltas. Deltas add themselves. Everything made is counted at the
 * time of the reading, so an interval [from, to) takes the readings with from <= atMs < to.
 */
export function piecesOf(
  readings: Iterable<CounterReading>,
  nature: CounterNature = {},
): CounterPiece[] {
  const unique = [...new Map([...readings].map((reading) => [reading.id, reading])).values()];
  unique.sort(inTime);
  const totals = unique.filter(({ kind }) => kind === 'total');
  const late = new Set(totals.filter((_, index) => isLate(totals, index, nature)));
  const pieces: CounterPiece[] = [];
  let before: CounterReading | undefined;
  for (const reading of unique) {
    if (reading.kind === 'delta') {
      pieces.push(toPiece(reading, { growth: 'delta', before: undefined, nature }));
    } else if (late.has(reading)) {
      pieces.push(toPiece(reading, { growth: 'late', before, nature }));
    } else {
      pieces.push(toPiece(reading, { growth: growthOf(reading, before, nature), before, nature }));
      before = reading;
    }
  }
  return pieces;
}

/** Two readings of one millisecond count upwards, whichever came first. */
function inTime(a: CounterReading, b: CounterReading): number {
  return a.atMs - b.atMs || a.count - b.count || (a.id < b.id ? -1 : 1);
}

function isLate(totals: readonly CounterReading[], index: number, nature: CounterNature): boolean {
  const reading = totals[index];
  const start = Math.max(index - lateReadingsMax, 0);
  const around = totals.slice(start, index + 1 + lateReadingsMax);
  const place = index - start;
  return around.slice(0, place).some((high, from) => {
    if (reading === undefined || !isBehind(reading, high, nature)) return false;
    return around.slice(place + 1).some((back, offset) => {
      const path = around.slice(from, place + 2 + offset);
      return isAhead(back, high, nature) && !isReset(path, nature);
    });
  });
}

/** It would have to be a reset, or more of a turn than a counter makes between two readings. */
function isBehind(reading: CounterReading, high: CounterReading, { modulus }: CounterNature) {
  if (reading.count >= high.count) {
    return modulus !== undefined && reading.count - high.count > modulus / 2;
  }
  return modulus === undefined || high.count - reading.count < modulus / 2;
}

function isAhead(back: CounterReading, high: CounterReading, { modulus }: CounterNature) {
  if (back.count >= high.count)
    return modulus === undefined || back.count - high.count < modulus / 2;
  return modulus !== undefined && high.count - back.count > modulus / 2;
}

/** Whether a fall and the way back can be a reset, and what was made since. */
function isReset([high, low, ...rest]: readonly CounterReading[], nature: CounterNature): boolean {
  if (high === undefined || low === undefined) return true;
  let before = low;
  for (const reading of rest) {
    const grown = reading.count - before.count;
    const step = grown < 0 ? grown + (nature.modulus ?? 0) : grown;
    if (!isCredible(step, { from: before, to: reading, level: high.count }, nature)) return false;
    before = reading;
  }
  return isCredible(low.count, { from: high, to: low, level: high.count }, nature);
}

type Step = {
  readonly from: CounterReading;
  readonly to: CounterReading;
  /** What the counter showed before it fell. */
  readonly level: number;
};

/** By the machine's pace; where that is not known, no reading adds half of all that was shown before. */
function isCredible(
  count: number,
  { from, to, level }: Step,
  { perHourMax }: CounterNature,
): boolean {
  return perHourMax === undefined ? count < level / 2 : isPossible(count, { from, to, perHourMax });
}

type Pace = {
  readonly from: CounterReading;
  readonly to: CounterReading;
  readonly perHourMax: number;
};

/** One piece may have been under way when the reading before was taken. */
function isPossible(count: number, { from, to, perHourMax }: Pace): boolean {
  return count <= 1 + ((to.atMs - from.atMs) / 3_600_000) * perHourMax;
}

function growthOf(
  reading: CounterReading,
  before: CounterReading | undefined,
  nature: CounterNature,
): Growth {
  if (before === undefined) return 'first';
  const { modulus, perHourMax } = nature;
  const growth = turnOf(reading, before, modulus);
  const step = { from: before, to: reading, level: before.count };
  if (growth === 'reset') return isCredible(reading.count, step, nature) ? 'reset' : 'set_back';
  if (perHourMax === undefined) return growth;
  const count = grown(reading.count, before.count, { growth, modulus }) ?? 0;
  return isPossible(count, { from: before, to: reading, perHourMax }) ? growth : 'set_back';
}

function turnOf(reading: CounterReading, before: CounterReading, modulus: number | undefined) {
  if (reading.count >= before.count) return 'growth';
  if (modulus === undefined) return 'reset';
  return modulus - before.count + reading.count < modulus / 2 ? 'rollover' : 'reset';
}

type Basis = {
  readonly growth: Growth;
  readonly before: CounterReading | undefined;
  readonly nature: CounterNature;
};

function toPiece(reading: CounterReading, { growth, before, nature }: Basis): CounterPiece {
  const turn = { growth, modulus: nature.modulus };
  return {
    id: reading.id,
    sinceMs: before?.atMs ?? null,
    atMs: reading.atMs,
    growth,
    count: grown(reading.count, before?.count, turn) ?? 0,
    good: grown(reading.good, before?.good, turn),
    reject: grown(reading.reject, before?.reject, turn),
    rework: grown(reading.rework, before?.rework, turn),
  };
}

type Turn = { readonly growth: Growth; readonly modulus: number | undefined };

/** Null: the reading does not say. Good and reject may fall on their own; then they began again. */
function grown(now: number | undefined, before: number | undefined, turn: Turn): number | null {
  if (now === undefined) return null;
  switch (turn.growth) {
    case 'delta':
    case 'reset':
      return now;
    case 'first':
    case 'late':
    case 'set_back':
      return 0;
    case 'growth':
    case 'rollover':
      if (before === undefined) return 0;
      if (now >= before) return now - before;
      return turn.modulus !== undefined && turn.growth === 'rollover'
        ? turn.modulus - before + now
        : now;
    default:
      return assertNever(turn.growth);
  }
}

/** What a counter and the serial passages of the same station say about the same interval. */
export type Reconciliation = {
  readonly counted: number;
  readonly passed: number;
  /** Counted but not seen with a serial; negative: seen, but not counted. */
  readonly difference: number;
};

export function reconcile(
  pieces: readonly Pick<CounterPiece, 'atMs' | 'count'>[],
  passagesAtMs: readonly number[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Reconciliation {
  const isInside = (ms: number): boolean => ms >= fromMs && ms < toMs;
  const counted = pieces.reduce((sum, { atMs, count }) => sum + (isInside(atMs) ? count : 0), 0);
  const passed = passagesAtMs.filter(isInside).length;
  return { counted, passed, difference: counted - passed };
}
