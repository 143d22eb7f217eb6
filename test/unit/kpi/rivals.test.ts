import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../domain/calendar/calendar.ts';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { type CounterReading, piecesOf } from '../../../domain/kpi/counters.ts';
import { addElements } from '../../../domain/kpi/elements.ts';
import {
  type Inspection,
  measureFirstPass,
  measurePieces,
} from '../../../domain/kpi/measure-pieces.ts';
import { createTimeline } from '../../../domain/kpi/time/timeline.ts';
import { kpi, measure, minuteMs, minutes, plan, state } from './build.ts';

/** One test per published failure of another product; minutes are since the first shift's start. */
describe('what others get wrong about shifts and stops', () => {
  const twoShifts = [plan('work', 0, 480), plan('work', 480, 960)];

  test('a stop over the change of shift is charged to each shift with its own part (OpenMES, AeroMes)', () => {
    // Down from 07:30 to 08:45 of an 8 h shift: 30 minutes to the first, 45 to the second. OpenMES charges
    // 75 to the first; AeroMes loses it in both.
    const history = {
      spans: [
        state('producing', 0, 450),
        state('unscheduled_down', 450, 525),
        state('producing', 525, 960),
      ],
      plan: twoShifts,
    };
    const [first, second] = [measure(history, 0, 480), measure(history, 480, 960)];
    expect(minutes(first)).toMatchObject({ actualDelayTimeMs: 30, actualProductionTimeMs: 450 });
    expect(minutes(second)).toMatchObject({ actualDelayTimeMs: 45, actualProductionTimeMs: 435 });
    expect(kpi('availability', first).value).toBe(450 / 480);
    expect(kpi('availability', second).value).toBe(435 / 480);
    expect(kpi('availability', addElements(first, second)).value).toBe(885 / 960);
  });

  test('a stop overnight belongs to the shift in which it was, by the local day (OpenMES 0.20, UTC container)', () => {
    const calendar = createCalendar([
      calendarDocument.parse({
        effectiveFrom: '2026-01-01',
        shifts: [{ id: 'night', start: '22:00', end: '06:00' }],
      }),
    ]);
    const at = Date.parse('2026-11-24T02:00:00+07:00'); // 19:00 UTC of the day before.
    expect(calendar.shiftAt(at)).toMatchObject({ id: 'night', date: '2026-11-23' });
  });

  test('hours of a shift that begins at half past six begin at half past (OpenMES)', () => {
    const calendar = createCalendar([
      calendarDocument.parse({
        effectiveFrom: '2026-01-01',
        shifts: [{ id: 'day', start: '06:30', end: '18:30' }],
      }),
    ]);
    expect(calendar.shiftAt(Date.parse('2026-11-24T06:30:00+07:00'))?.fromMs).toBe(
      Date.parse('2026-11-23T23:30:00Z'),
    );
  });

  test('overlapping stops are one stop, and availability is not negative (OEE-Designer #9, odoo #248381)', () => {
    // 0 to 40, 20 to 60 and 30 to 50 are 60 minutes, not 40 + 40 + 20 = 100 of 100.
    const history = {
      spans: [
        state('unscheduled_down', 0, 40, 'jam'),
        state('unscheduled_down', 20, 60, 'guard'),
        state('unscheduled_down', 30, 50, 'jam'),
        state('producing', 0, 100),
      ],
      plan: [plan('work', 0, 100)],
    };
    const elements = measure(history, 0, 100);
    expect(minutes(elements)).toMatchObject({ actualDelayTimeMs: 60, failureCount: 1 });
    expect(kpi('availability', elements).value).toBe(0.4);
  });

  test('no data is neither idle nor running, and a dead collector ends no later stop (OpenMES)', () => {
    const history = {
      spans: [
        state('producing', 0, 60),
        state('unscheduled_down', 90, 100),
        state('producing', 100, 120),
      ],
      plan: [plan('work', 0, 120)],
    };
    expect(minutes(measure(history, 0, 120))).toMatchObject({
      plannedBusyTimeMs: 120,
      actualProductionTimeMs: 80,
      actualDelayTimeMs: 10,
      noDataTimeMs: 30,
    });
    expect(kpi('availability', measure(history, 0, 120)).hints).toEqual(['no_data']);
  });

  test('a break is not productive, though the machine runs through it (OCA #1842)', () => {
    const history = {
      spans: [state('producing', 0, 480)],
      plan: [plan('work', 0, 240), plan('break', 240, 270), plan('work', 270, 480)],
    };
    const elements = measure(history, 0, 480);
    expect(minutes(elements)).toMatchObject({
      actualProductionTimeMs: 450,
      plannedBusyTimeMs: 450,
      unplannedProductionTimeMs: 30,
    });
    expect(kpi('availability', elements).value).toBe(1);
  });

  test('time without a shift is not a stop, and no shift of 480 minutes is made up (UMH #37, OpenMES)', () => {
    const history = {
      spans: [state('unscheduled_down', 0, 600)],
      plan: [plan('not_scheduled', 0, 600)],
    };
    const elements = measure(history, 0, 600);
    expect(minutes(elements)).toMatchObject({ notScheduledTimeMs: 600 });
    expect(elements.actualDelayTimeMs).toBe(0);
    expect(kpi('availability', elements)).toMatchObject({
      value: null,
      zero: ['plannedBusyTimeMs'],
    });
  });

  test('one shift of 24 hours and one of 12 are shifts (Sepasoft; SysOEE with 12 h in the code)', () => {
    const calendar = createCalendar([
      calendarDocument.parse({
        effectiveFrom: '2026-01-01',
        shifts: [{ id: 'all', start: '06:00', end: '06:00' }],
      }),
    ]);
    const shift = calendar.shiftAt(Date.parse('2026-11-24T05:00:00+07:00'));
    expect(((shift?.toMs ?? 0) - (shift?.fromMs ?? 0)) / minuteMs).toBe(1440);
  });

  test('a stop of exactly the threshold is no micro-stop, here and everywhere (SysOEE #35: <= and <)', () => {
    const classOf = (lengthMs: number) =>
      createTimeline({
        spans: [{ state: 'unscheduled_down', fromMs: 0, toMs: lengthMs }],
        microStopMs: 10 * minuteMs,
      }).spans[0]?.timeClass;
    expect(classOf(10 * minuteMs - 1)).toBe('micro_stop');
    expect(classOf(10 * minuteMs)).toBe('failure');
  });

  test('an equal state before or after is kept until it is needed, in any order (UMH #1706)', () => {
    // Producing at 0, producing at 10, down at 5 arriving last: the second producing still ends the stop.
    const history = {
      spans: [
        state('producing', 10, 20),
        state('producing', 0, 5),
        state('unscheduled_down', 5, 10),
      ],
      plan: [plan('work', 0, 20)],
    };
    expect(minutes(measure(history, 0, 20))).toMatchObject({
      actualProductionTimeMs: 15,
      actualDelayTimeMs: 5,
    });
  });
});

