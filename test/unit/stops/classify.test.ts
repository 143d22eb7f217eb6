import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, type StopMark } from '../../../edge/stops/classify.ts';

const stop = { fromMs: 1000, toMs: 2000 };

function mark(id: string, rest: Partial<StopMark>): StopMark {
  const nobody = { by: null, note: null, seq: 1 };
  return { id, fromMs: 1000, toMs: 2000, atMs: 5000, reason: id, ...nobody, ...rest };
}

const reasons = (marks: readonly StopMark[]) =>
  classify(stop, marks).map(({ fromMs, toMs, said }) => [fromMs, toMs, said?.reason ?? '?']);

describe('a stop', () => {
  test('is unexplained until somebody says why', () => {
    expect(reasons([])).toEqual([[1000, 2000, '?']]);
    expect(reasons([mark('jam', {})])).toEqual([[1000, 2000, 'jam']]);
  });

  test('is split by saying why of its parts', () => {
    const parts = [mark('jam', { toMs: 1400 }), mark('lunch', { fromMs: 1500 })];
    expect(reasons(parts)).toEqual([
      [1000, 1400, 'jam'],
      [1400, 1500, '?'],
      [1500, 2000, 'lunch'],
    ]);
  });

  test('is merged again by a later statement on the whole of it', () => {
    const parts = [mark('jam', { toMs: 1400 }), mark('lunch', { fromMs: 1400 })];
    const whole = mark('breakdown', { fromMs: 0, toMs: 9000, atMs: 6000 });
    expect(reasons([whole, ...parts])).toEqual([[1000, 2000, 'breakdown']]);
  });

  test('said without an end has its reason up to its own end, and gives it to no other stop', () => {
    expect(reasons([mark('jam', { fromMs: 1200, toMs: null })])).toEqual([
      [1000, 1200, '?'],
      [1200, 2000, 'jam'],
    ]);
    expect(reasons([mark('jam', { fromMs: 900, toMs: null })])).toEqual([[1000, 2000, '?']]);
  });

  test('keeps the reason of its alarm where no person spoke', () => {
    const alarm = { reason: 'nozzle', source: 'alarm' } as const;
    expect(
      classify(stop, [mark('jam', { fromMs: 1500 })], alarm).map(({ said }) => said?.reason),
    ).toEqual(['nozzle', 'jam']);
  });

  test('has the same parts in any order of arrival, and they fill it to the millisecond', () => {
    const marks = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        atMs: fc.integer({ min: 1, max: 3 }),
        fromMs: fc.integer({ min: 900, max: 2100 }),
        lastsMs: fc.option(fc.integer({ min: 1, max: 900 })),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        marks.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([sorted, shuffled]) => {
          const toMark = ({ id, lastsMs, ...rest }: (typeof sorted)[number]) =>
            mark(id, { ...rest, toMs: lastsMs === null ? null : rest.fromMs + lastsMs });
          const parts = classify(stop, shuffled.map(toMark));
          expect(parts).toEqual(classify(stop, sorted.map(toMark)));
          expect([parts[0]?.fromMs, parts.at(-1)?.toMs]).toEqual([stop.fromMs, stop.toMs]);
          for (const [index, part] of parts.slice(1).entries())
            expect(part.fromMs).toBe(parts[index]?.toMs);
        },
      ),
    );
  });
});
