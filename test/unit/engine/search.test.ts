import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBelow } from '../../../edge/engine-columns/search.ts';

const sought = fc.record({
  numbers: fc
    .array(fc.nat(60), { minLength: 1, maxLength: 50 })
    .map((all) => all.sort((a, b) => a - b)),
  wanted: fc.integer({ min: -1, max: 61 }),
  share: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

test('a bad guess finds the same place as a good one, though more numbers lie behind the last', () => {
  fc.assert(
    fc.property(sought, ({ numbers, wanted, share }) => {
      const column = Uint32Array.from([...numbers, 0, 99]);
      const { length } = numbers;
      const below = numbers.filter((number) => number < wanted).length;
      expect(countBelow(column, length, { wanted, guess: Math.floor(share * length) })).toBe(below);
    }),
    { numRuns: 1000 },
  );
});