describe('what others get wrong about ratios', () => {
  test('effectiveness above 100 % is shown, with what to check (OpenMES and AeroMes cap it; SATL #81: 253 %)', () => {
    // 506 pieces of 60 s in 200 minutes: 506 / 200 = 2.53.
    const elements = {
      ...measurePieces([{ good: 506, reject: 0, plannedRunTimePerItemMs: 60_000 }]),
      actualProductionTimeMs: 200 * minuteMs,
    };
    expect(kpi('effectiveness', elements)).toMatchObject({
      value: 2.53,
      hints: ['check_planned_cycle'],
    });
  });

  test('two products count with their own cycles (OpenMES takes the most common one)', () => {
    // 100 of 60 s and 30 of 180 s are 190 minutes of 200; by the common cycle it were 130 of 200.
    const elements = {
      ...measurePieces([
        { good: 98, reject: 2, plannedRunTimePerItemMs: 60_000 },
        { good: 30, reject: 0, plannedRunTimePerItemMs: 180_000 },
      ]),
      actualProductionTimeMs: 200 * minuteMs,
    };
    expect(kpi('effectiveness', elements).value).toBe(0.95);
  });

  test('without a planned cycle there is no effectiveness, and no cycle of 1 minute (OpenMES)', () => {
    const elements = {
      ...measurePieces([{ good: 10, reject: 0, plannedRunTimePerItemMs: null }]),
      actualProductionTimeMs: 200 * minuteMs,
    };
    expect(kpi('effectiveness', elements)).toMatchObject({
      value: null,
      missing: ['plannedRunTimeMs'],
    });
  });

  test('milliseconds are kept, and nothing is rounded on the way (OpenMES minutes, odoo #218310)', () => {
    // Three stops of 59.999 s are 179.997 s, not 0 minutes.
    const stops = [0, 5, 10].map((from) => ({
      state: 'unscheduled_down' as const,
      fromMs: from * minuteMs,
      toMs: from * minuteMs + 59_999,
    }));
    const history = {
      spans: [...stops, state('producing', 0, 20)],
      plan: [plan('work', 0, 20)],
      microStopMinutes: 0,
    };
    const elements = measure(history, 0, 20);
    expect(elements.actualDelayTimeMs).toBe(179_997);
    expect(kpi('availability', elements).value).toBe(1_020_003 / 1_200_000);
  });

  test('a line is the sum of its stations, not the average of their percentages (SysOEE #40)', () => {
    // 480 of 480 minutes and 10 of 60 are 490 / 540 = 0.907; the average were 0.583.
    const wide = { plannedBusyTimeMs: 480 * minuteMs, actualProductionTimeMs: 480 * minuteMs };
    const narrow = { plannedBusyTimeMs: 60 * minuteMs, actualProductionTimeMs: 10 * minuteMs };
    expect(kpi('availability', addElements(wide, narrow)).value).toBe(490 / 540);
  });
});

