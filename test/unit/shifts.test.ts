import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plantModel } from '../../domain/plant.ts';
import { nextShift, previousShift, shiftAt, shiftsIn } from '../../domain/shifts.ts';

const vietnam = plantModel.parse({ site: 'BD1', name: { vi: 'Bình Dương', en: 'Binh Duong' } });
const berlin = { ...vietnam, timeZone: 'Europe/Berlin' };

function shift(id: string, from: string, to: string) {
  return { id, fromMs: Date.parse(from), toMs: Date.parse(to) };
}

describe('the shift at an instant', () => {
  test('follows the local clock of the plant', () => {
    expect(shiftAt(vietnam, Date.parse('2026-11-23T08:00:00+07:00'))).toEqual(
      shift('1', '2026-11-23T06:00:00+07:00', '2026-11-23T14:00:00+07:00'),
    );
  });

  test('begins with its first millisecond and ends before its last', () => {
    expect(shiftAt(vietnam, Date.parse('2026-11-23T14:00:00+07:00')).id).toBe('2');
    expect(shiftAt(vietnam, Date.parse('2026-11-23T14:00:00+07:00') - 1).id).toBe('1');
  });

  test.each([
    '2026-11-23T22:00:00+07:00',
    '2026-11-23T23:59:59+07:00',
    '2026-11-24T00:00:00+07:00',
    '2026-11-24T05:59:59+07:00',
  ])('is the same night shift before and after midnight (%s)', (at) => {
    expect(shiftAt(vietnam, Date.parse(at))).toEqual(
      shift('3', '2026-11-23T22:00:00+07:00', '2026-11-24T06:00:00+07:00'),
    );
  });

  test.each([
    ['2026-03-29T01:00:00+01:00', '2026-03-28T22:00:00+01:00', '2026-03-29T06:00:00+02:00', 7],
    ['2026-10-25T01:00:00+02:00', '2026-10-24T22:00:00+02:00', '2026-10-25T06:00:00+01:00', 9],
  ])(
    'of the night when the clocks change lasts as long as people work (%s)',
    (at, from, to, hours) => {
      const night = shiftAt(berlin, Date.parse(at));
      expect(night).toEqual(shift('3', from, to));
      expect(night.toMs - night.fromMs).toBe(hours * 3_600_000);
    },
  );

  test('in a gap is the one that ended last', () => {
    const days = { ...vietnam, shifts: [{ id: 'day', start: '08:00', end: '17:00' }] };
    expect(shiftAt(days, Date.parse('2026-11-24T03:00:00+07:00'))).toEqual(
      shift('day', '2026-11-23T08:00:00+07:00', '2026-11-23T17:00:00+07:00'),
    );
  });

  test('of overlapping ones is the one that began last and still runs', () => {
    const shifts = [
      { id: 'day', start: '06:00', end: '18:00' },
      { id: 'help', start: '08:00', end: '10:00' },
    ];
    const plant = { ...vietnam, shifts };
    expect(shiftAt(plant, Date.parse('2026-11-23T09:00:00+07:00')).id).toBe('help');
    expect(shiftAt(plant, Date.parse('2026-11-23T11:00:00+07:00')).id).toBe('day');
  });

  test('that ends when it starts lasts a day', () => {
    const plant = { ...vietnam, shifts: [{ id: 'all', start: '07:00', end: '07:00' }] };
    expect(shiftAt(plant, Date.parse('2026-11-24T06:59:00+07:00'))).toEqual(
      shift('all', '2026-11-23T07:00:00+07:00', '2026-11-24T07:00:00+07:00'),
    );
  });
});

test('the shifts in a stretch are all that have a part in it', () => {
  const stretch = {
    fromMs: Date.parse('2026-11-23T13:00:00+07:00'),
    toMs: Date.parse('2026-11-26T06:00:00+07:00'),
  };
  expect(shiftsIn(vietnam, stretch).map(({ id }) => id)).toEqual([
    '1',
    '2',
    '3',
    '1',
    '2',
    '3',
    '1',
    '2',
    '3',
  ]);
});

test('shifts without gaps follow each other without gap or overlap, over every clock change', () => {
  const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
  const zones = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'Asia/Kolkata', 'UTC');
  fc.assert(
    fc.property(instants, zones, (ms, timeZone) => {
      const plant = { ...vietnam, timeZone };
      const now = shiftAt(plant, ms);
      expect(now.fromMs).toBeLessThanOrEqual(ms);
      expect(now.toMs).toBeGreaterThan(ms);
      expect(nextShift(plant, now).fromMs).toBe(now.toMs);
      expect(previousShift(plant, now).toMs).toBe(now.fromMs);
      expect(nextShift(plant, previousShift(plant, now))).toEqual(now);
    }),
    { numRuns: 300 },
  );
});
