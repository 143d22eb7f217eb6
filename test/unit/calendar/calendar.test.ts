import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../domain/calendar/calendar.ts';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { calendarDocumentOf, shiftShownAt } from '../../../domain/calendar/plant-calendar.ts';
import { linePath } from '../../../domain/equipment-path.ts';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const threeShifts = [
  { id: '1', start: '06:00', end: '14:00', breaks: [{ start: '10:00', end: '10:30' }] },
  { id: '2', start: '14:00', end: '22:00', breaks: [{ start: '18:00', end: '18:30' }] },
  { id: '3', start: '22:00', end: '06:00', breaks: [{ start: '02:00', end: '02:30' }] },
];

function calendarOf(...documents: object[]) {
  return createCalendar(
    documents.map((document) =>
      calendarDocument.parse({ effectiveFrom: '2026-01-01', shifts: threeShifts, ...document }),
    ),
  );
}

function ms(text: string): number {
  return Date.parse(text);
}

function planOf(calendar: ReturnType<typeof calendarOf>, from: string, to: string, line?: string) {
  const interval = { fromMs: ms(from), toMs: ms(to) };
  const plan = calendar.plannedTime(
    interval,
    line === undefined ? undefined : linePath.parse(line),
  );
  return plan.map(({ kind, shift, name, fromMs, toMs }) =>
    [kind, shift?.id, name, (toMs - fromMs) / 60_000]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

describe('shifts', () => {
  test('that begin at half past six, with the day on which they began', () => {
    const calendar = calendarOf({
      shifts: [
        { id: 'day', start: '06:30', end: '18:30' },
        { id: 'night', start: '18:30', end: '06:30' },
      ],
    });
    expect(calendar.shiftAt(ms('2026-11-24T06:29:59.999+07:00'))).toEqual({
      id: 'night',
      date: '2026-11-23',
      fromMs: ms('2026-11-23T18:30:00+07:00'),
      toMs: ms('2026-11-24T06:30:00+07:00'),
    });
    expect(calendar.shiftAt(ms('2026-11-24T06:30:00+07:00'))?.id).toBe('day');
  });

  test('of 24 hours change once a day', () => {
    const calendar = calendarOf({ shifts: [{ id: 'all', start: '07:00', end: '07:00' }] });
    const shift = calendar.shiftAt(ms('2026-11-24T06:59:00+07:00'));
    expect(shift).toMatchObject({ id: 'all', date: '2026-11-23' });
    expect(calendar.nextShift(shift?.fromMs ?? 0)?.date).toBe('2026-11-24');
    expect(calendar.previousShift(shift?.fromMs ?? 0)?.date).toBe('2026-11-22');
  });

  test.each([
    // Clocks go from 02:00 to 03:00 on 29 March and from 03:00 to 02:00 on 25 October.
    ['2026-03-29T00:30:00+01:00', 7],
    ['2026-10-25T01:00:00+02:00', 9],
    ['2026-11-01T01:00:00+01:00', 8],
  ])('over a change of the clocks are as long as they are (%s)', (at, hours) => {
    const night = calendarOf({ timeZone: 'Europe/Berlin' }).shiftAt(ms(at));
    expect(night?.id).toBe('3');
    expect(((night?.toMs ?? 0) - (night?.fromMs ?? 0)) / 3_600_000).toBe(hours);
  });

  test('that begin in an hour that the clocks skip begin with the jump, without a gap', () => {
    const calendar = calendarOf({
      timeZone: 'Europe/Berlin',
      shifts: [
        { id: 'a', start: '22:00', end: '02:30' },
        { id: 'b', start: '02:30', end: '03:00' },
        { id: 'c', start: '03:00', end: '22:00' },
      ],
    });
    const jump = ms('2026-03-29T01:00:00Z');
    expect(calendar.shiftsIn({ fromMs: jump - 1, toMs: jump + 1 })).toMatchObject([
      { id: 'a', toMs: jump },
      { id: 'c', fromMs: jump },
    ]);
  });

  test('do not begin on a holiday, but the night before it ends as usual', () => {
    const calendar = calendarOf({ holidays: [{ date: '2026-09-02', name: 'Quốc khánh' }] });
    expect(planOf(calendar, '2026-09-02T05:00:00+07:00', '2026-09-03T07:00:00+07:00')).toEqual([
      'work 3 60',
      'not_scheduled 1440',
      'work 1 60',
    ]);
  });

  test('of an exception replace those of the day', () => {
    const calendar = calendarOf({
      exceptions: [{ date: '2026-11-22', shifts: [{ id: 'extra', start: '08:00', end: '12:00' }] }],
    });
    expect(planOf(calendar, '2026-11-22T06:00:00+07:00', '2026-11-22T23:00:00+07:00')).toEqual([
      'not_scheduled 120',
      'work extra 240',
      'not_scheduled 660',
    ]);
  });

  test('change from the day on which a later document counts; the night before it is not cut short', () => {
    const later = {
      effectiveFrom: '2026-07-01',
      shifts: [{ id: 'day', start: '08:00', end: '17:00' }],
    };
    const interval = {
      fromMs: ms('2026-06-30T20:00:00+07:00'),
      toMs: ms('2026-07-02T00:00:00+07:00'),
    };
    for (const calendar of [calendarOf({}, later), calendarOf(later, {})]) {
      expect(calendar.shiftsIn(interval).map(({ id, date }) => `${id} ${date}`)).toEqual([
        '2 2026-06-30',
        '3 2026-06-30',
        'day 2026-07-01',
      ]);
    }
  });

  test('still running when the shifts of a later document begin end there', () => {
    const later = {
      effectiveFrom: '2026-07-01',
      shifts: [{ id: 'all', start: '00:00', end: '00:00' }],
    };
    const midnight = ms('2026-07-01T00:00:00+07:00');
    expect(
      calendarOf({}, later).shiftsIn({ fromMs: midnight - 1, toMs: midnight + 1 }),
    ).toMatchObject([{ id: '3', toMs: midnight }, { id: 'all' }]);
  });

  test('are none where none runs', () => {
    const calendar = calendarOf({
      shifts: [{ id: 'day', start: '08:00', end: '17:00', weekdays: workdays }],
    });
    const saturday = ms('2026-11-21T10:00:00+07:00');
    expect(calendar.shiftAt(saturday)).toBeUndefined();
    expect(calendar.nextShift(saturday)?.date).toBe('2026-11-23');
    expect(calendar.previousShift(saturday)?.date).toBe('2026-11-20');
  });
});

describe('planned time', () => {
  test('tells work, breaks and planned stops apart; a planned stop weighs more than a break', () => {
    const calendar = calendarOf({
      plannedStops: [
        { name: 'cleaning', weekdays: ['mon'], start: '10:15', end: '11:00' },
        {
          name: 'PM',
          from: '2026-11-23T12:00:00+07:00',
          to: '2026-11-23T13:00:00+07:00',
          maintenance: true,
        },
        { name: 'other line', line: 'BD1/SMT/SMT1', start: '07:00', end: '08:00' },
      ],
    });
    const day = ['2026-11-23T06:00:00+07:00', '2026-11-23T14:00:00+07:00'] as const;
    const expected = [
      'work 1 240',
      'break 1 15',
      'planned_stop 1 cleaning 45',
      'work 1 60',
      'planned_stop 1 PM 60',
      'work 1 60',
    ];
    expect(planOf(calendar, ...day)).toEqual(expected);
    expect(planOf(calendar, ...day, 'BD1/ASM/ASM1')).toEqual(expected);
    expect(planOf(calendar, ...day, 'BD1/SMT/SMT1')).toEqual([
      'work 1 60',
      'planned_stop 1 other line 60',
      'work 1 120',
      ...expected.slice(1),
    ]);
  });

  test('has the break of a night shift after midnight', () => {
    expect(
      planOf(calendarOf({}), '2026-11-23T22:00:00+07:00', '2026-11-24T06:00:00+07:00'),
    ).toEqual(['work 3 240', 'break 3 30', 'work 3 210']);
  });

  test('covers any interval once, in any zone, however it is cut', () => {
    const instants = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
    const lengths = fc.array(fc.integer({ min: 1, max: 3 * 86_400_000 }), {
      minLength: 2,
      maxLength: 2,
    });
    const zones = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'UTC');
    const calendars = new Map(
      ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'UTC'].map((timeZone) => [
        timeZone,
        calendarOf(
          { timeZone, holidays: [{ date: '2026-03-29', name: 'x' }] },
          {
            timeZone,
            effectiveFrom: '2026-06-01',
            plannedStops: [{ name: 's', start: '01:00', end: '03:30' }],
          },
        ),
      ]),
    );
    fc.assert(
      fc.property(instants, lengths, zones, (fromMs, [first = 1, second = 1], zone) => {
        const [cutMs, toMs] = [fromMs + first, fromMs + first + second];
        const calendar = calendars.get(zone) ?? calendarOf({});
        const whole = calendar.plannedTime({ fromMs, toMs });
        expect(whole[0]?.fromMs).toBe(fromMs);
        expect(whole.at(-1)?.toMs).toBe(toMs);
        for (const [index, { fromMs: from, toMs: to, kind, shift }] of whole.entries()) {
          expect(to).toBeGreaterThan(from);
          if (index > 0) expect(from).toBe(whole[index - 1]?.toMs);
          expect(shift === undefined).toBe(kind === 'not_scheduled');
          expect(calendar.shiftAt(from)).toEqual(shift);
          expect(calendar.shiftAt(to - 1)).toEqual(shift);
        }
        const parts = [
          { fromMs, toMs: cutMs },
          { fromMs: cutMs, toMs },
        ];
        const pieces = parts.flatMap((part) => calendar.plannedTime(part));
        const total = (plan: typeof whole, kind: string) =>
          plan.reduce(
            (sum, piece) => sum + (piece.kind === kind ? piece.toMs - piece.fromMs : 0),
            0,
          );
        for (const kind of ['work', 'break', 'planned_stop', 'not_scheduled']) {
          expect(total(pieces, kind)).toBe(total(whole, kind));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the shift that a board shows', () => {
  const calendar = calendarOf({
    shifts: [{ id: 'day', start: '08:00', end: '17:00', weekdays: workdays }],
  });

  test('is the one that runs, and between shifts the one that ended last', () => {
    const friday = { id: 'day', date: '2026-11-20' };
    expect(shiftShownAt(calendar, ms('2026-11-20T16:59:59+07:00'))).toMatchObject(friday);
    expect(shiftShownAt(calendar, ms('2026-11-22T10:00:00+07:00'))).toMatchObject(friday);
  });

  test('is the day so far where there are no shifts', () => {
    const now = ms('2026-11-22T10:00:00+07:00');
    const { fromMs, toMs } = shiftShownAt(calendarOf({ shifts: [] }), now);
    expect({ fromMs, toMs }).toEqual({ fromMs: now - 86_400_000, toMs: now });
  });

  test('is that of the configuration where no calendar was set', () => {
    const shifts = [{ id: '1', start: '06:00', end: '18:00' }];
    const configured = createCalendar([calendarDocumentOf({ timeZone: 'Europe/Berlin', shifts })]);
    expect(shiftShownAt(configured, ms('2026-11-23T06:00:00+01:00'))).toEqual({
      id: '1',
      date: '2026-11-23',
      fromMs: ms('2026-11-23T06:00:00+01:00'),
      toMs: ms('2026-11-23T18:00:00+01:00'),
    });
  });
});
