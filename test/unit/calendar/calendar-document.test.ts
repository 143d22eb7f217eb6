import { describe, expect, test } from 'vitest';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';

const whole = {
  effectiveFrom: '2026-01-01',
  shifts: [
    { id: 'day', start: '06:30', end: '18:30', breaks: [{ start: '12:00', end: '12:45' }] },
    { id: 'night', start: '18:30', end: '06:30', breaks: [{ start: '00:30', end: '01:00' }] },
  ],
};

function problemsOf(document: object) {
  const { error } = calendarDocument.safeParse({ ...whole, ...document });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('a calendar', () => {
  test('is in Viet Nam and works on every day unless it says otherwise', () => {
    const { timeZone, shifts } = calendarDocument.parse(whole);
    expect(timeZone).toBe('Asia/Ho_Chi_Minh');
    expect(shifts[0]?.weekdays).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  });

  test('may have one shift of 24 hours', () => {
    expect(problemsOf({ shifts: [{ id: 'all', start: '06:00', end: '06:00' }] })).toEqual([]);
  });

  test.each([
    [
      'shifts that overlap',
      {
        shifts: [
          { id: 'a', start: '06:00', end: '14:00' },
          { id: 'b', start: '13:00', end: '22:00' },
        ],
      },
      'shifts.1: shift b begins on mon before shift a has ended: expected shifts that do not overlap',
      7,
    ],
    [
      'a Sunday night that runs into Monday',
      {
        shifts: [
          { id: 'n', start: '22:00', end: '06:00', weekdays: ['sun'] },
          { id: 'd', start: '05:00', end: '13:00', weekdays: ['mon'] },
        ],
      },
      'shifts.1: shift d begins on mon before shift n has ended: expected shifts that do not overlap',
      1,
    ],
    [
      'a break outside its shift',
      {
        shifts: [
          { id: 'n', start: '22:00', end: '06:00', breaks: [{ start: '06:00', end: '06:15' }] },
        ],
      },
      'shifts.0.breaks.0: the break 06:00 to 06:15 is not inside shift n (22:00 to 06:00)',
      1,
    ],
    [
      'a day that is a holiday and an exception',
      {
        holidays: [{ date: '2026-09-02', name: 'Quốc khánh' }],
        exceptions: [{ date: '2026-09-02', shifts: [] }],
      },
      'exceptions.0.date: 2026-09-02 is listed twice: expected a holiday or one exception',
      1,
    ],
    [
      'a planned stop that ends before it begins',
      {
        plannedStops: [
          { name: 'PM', from: '2026-05-01T08:00:00+07:00', to: '2026-05-01T07:00:00+07:00' },
        ],
      },
      'plannedStops.0.to: expected a time after `from`',
      1,
    ],
    [
      'a time zone that is none',
      { timeZone: 'Asia/Saigon2' },
      'timeZone: expected an IANA time zone',
      1,
    ],
    [
      'a time of day that is none',
      { shifts: [{ id: 'a', start: '24:00', end: '06:00' }] },
      'shifts.0.start: expected HH:MM',
      1,
    ],
  ])('with %s is refused, with the place and the reason', (_, document, problem, count) => {
    const problems = problemsOf(document);
    expect(problems).toHaveLength(count);
    expect(problems[0]).toBe(problem);
  });
});
