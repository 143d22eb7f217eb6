import { expect, test } from 'vitest';
import { Known } from '../../domain/known.ts';

test('of ten thousand serials that never come again a memory for a hundred holds a hundred', () => {
  const known = new Known<string, number>(100);
  let most = 0;
  for (let serial = 0; serial < 10_000; serial += 1) {
    known.set(`U-${serial}`, serial);
    expect(known.get(`U-${serial}`)).toBe(serial);
    most = Math.max(most, known.size);
  }
  expect(most).toBe(100);
});

test('what is known stays known when it is told again at the limit', () => {
  const known = new Known<string, number>(2);
  known.set('GLUE', 1);
  known.set('PRESS', 2);
  known.set('PRESS', 3);
  expect([known.get('GLUE'), known.get('PRESS'), known.size]).toEqual([1, 3, 2]);
});
