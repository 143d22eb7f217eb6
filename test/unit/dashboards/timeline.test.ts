import { describe, expect, test } from 'vitest';
import { laneOf } from '../../../dashboards/src/timeline/lanes.ts';
import { type HistoryEntry, lifeOf, specialOf } from '../../../dashboards/src/timeline/life.ts';
import {
  marksOf,
  moved,
  placeIn,
  ticksOf,
  wholeOf,
  zoomed,
} from '../../../dashboards/src/timeline/view.ts';
import { factoryEvent } from '../../../domain/events/event.ts';

const startMs = Date.UTC(2026, 10, 23, 1);
const minute = 60_000;
const iso = (minutes: number) => new Date(startMs + minutes * minute).toISOString();

let lastSeq = 0;
/** An event at a minute of the shift, recorded at once unless said otherwise. */
function entry(
  minutes: number,
  said: { id: string; type: string; [field: string]: unknown },
  about: { recorded?: number; retracted?: boolean } = {},
): HistoryEntry {
  const { recorded = minutes, retracted = false } = about;
  lastSeq += 1;
  return {
    seq: lastSeq,
    recordedAt: iso(recorded),
    retracted,
    event: { at: iso(minutes), station: 'BD1/SMT/SMT1/PLACE', ...said },
  };
}

const standings = (history: readonly HistoryEntry[]) =>
  lifeOf(history).events.map(({ type, standing }) => [type, standing]);

describe('the life of an object', () => {
  test('has every kind of event in a lane of its own meaning', () => {
    const types = factoryEvent.options.map((option) => option.shape.type.value);
    const lanes = new Map(types.map((type) => [type, laneOf(type)]));
    expect(lanes.get('unit_processed')).toBe('process');
    expect(lanes.get('inspected')).toBe('tests');
    expect(lanes.get('lot_spliced')).toBe('joins');
    expect(lanes.get('hold_placed')).toBe('holds');
    expect(lanes.get('shipped')).toBe('logistics');
    expect(laneOf('event_of_a_later_version')).toBe('others');
  });

  test('shows what was corrected where it was said and where it truly happened', () => {
    const mount = { id: 'scan-1', type: 'lot_mounted', lot: 'R-1', slot: 'F1' };
    const history = [
      entry(0, mount, { retracted: true }),
      entry(30, {
        id: 'fix-1',
        type: 'event_corrected',
        event: 'scan-1',
        replacement: { ...mount, at: iso(-5), slot: 'F2' },
      }),
    ];
    expect(standings(history)).toEqual([
      ['lot_mounted', 'replacement'],
      ['lot_mounted', 'corrected'],
    ]);
    expect(lifeOf(history).events[0]?.atMs).toBe(startMs - 5 * minute);
  });

  test('takes the latest of several corrections, and none that was taken back', () => {
    const scan = { id: 'scan-1', type: 'unit_scrapped', unit: 'U' };
    const retracted = { id: 'fix-1', type: 'event_retracted', event: 'scan-1' };
    const corrected = {
      id: 'fix-2',
      type: 'event_corrected',
      event: 'scan-1',
      replacement: { ...scan, at: iso(0) },
    };
    const back = { id: 'fix-3', type: 'event_retracted', event: 'fix-2' };
    const first = entry(0, scan, { retracted: true });
    const isStruck = (...more: HistoryEntry[]) =>
      lifeOf([first, ...more]).events.find(({ seq }) => seq === first.seq)?.standing;
    expect(isStruck(entry(1, retracted))).toBe('retracted');
    expect(isStruck(entry(1, retracted), entry(2, corrected))).toBe('corrected');
    expect(isStruck(entry(2, corrected), entry(1, retracted))).toBe('corrected');
    expect(isStruck(entry(2, corrected), entry(1, retracted), entry(3, back))).toBe('retracted');
    expect(isStruck(entry(2, corrected), entry(3, back))).toBe('counts');
    expect(isStruck()).toBe('retracted'); // The edge says so, and what says why is elsewhere.
  });

  test('calls late what was recorded more than a minute after it happened', () => {
    const { events } = lifeOf([
      entry(0, { id: 'a', type: 'packed' }, { recorded: 1 }),
      entry(0, { id: 'b', type: 'packed' }, { recorded: 25 }),
    ]);
    expect(events.map(({ delayMs }) => delayMs)).toEqual([undefined, 25 * minute]);
    expect(specialOf(events)).toEqual([{ pattern: 'late', count: 1 }]);
  });

  test('draws what lasted, of what counts: steps, lots on their slot, holds that go on', () => {
    const { spans } = lifeOf([
      entry(5, { id: 'a', type: 'unit_processed', startedAt: iso(3) }),
      entry(6, { id: 'b', type: 'lot_mounted', slot: 'F1' }),
      entry(9, { id: 'c', type: 'lot_dismounted', slot: 'F1' }),
      entry(10, { id: 'd', type: 'lot_mounted', slot: 'F1' }),
      entry(11, { id: 'e', type: 'hold_placed', hold: 'H-1' }),
      entry(12, { id: 'f', type: 'hold_placed', hold: 'H-2' }),
      entry(13, { id: 'g', type: 'hold_released', hold: 'H-1' }),
      entry(14, { id: 'h', type: 'hold_placed', hold: 'H-3' }, { retracted: true }),
    ]);
    const at = (ms: number | undefined) => (ms === undefined ? 'open' : (ms - startMs) / minute);
    expect(spans.map(({ lane, fromMs, toMs }) => [lane, at(fromMs), at(toMs)])).toEqual([
      ['process', 3, 5],
      ['holds', 11, 13],
      ['holds', 12, 'open'],
      ['joins', 6, 9],
    ]);
  });
});

describe('the view of a life', () => {
  const life = lifeOf(
    Array.from({ length: 1000 }, (_, index) => entry(index, { id: `e-${index}`, type: 'packed' })),
  );
  const whole = wholeOf(life);

  test('shows every event once, however many stand close', () => {
    for (const gap of [0.001, 0.02, 0.3]) {
      const marks = marksOf(life.events, whole, gap);
      expect(marks.flatMap(({ events }) => events)).toEqual(life.events);
      expect(marks.length).toBeLessThanOrEqual(1 + 1 / gap);
    }
  });

  test('zooms around an instant that stays in its place, and never beyond the life', () => {
    const aroundMs = startMs + 400 * minute;
    const closer = zoomed(whole, whole, { by: 0.1, aroundMs });
    expect(placeIn(closer, aroundMs)).toBeCloseTo(placeIn(whole, aroundMs), 9);
    expect(marksOf(life.events, closer, 0).length).toBeLessThan(150);
    expect(zoomed(closer, whole, { by: 100 })).toEqual(whole);
    expect(moved(closer, whole, -1e12).fromMs).toBe(whole.fromMs);
    expect(moved(closer, whole, 1e12).toMs).toBe(whole.toMs);
    const closest = zoomed(whole, whole, { by: 0 });
    expect(closest.toMs - closest.fromMs).toBeGreaterThan(0);
  });

  test('has ticks at round times on the clock of the plant', () => {
    const days = { fromMs: startMs, toMs: startMs + 6 * 1440 * minute };
    const { at, unit } = ticksOf(days, 8, 'Asia/Ho_Chi_Minh');
    expect(unit).toBe('day');
    expect(at.map((ms) => new Date(ms).toISOString().slice(11))).toEqual(
      Array.from(at, () => '17:00:00.000Z'), // Midnight in Vietnam.
    );
    expect(at).toHaveLength(6);
  });
});
