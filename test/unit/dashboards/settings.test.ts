import { describe, expect, test } from 'vitest';
import { faultsIn, tidied, weekTemplates } from '../../../dashboards/src/calendar/draft.ts';
import { holidayNameOf, holidaysFrom } from '../../../dashboards/src/calendar/holidays.ts';
import { lunarDayOf } from '../../../dashboards/src/calendar/lunar.ts';
import { parseClock } from '../../../dashboards/src/clock/clock.ts';
import {
  coded,
  codeFor,
  faultsOf,
  inTreeOrder,
  moved,
  placed,
  type Reason,
} from '../../../dashboards/src/reason-tree/tree.ts';
import { differencesOf } from '../../../dashboards/src/settings/lines.ts';
import { readNumber } from '../../../dashboards/src/settings/number-field.tsx';
import { hintsOf } from '../../../dashboards/src/target-list/hints.ts';
import { changesOf, type Row, rowsAt } from '../../../dashboards/src/target-list/targets.ts';
import {
  type CalendarDocument,
  calendarDocument,
} from '../../../domain/calendar/calendar-document.ts';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { itemId } from '../../../domain/ids.ts';

describe('what people type', () => {
  test('is a time of day in any of the ways in which supervisors write it', () => {
    const typed = ['6', '06:00', '6h30', '630', '1830', '6.30', '24:00', '6:5', 'sáng'];
    expect(typed.map(parseClock)).toEqual([
      '06:00',
      '06:00',
      '06:30',
      '06:30',
      '18:30',
      '06:30',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is a number with the comma of Vietnam or the point of English', () => {
    const typed = ['28', '28,5', '28.5', '1.200', '1,200', '1.234,5', '0,125', '-3', '3 s', ''];
    expect(typed.map(readNumber)).toEqual([
      28,
      28.5,
      28.5,
      1200,
      1200,
      1234.5,
      0.125,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the draft of a calendar', () => {
  const draft = (more: Partial<CalendarDocument>): CalendarDocument => ({
    ...calendarDocument.parse({ effectiveFrom: '2026-12-01', shifts: [] }),
    ...more,
  });

  test.each(Object.entries(weekTemplates))(
    '%s: what a plant may begin with is sound',
    (_, shifts) => {
      const begun = draft({ shifts: [...shifts] });
      expect(faultsIn(begun)).toEqual(new Map());
      expect(calendarDocument.safeParse(tidied(begun)).success).toBe(true);
    },
  );

  test('says at the field what the edge would refuse', () => {
    const [first, second, third] = weekTemplates.three;
    if (!first || !second || !third) throw new Error('assertion failed: there are three shifts');
    const outside = { ...first, breaks: [{ start: '15:00', end: '15:30' }] };
    const early = { ...second, start: '13:00' };
    const found = faultsIn(
      draft({
        shifts: [outside, early, third],
        holidays: [{ date: '2027-01-01', name: ' ' }],
        exceptions: [{ date: '2027-01-01', shifts: [] }],
      }),
    );
    expect([...found.keys()].toSorted()).toEqual([
      'exceptions.0.date',
      'holidays.0.date',
      'shifts.0.breaks.0',
      'shifts.1',
    ]);
    expect(found.get('shifts.1')).toMatchObject([
      { kind: 'shifts_overlap', shift: '2', before: '1', day: 'mon' },
      ...['tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => ({ day })),
    ]);
  });

  test('knows the lunar new year of Vietnam, also where it is not that of China', () => {
    const newYears = [
      '2007-02-17', // In China a day later.
      '2020-01-25',
      '2023-01-22',
      '2024-02-10',
      '2025-01-29',
      '2026-02-17',
      '2027-02-06',
      '2028-01-26',
      '2029-02-13',
      '2030-02-02', // In China a day later.
    ];
    expect(newYears.map(lunarDayOf)).toEqual(newYears.map(() => '1-1'));
    // 2025 had two sixth months; the feast of the Hung kings came in the third.
    expect(['2025-07-25', '2025-04-07', '2026-04-26'].map(lunarDayOf)).toEqual([
      '6+-1',
      '3-10',
      '3-10',
    ]);
  });

  test('suggests public holidays by the sun and by the moon', () => {
    expect(holidayNameOf('2027-04-30')).toContain('Giải phóng');
    // The lunar new year of 2027 is 6 February; the tenth of the third month is 16 April.
    expect(holidayNameOf('2027-02-06')).toContain('mùng 1');
    expect(holidayNameOf('2027-02-05')).toContain('tất niên');
    expect(holidayNameOf('2027-04-16')).toContain('Hùng Vương');
    expect(holidayNameOf('2027-03-08')).toBeUndefined();
    expect(holidaysFrom('2026-11-24').length).toBe(10);
  });
});

describe('the tree of reasons', () => {
  const reason = (code: string, parent?: string, more: Partial<Reason> = {}): Reason => ({
    code,
    name: { vi: code, en: code },
    loss: 'other',
    alarms: [],
    ...(parent === undefined ? {} : { parent }),
    ...more,
  });
  const tree = [
    reason('machine'),
    reason('jam', 'machine'),
    reason('broken', 'machine'),
    reason('belt', 'broken'),
    reason('people'),
  ];
  const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code).join(' ');

  test('moves a group with all that stands below it, and stays where it cannot move', () => {
    expect(codes(moved(tree, 'people', -1))).toBe('people machine jam broken belt');
    expect(codes(moved(tree, 'machine', 1))).toBe('people machine jam broken belt');
    expect(codes(moved(tree, 'broken', -1))).toBe('machine broken belt jam people');
    expect(codes(moved(tree, 'machine', -1))).toBe(codes(tree));
  });

  test('puts what is dragged beside what it is dropped on, never under itself', () => {
    const dropped = placed(tree, 'people', 'belt');
    expect(codes(dropped)).toBe('machine jam broken people belt');
    expect(dropped.find(({ code }) => code === 'people')?.parent).toBe('broken');
    expect(codes(placed(tree, 'machine', 'belt'))).toBe(codes(tree));
  });

  test('lists each reason after its group, as the edge wants it', () => {
    expect(codes(inTreeOrder(tree.toReversed()))).toBe('people machine broken belt jam');
  });

  test('gives a new reason a code that nobody has', () => {
    expect(codeFor('Đứt dây đai', new Set())).toBe('dut_day_dai');
    expect(codeFor('Jam', new Set(['jam', 'jam_2']))).toBe('jam_3');
  });

  test('names new reasons when they are saved, and what stands below them', () => {
    const grown = [
      ...tree,
      { ...reason('new'), name: { vi: 'Điện', en: 'Power' } },
      { ...reason('new_2', 'new'), name: { vi: 'Mất điện', en: '' } },
      { ...reason('new_3', 'new'), name: { vi: 'Kẹt', en: 'Jam' } },
    ];
    const made = coded(grown, new Set(tree.map(({ code }) => code))).slice(tree.length);
    expect(made.map(({ code, parent }) => [code, parent])).toEqual([
      ['power', undefined],
      ['mat_dien', 'power'],
      ['jam_2', 'power'],
    ]);
  });

  test('lets an alarm classify for one reason, and a retired one give it up', () => {
    const both = [
      reason('a', undefined, { alarms: ['E1'] }),
      reason('b', undefined, { alarms: ['E1'] }),
    ];
    expect([...faultsOf(both).keys()]).toEqual(['b']);
    expect(faultsOf(both.map((one, n) => (n === 0 ? { ...one, retired: true } : one))).size).toBe(
      0,
    );
  });
});

describe('targets', () => {
  const line = linePath.parse('BD1/ASM/ASM1');
  const item = itemId.parse('SPK');
  const edition = (day: number, body: object) => ({
    effectiveFrom: `2026-11-0${day}T00:00:00.000Z`,
    body: { line, ...body },
  });

  test('send only what differs, and null for what was emptied or taken away', () => {
    const before: Row[] = [
      { line, plannedPerHour: 120, oee: 0.8 },
      { line, item, plannedCycleMs: 30_000 },
    ];
    expect(changesOf(before, [{ line, plannedPerHour: 100 }])).toEqual([
      { line, plannedPerHour: 100, oee: null },
      { line, item, plannedCycleMs: null },
    ]);
    expect(changesOf(before, before)).toEqual([]);
  });

  test('are what was said last of each value, until now', () => {
    const editions = [
      edition(4, { plannedPerHour: 90 }),
      edition(3, { plannedCycleMs: null }),
      edition(2, { plannedPerHour: 110 }),
      edition(1, { plannedCycleMs: 30_000, plannedPerHour: 120 }),
    ];
    expect(rowsAt(editions, Date.parse('2026-11-03T12:00:00Z'))).toEqual([
      { line, plannedPerHour: 110 },
    ]);
  });

  test('explain what is empty, impossible, or beaten by far', () => {
    const real = { fastMs: 25_000, medianMs: 30_000, count: 500 };
    const kinds = (row: Omit<Row, 'line'>) =>
      hintsOf({ line, ...row }, undefined, real).map(({ kind }) => kind);
    expect(kinds({})).toEqual(['no_cycle', 'no_plan']);
    expect(kinds({ plannedCycleMs: 60_000, plannedPerHour: 50 })).toEqual(['beaten']);
    expect(kinds({ plannedCycleMs: 10_000, plannedPerHour: 50 })).toEqual(['never_reached']);
    // A station that waits for others does not show how fast it is.
    const station = stationPath.parse(`${line}/GLUE`);
    expect(kinds({ station, plannedCycleMs: 10_000 })).toEqual([]);
    expect(kinds({ plannedCycleMs: 30_000, plannedPerHour: 121, taktMs: 29_000 })).toEqual([
      'plan_too_high',
      'slower_than_takt',
    ]);
    expect(kinds({ plannedCycleMs: 30_000, plannedPerHour: 120, oee: 0.99 })).toEqual(['oee_high']);
  });
});

test('two versions are told apart line by line', () => {
  const line = (key: string, value: string) => ({ key, label: key, value });
  expect(differencesOf([line('a', '1'), line('b', '2')], [line('b', '3'), line('c', '4')])).toEqual(
    [
      { key: 'b', label: 'b', before: '2', after: '3' },
      { key: 'c', label: 'c', before: undefined, after: '4' },
      { key: 'a', label: 'a', before: '1', after: undefined },
    ],
  );
});
