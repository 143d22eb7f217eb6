import { describe, expect, test } from 'vitest';
import { parseMoment, showMoment } from '../../../dashboards/src/moment/parse-moment.ts';

const now = '2026-11-28T22:40';

describe('a time that somebody types', () => {
  test.each([
    ['28/11/2026 21:36', '2026-11-28T21:36'],
    ['1/2/2026 6h05', '2026-02-01T06:05'],
    ['03.12.2026 21:36:07', '2026-12-03T21:36:07'],
    ['28/11 21h', '2026-11-28T21:00'],
    ['21:36', '2026-11-28T21:36'],
    ['28/11/2026', '2026-11-28T00:00'],
    ['2026-11-24T08:00', '2026-11-24T08:00'],
    [' 29/02/2028   00:00 ', '2028-02-29T00:00'],
  ])('is read day first: %s', (typed, wall) => {
    expect(parseMoment(typed, now)).toBe(wall);
  });

  test.each([
    '',
    'hôm qua',
    '31/02/2026 08:00',
    '11/28/2026 09:00',
    '28/11/2026 24:00',
    '8:75',
    '9',
  ])('is refused when no such time exists: %s', (typed) => {
    expect(parseMoment(typed, now)).toBeUndefined();
  });

  test('is shown as it is typed', () => {
    expect(showMoment('2026-11-28T21:36')).toBe('28/11/2026 21:36');
    expect(parseMoment(showMoment('2026-12-01T06:05:09'), now)).toBe('2026-12-01T06:05:09');
    expect(showMoment('')).toBe('');
  });
});
