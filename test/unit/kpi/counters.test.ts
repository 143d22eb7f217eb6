import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CounterNature,
  type CounterReading,
  piecesOf,
  reconcile,
} from '../../../domain/kpi/counters.ts';

const secondMs = 1000;

/** Totals read every second. */
function totals(...counts: number[]): CounterReading[] {
  return counts.map((count, index) => ({
    id: `r${index}`,
    atMs: index * secondMs,
    kind: 'total',
    count,
  }));
}

function growthsOf(readings: CounterReading[], nature: CounterNature = {}): string[] {
  return piecesOf(readings, nature).map(({ growth, count }) => `${growth} ${count}`);
}

function sumOf(readings: CounterReading[], nature: CounterNature = {}): number {
  return piecesOf(readings, nature).reduce((sum, { count }) => sum + count, 0);
}

describe('a running counter', () => {
  test('says nothing of what came before it was first read', () => {
    expect(growthsOf(totals(48_211, 48_215))).toEqual(['first 0', 'growth 4']);
  });

  test('that falls and goes on from there was reset, and shows what was made since', () => {
    expect(growthsOf(totals(100, 3, 5))).toEqual(['first 0', 'reset 3', 'growth 2']);
  });

  test('that turns at its modulus lost nothing', () => {
    expect(growthsOf(totals(65_530, 5), { modulus: 65_536 })).toEqual(['first 0', 'rollover 11']);
  });

  test('that falls from the middle of its range was reset, modulus or not', () => {
    expect(growthsOf(totals(30_000, 100), { modulus: 65_536 })).toEqual(['first 0', 'reset 100']);
  });

  test.each([
    ['one', totals(9990, 9980, 9995), ['first 0', 'late 0', 'growth 5']],
    ['one from long ago', totals(9990, 10, 9995), ['first 0', 'late 0', 'growth 5']],
    [
      'three',
      totals(9990, 10, 9980, 20, 9995),
      ['first 0', 'late 0', 'late 0', 'late 0', 'growth 5'],
    ],
  ])('is not reset by late readings stamped on arrival (%s)', (_, readings, growths) => {
    expect(growthsOf(readings)).toEqual(growths);
  });

  test('is not turned by a late reading from before the turn', () => {
    const nature = { modulus: 65_536 };
    const readings = totals(65_530, 65_520, 3, 8);
    expect(growthsOf(readings, nature)).toEqual(['first 0', 'late 0', 'rollover 9', 'growth 5']);
    expect(sumOf(readings, { ...nature, perHourMax: 40_000 })).toBe(14);
  });

  test('that was reset and passes its old level much later was still reset', () => {
    expect(growthsOf(totals(4, 1, 2, 3, 4, 5))).toEqual([
      'first 0',
      'reset 1',
      'growth 1',
      'growth 1',
      'growth 1',
      'growth 1',
    ]);
  });

  test('that falls to more than half was set back, and adds nothing until it grows', () => {
    expect(growthsOf(totals(9990, 9980))).toEqual(['first 0', 'set_back 0']);
    expect(growthsOf(totals(9990, 9980, 9981))).toEqual(['first 0', 'set_back 0', 'growth 1']);
  });

  test('whose pace is known is believed only what the machine can make', () => {
    const perHourMax = 3600; // One a second, and one more that was under way.
    expect(growthsOf(totals(9990, 9980, 9981), { perHourMax })).toEqual([
      'first 0',
      'set_back 0',
      'growth 1',
    ]);
    expect(growthsOf(totals(5, 90_000, 90_001), { perHourMax })).toEqual([
      'first 0',
      'set_back 0',
      'growth 1',
    ]);
    // A reset within that pace, though the old level is reached again at once.
    expect(growthsOf(totals(2, 1, 3), { perHourMax })).toEqual(['first 0', 'reset 1', 'growth 2']);
  });

  test('counts good, reject and rework beside the cycles, and says where it does not know them', () => {
    const readings = [
      { id: 'a', atMs: 0, kind: 'total', count: 10, good: 9, reject: 1 },
      { id: 'b', atMs: 1, kind: 'total', count: 14, good: 12, reject: 2, rework: 1 },
      { id: 'c', atMs: 2, kind: 'total', count: 2, good: 2, reject: 0 },
    ] as const;
    expect(piecesOf(readings)).toEqual([
      {
        id: 'a',
        sinceMs: null,
        atMs: 0,
        growth: 'first',
        count: 0,
        good: 0,
        reject: 0,
        rework: null,
      },
      { id: 'b', sinceMs: 0, atMs: 1, growth: 'growth', count: 4, good: 3, reject: 1, rework: 0 },
      { id: 'c', sinceMs: 1, atMs: 2, growth: 'reset', count: 2, good: 2, reject: 0, rework: null },
    ]);
  });
});

describe('deltas', () => {
  test('of one millisecond are two, unless they are the same message', () => {
    const delta = { atMs: 7, kind: 'delta', count: 1 } as const;
    expect(
      sumOf([
        { ...delta, id: 'a' },
        { ...delta, id: 'b' },
        { ...delta, id: 'a' },
      ]),
    ).toBe(2);
  });
});

test('two totals of one millisecond count upwards, whichever came first', () => {
  const [first, second] = [
    { id: 'b', atMs: 5, kind: 'total', count: 11 },
    { id: 'a', atMs: 5, kind: 'total', count: 12 },
  ] as const;
  const before = { id: 'z', atMs: 0, kind: 'total', count: 10 } as const;
  for (const readings of [
    [second, before, first],
    [first, before, second],
  ]) {
    expect(growthsOf(readings)).toEqual(['first 0', 'growth 1', 'growth 1']);
  }
});

test('a counter with resets and turns, read in any order and twice, counts what was made', () => {
  const steps = fc.array(
    fc.record({ made: fc.nat(40), reset: fc.boolean(), gapMs: fc.integer({ min: 1, max: 5000 }) }),
    { minLength: 2, maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (made, random) => {
      const modulus = 1000;
      let shown = 900;
      let atMs = 0;
      let truth = 0;
      const readings: CounterReading[] = [{ id: 'first', atMs, kind: 'total', count: shown }];
      for (const [index, step] of made.entries()) {
        // A reset shows as one only where the counter shows less than before, and far from the turn.
        const isReset = step.reset && shown > 300 && shown < 500 && index % 7 === 0;
        shown = (isReset ? 0 : shown) + step.made;
        if (shown >= modulus) shown -= modulus;
        truth += step.made;
        atMs += step.gapMs;
        readings.push({ id: `r${index}`, atMs, kind: 'total', count: shown });
      }
      const order = new Map(readings.map(({ id }) => [id, random.next().value ?? 0]));
      const shuffled = [...readings, ...readings.slice(0, 5)].sort(
        (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
      );
      expect(sumOf(shuffled, { modulus })).toBe(truth);
      expect(piecesOf(shuffled, { modulus })).toEqual(piecesOf(readings, { modulus }));
    }),
    { numRuns: 300 },
  );
});

test('counters and serial passages are held against each other, and the difference is said', () => {
  const pieces = piecesOf(totals(100, 103, 105, 105));
  // 103 at 1 s, 105 at 2 s; of the five, four had a serial inside [1 s, 3 s).
  const interval = { fromMs: 1000, toMs: 3000 };
  expect(reconcile(pieces, [1000, 1500, 2000, 2999, 3000], interval)).toEqual({
    counted: 5,
    passed: 4,
    difference: 1,
  });
});