describe('what others get wrong about counters', () => {
  const total = (id: string, atMs: number, count: number): CounterReading => ({
    id,
    atMs,
    kind: 'total',
    count,
  });
  const made = (readings: CounterReading[], fromMs: number, toMs: number): number =>
    piecesOf(readings)
      .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
      .reduce((sum, { count }) => sum + count, 0);

  test('a pulse exactly on the change of shift is counted once, in the shift that begins (OpenMES)', () => {
    const pulse = { id: 'p', atMs: 480, kind: 'delta', count: 1 } as const;
    expect([made([pulse], 0, 480), made([pulse], 480, 960)]).toEqual([0, 1]);
  });

  test('a reading that arrives late is no reset (OpenMES adds 9,990 pieces)', () => {
    // 9,980 at 10 s arrives after 9,990 at 20 s: 10 pieces, then 5.
    const readings = [total('a', 0, 9975), total('c', 20, 9990), total('b', 10, 9980)];
    expect(made(readings, 0, 100)).toBe(15);
  });

  test('a late reading stamped on arrival is no reset either', () => {
    const readings = [
      total('a', 0, 9975),
      total('b', 10, 9990),
      total('c', 20, 9980),
      total('d', 30, 9992),
    ];
    expect(made(readings, 0, 100)).toBe(17);
  });

  test('a resent batch counts once (OpenMES has no message id)', () => {
    const batch = [total('a', 0, 10), total('b', 10, 14), total('c', 20, 20)];
    expect(made([...batch, ...batch], 0, 100)).toBe(10);
  });

  test('the count after a day of silence is not dropped (OpenMES forgets the last value after a day)', () => {
    const day = 86_400_000;
    expect(made([total('a', 0, 100), total('b', 3 * day, 140)], 0, 4 * day)).toBe(40);
  });

  test('two counts in one millisecond are two (UMH countTable is unique by time)', () => {
    const count = { atMs: 5, kind: 'delta', count: 1 } as const;
    expect(
      made(
        [
          { ...count, id: 'a' },
          { ...count, id: 'b' },
        ],
        0,
        10,
      ),
    ).toBe(2);
  });

  test('two changes in one second are both kept (Sepasoft overwrites the first)', () => {
    expect(made([total('a', 1000, 1), total('b', 1400, 2), total('c', 1800, 3)], 1000, 2000)).toBe(
      2,
    );
  });

  test('pieces count when they are made, not when their batch is completed (OpenMES)', () => {
    const readings = [total('a', 0, 0), total('b', 100, 30), total('c', 600, 90)];
    expect([made(readings, 0, 480), made(readings, 480, 960)]).toEqual([30, 60]);
  });

  test('a retest does not overwrite the first result of a unit (UMH productTagTable keeps one)', () => {
    // Two units, one fails and passes later: 3 judgements, 2 good pieces; of 2 first passes 1 was good.
    const judged = (unit: string, atMs: number, hasPassed: boolean): Inspection => {
      return { id: `${unit} ${atMs}`, unit, atMs, hasPassed };
    };
    const history = [judged('U-1', 1, false), judged('U-2', 2, true), judged('U-1', 9, true)];
    const whole = measureFirstPass(history, { fromMs: 0, toMs: 10 });
    expect(whole).toEqual({ inspectedParts: 2, goodParts: 1 });
    expect(kpi('first_pass_yield', whole).value).toBe(0.5);
    // In the hour of the retest alone nothing was inspected for the first time.
    expect(measureFirstPass(history, { fromMs: 5, toMs: 10 }).inspectedParts).toBe(0);
  });
});
