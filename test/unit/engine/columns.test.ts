import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Codes } from '../../../edge/engine-columns/codes.ts';
import { emptyNarrow, putNumber, valueAt } from '../../../edge/engine-columns/narrow.ts';
import { emptyTimes, putTime, timeAt } from '../../../edge/engine-columns/times.ts';
import {
  type Leaf,
  lowerBound,
  StationPassages,
  startMsOf,
} from '../../../edge/engine-memory/passages.ts';
import { Visits } from '../../../edge/engine-memory/visits.ts';
import { assumedPassageMs } from '../../../edge/trace/exposure.ts';

const dayMs = 86_400_000;
const beginMs = Date.UTC(2026, 0, 5);
/** Instants in a shift, and now and then one a year away. */
const instants = fc.oneof(
  { weight: 5, arbitrary: fc.nat(100_000) },
  fc.integer({ min: -400 * dayMs, max: 400 * dayMs }),
);

test('numbers of any size come back from the narrowest column that holds them', () => {
  const sizes = fc.constantFrom(0, 1, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 52);
  fc.assert(
    fc.property(fc.array(sizes, { minLength: 1, maxLength: 40 }), (values) => {
      const column = emptyNarrow();
      for (const [count, value] of values.entries()) {
        putNumber(column, count, { value, count, capacity: count + 1 });
      }
      expect(values.map((_, index) => valueAt(column, index))).toEqual(values);
    }),
  );
});

test('one number for all needs no column', () => {
  const column = emptyNarrow();
  for (let count = 0; count < 9; count++)
    putNumber(column, count, { value: 7, count, capacity: 9 });
  expect(column.values).toBeNull();
});

test('instants near and far, and those that never come, are kept exactly', () => {
  const times = fc.oneof(
    instants.map((ms) => beginMs + ms),
    fc.constant(Number.POSITIVE_INFINITY),
  );
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 40 }), times, (values, last) => {
      const column = emptyTimes();
      const put = (index: number, ms: number, count: number) =>
        putTime(column, index, { ms, count, capacity: 64 });
      for (const [count, ms] of values.entries()) put(count, ms, count);
      put(0, last, values.length);
      const wanted = [last, ...values.slice(1)];
      expect(wanted.map((_, index) => timeAt(column, index))).toEqual(wanted);
    }),
  );
});

