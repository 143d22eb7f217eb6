import { expect, test } from 'vitest';
import { readLocalTime } from '../../../domain/calendar/local-time.ts';

const saigon = 'Asia/Ho_Chi_Minh';

test.each([
  '24/11/2026 06:00',
  '24/11/2026 6:00',
  '24.11.2026 06:00:00',
  '2026-11-24 06:00',
  '2026-11-24T06:00:00',
  '2026-11-24  6:00',
])('%s on the clock of the plant is one instant', (text) => {
  expect(readLocalTime(text, saigon)).toEqual({
    kind: 'once',
    ms: Date.parse('2026-11-24T06:00:00+07:00'),
  });
});

test('the day stands before the month', () => {
  expect(readLocalTime('03/04/2026 06:00', saigon)).toEqual({
    kind: 'once',
    ms: Date.parse('2026-04-03T06:00:00+07:00'),
  });
});

test.each([
  ...['31/02/2026 06:00', '24/13/2026 06:00', '24/11/2026 25:00', '24/11/2026', 'ngày mai', ''],
  ...['2026-11-24T06:00:00+07:00', '2026-11-24T06:00:00Z', '24/11/26 06:00'],
])('“%s” is no time of a clock', (text) => {
  expect(readLocalTime(text, saigon)).toBeUndefined();
});

test('a time that the clocks come by twice, or never, is said to be so', () => {
  expect(readLocalTime('25/10/2026 02:30', 'Europe/Berlin')).toEqual({
    kind: 'twice',
    ms: [Date.parse('2026-10-25T02:30:00+02:00'), Date.parse('2026-10-25T02:30:00+01:00')],
  });
  expect(readLocalTime('29/03/2026 02:30', 'Europe/Berlin')).toEqual({ kind: 'skipped' });
});