describe('passages of a station', () => {
  const passages = fc.record({
    afterMs: instants,
    lastedMs: fc.option(fc.constantFrom(0, 10_000, 70_000, 7 * dayMs), { nil: Number.NaN }),
    unitId: fc.integer({ min: 1, max: 3 }),
    sourceId: fc.constantFrom(1, 1, 1, 300),
    recipeId: fc.constantFrom(0, 0, 0, 70),
  });

  test('late ones, far ones and removed ones leave them in order of time', () => {
    fc.assert(
      fc.property(fc.array(passages, { maxLength: 80 }), fc.nat(79), (added, gone) => {
        const station = new StationPassages();
        const all = added.map(({ afterMs, lastedMs, ...rest }) => {
          const atMs = beginMs + afterMs;
          return { ...rest, atMs, startedMs: atMs - lastedMs };
        });
        for (const passage of all) station.add(passage);
        const removed = all[gone];
        if (removed !== undefined) station.remove(removed.atMs, removed.unitId);
        const left = all.filter(
          ({ atMs, unitId }) => atMs !== removed?.atMs || unitId !== removed.unitId,
        );
        expect(rowsOf(station).sort(byAll)).toEqual(left.map(toRow).sort(byAll));
        const times = rowsOf(station).map(([atMs]) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  test('a leaf that is full gives half of it away when one comes late', () => {
    const station = new StationPassages();
    const rest = { unitId: 1, sourceId: 1, recipeId: 0, startedMs: Number.NaN };
    for (let nth = 0; nth < 5000; nth++) station.add({ ...rest, atMs: beginMs + nth * 1000 });
    station.add({ ...rest, atMs: beginMs + 500 });
    expect(station.leaves).toHaveLength(3);
    expect(
      rowsOf(station)
        .map(([atMs]) => atMs - beginMs)
        .slice(0, 4),
    ).toEqual([0, 500, 1000, 2000]);
    expect(rowsOf(station)).toHaveLength(5001);
  });
});

test('visits of a unit are found whenever they were', () => {
  const visit = fc.tuple(fc.constantFrom(1, 2, 255, 256, 700), fc.constantFrom(1, 300), instants);
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 40 }), (noted) => {
      const visits = new Visits();
      for (const [unit, station, ms] of noted) visits.add(unit, station, beginMs + ms);
      for (const unit of [1, 2, 3, 255, 256, 700]) {
        const found: string[] = [];
        visits.each(unit, (station, atMs) => found.push(`${station} ${atMs - beginMs}`));
        const wanted = noted.filter(([of]) => of === unit).map(([, at, ms]) => `${at} ${ms}`);
        expect(found.sort()).toEqual([...new Set(wanted)].sort());
      }
    }),
  );
});

test('an id is found by its text alone, whatever signs it has', () => {
  const codes = new Codes();
  const texts = Array.from({ length: 3000 }, (_, nth) => `Lô-"${nth}"\\é😀`);
  for (const [index, text] of texts.entries()) codes.set(index + 1, text);
  expect(texts.map((text) => codes.find(text, () => true))).toEqual(texts.map((_, at) => at + 1));
  expect(codes.of(1234)).toBe(texts[1233]);
  expect(codes.find('Lô-"1"', () => true)).toBe(0);
  expect(codes.find('x'.repeat(5000), () => true)).toBe(0);
});

test('ids of every length are copied whole, from a file too that has no room after the last', () => {
  const written = new Codes();
  const texts = Array.from({ length: 128 }, (_, nth) => 'é'.repeat(nth + 1));
  for (const [index, text] of texts.entries()) written.set(index + 1, text);
  const kept = written.save();
  const codes = new Codes();
  codes.restore({ ...kept, text: kept.text.slice(0, kept.lanes.end) });
  const bytes = kept.bytes.reduce((sum, ofId) => sum + ofId);
  const out = Buffer.alloc(bytes + 64);
  codes.copyTo(out, {
    ids: Uint32Array.from(texts, (_, index) => index + 1),
    runs: [0, texts.length, 0],
    targets: Uint32Array.of(0),
  });
  expect(JSON.parse(`[${out.toString('utf8', 0, bytes - 1)}]`)).toEqual(texts);
});

test('ids of one series lie side by side, whatever comes between them', () => {
  const codes = new Codes();
  for (let nth = 0; nth < 300; nth++) {
    codes.set(2 * nth + 1, `SMT1-${1000 + nth}`);
    codes.set(2 * nth + 2, `Lô-${nth}`);
  }
  const gaps = Array.from({ length: 299 }, (_, nth) => 2 * nth + 1).filter(
    (id) => codes.at[id + 2] !== (codes.at[id] ?? 0) + (codes.bytes[id] ?? 0),
  );
  expect(gaps.length).toBeLessThanOrEqual(2); // A lane was full.
});

test('passages far from any beat are found as well as those that keep one', () => {
  const instants = fc.uniqueArray(fc.integer({ min: 0, max: 200_000 }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(instants, fc.integer({ min: -10, max: 200_010 }), (ms, wantedMs) => {
      const passages = new StationPassages();
      for (const atMs of ms) passages.add({ ...passage, atMs });
      const [leaf] = passages.leaves as [Leaf]; // So few fit into one.
      expect(lowerBound(leaf, wantedMs)).toBe(ms.filter((atMs) => atMs < wantedMs).length);
    }),
  );
});

test('a lot and a unit with the same id are two', () => {
  const codes = new Codes();
  codes.set(1, 'X-1');
  codes.set(2, 'X-1');
  expect([1, 2].map((wanted) => codes.find('X-1', (id) => id === wanted))).toEqual([1, 2]);
});

const passage = { startedMs: Number.NaN, unitId: 1, sourceId: 1, recipeId: 0 };

type Row = readonly [atMs: number, unit: number, startMs: number];

function rowsOf({ leaves }: StationPassages): Row[] {
  return leaves.flatMap((leaf) => Array.from({ length: leaf.count }, (_, at) => rowAt(leaf, at)));
}

function rowAt(leaf: Leaf, at: number): Row {
  const atMs = leaf.baseMs + (leaf.at[at] ?? 0);
  return [atMs, leaf.unitId[at] ?? 0, startMsOf(leaf, at)];
}

function toRow({
  atMs,
  unitId,
  startedMs,
}: {
  atMs: number;
  unitId: number;
  startedMs: number;
}): Row {
  return [atMs, unitId, Number.isNaN(startedMs) ? atMs - assumedPassageMs : startedMs];
}

function byAll(a: Row, b: Row): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
