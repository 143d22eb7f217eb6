import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { sumElements } from '../../../domain/kpi/elements.ts';
import { plantModel } from '../../../domain/plant.ts';
import type { KpiCut } from '../../../edge/api/contract/kpis.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { namesOf } from '../../../edge/projections-trace/names.ts';
import { type EdgeFile, edgeInMemory, plant } from '../../support/edge-file.ts';
import { disorder, labelDisorder } from '../../support/histories.ts';

const line = 'BD1/SMT/SMT1';
const stations = [`${line}/PRINT`, `${line}/PLACE`];
const [print = '', place = ''] = stations;
const name = { vi: 'SMT', en: 'SMT' };
const smt = plantModel.parse({
  ...plant,
  lines: [{ path: line, name, stations: stations.map((path) => ({ path, name })) }],
});
const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 10, 23);

let ids = 0;
function judged(station: string, unit: string, atMs: number, more: object = {}) {
  ids += 1;
  const step = { operation: 'OP', result: 'pass', ...more };
  const event = { id: `e-${ids}`, type: 'unit_processed', at: atMs, station, unit, ...step };
  return factoryEvent.parse(event);
}
const fail = { result: 'fail' };
function amended(type: string, event: string, more: object = {}) {
  ids += 1;
  return factoryEvent.parse({ id: `e-${ids}`, type, at: startMs, event, reason: 'typo', ...more });
}
function relabelled(unit: string, previous: string) {
  ids += 1;
  const event = { id: `e-${ids}`, type: 'unit_relabelled', at: startMs, unit, previous };
  return factoryEvent.parse(event);
}

type Window = { readonly fromMs: number; readonly toMs: number };
/** Parts inspected for the first time, and those of them that were good, by the path of the station. */
function firstPasses({ context }: EdgeFile, window: Window): Record<string, unknown> {
  const { rows } = kpis.prepare({ ...context, plant: smt })({ line, ...window, by: ['station'] });
  return Object.fromEntries(
    rows.map(({ station = '', elements }) => [
      station,
      [elements.inspectedParts, elements.goodParts],
    ]),
  );
}

const anyDisorder = fc.oneof(disorder, labelDisorder);
const month = { fromMs: startMs - 15 * dayMs, toMs: startMs + 15 * dayMs };

describe('the first passes of a month', () => {
  test('count each unit once, when it came to the station first, and each station by itself', () => {
    const file = edgeInMemory();
    file.record(
      [judged(print, 'U-1', startMs, fail), judged(print, 'U-2', startMs + 1000)],
      [judged(print, 'U-1', startMs + dayMs), judged(place, 'U-1', startMs + 2 * dayMs)],
    );
    expect(firstPasses(file, month)).toEqual({ [print]: [2, 1], [place]: [1, 1] });
    const after = { ...month, fromMs: startMs + dayMs };
    expect(firstPasses(file, after)).toEqual({ [print]: [0, 0], [place]: [1, 1] });
  });

  test('are others when an earlier one comes late, is taken back or is corrected', () => {
    const file = edgeInMemory();
    const [bad, good] = [judged(print, 'U-1', startMs, fail), judged(print, 'U-1', startMs + 7)];
    file.record(good);
    expect(firstPasses(file, month)[print]).toEqual([1, 1]);
    file.record(bad);
    expect(firstPasses(file, month)[print]).toEqual([1, 0]);
    file.record(amended('event_retracted', bad.id));
    expect(firstPasses(file, month)[print]).toEqual([1, 1]);
    const replacement = { ...judged(print, 'U-1', startMs + 7, fail), id: good.id };
    file.record(amended('event_corrected', good.id, { replacement }));
    expect(firstPasses(file, month)[print]).toEqual([1, 0]);
  });

  test('count a unit that is judged again under a new label once, told in any order', () => {
    const again = startMs + dayMs;
    const told = [
      judged(print, 'OLD', startMs, fail),
      relabelled('NEW', 'OLD'),
      judged(print, 'NEW', again),
    ];
    const [bad, renaming, good] = told;
    for (const order of [told, told.toReversed(), [bad, good, renaming]]) {
      const file = edgeInMemory();
      for (const event of order) if (event !== undefined) file.record(event);
      expect(firstPasses(file, month)[print]).toEqual([1, 0]);
      expect(firstPasses(file, { ...month, fromMs: again })[print]).toEqual([0, 0]);
      if (renaming !== undefined) file.record(amended('event_retracted', renaming.id));
      expect(firstPasses(file, month)[print]).toEqual([2, 1]);
    }
  });

  test('of two labels judged within a minute are those of the first', () => {
    const file = edgeInMemory();
    file.record(judged(print, 'OLD', startMs + 1), judged(print, 'NEW', startMs + 2, fail));
    file.record(relabelled('NEW', 'OLD'));
    const minute = { fromMs: startMs, toMs: startMs + 60_000 };
    expect(firstPasses(file, minute)[print]).toEqual([1, 1]);
  });

  test('do not count what was aborted or skipped', () => {
    const file = edgeInMemory();
    const places = [{ position: '1', result: 'pass' }];
    file.record(judged(print, 'U-1', startMs, { result: 'aborted' }));
    file.record(judged(print, 'U-1', startMs + 1, { result: 'skipped', positions: places }));
    file.record(judged(print, 'U-1', startMs + 2, fail));
    expect(firstPasses(file, month)[print]).toEqual([1, 0]);
  });

  test('are the worse of two at one instant, and of a panel its places', () => {
    const file = edgeInMemory();
    const board = (...results: string[]) => ({
      positions: results.map((result, n) => ({ position: `${n}`, result })),
    });
    file.record(judged(print, 'U-1', startMs), judged(print, 'U-1', startMs, fail));
    file.record(judged(place, 'PNL-1', startMs, board('pass', 'fail', 'pass')));
    expect(firstPasses(file, month)).toEqual({ [print]: [1, 0], [place]: [3, 2] });
  });

  test('are told by the order and the product of the unit, wherever it was judged first', () => {
    const file = edgeInMemory();
    const begun = (unit: string, order: string, item: string) =>
      factoryEvent.parse({
        ...{ id: `s-${unit}`, type: 'unit_started', at: startMs - 1, station: print },
        ...{ unit, order, item },
      });
    file.record(begun('U-1', 'WO-1', 'A'), begun('U-2', 'WO-2', 'B'), begun('U-3', 'WO-2', 'B'));
    file.record(judged(print, 'U-1', startMs, fail), judged(print, 'U-2', startMs + 1));
    file.record(judged(print, 'U-3', startMs + 2, fail), judged(print, 'U-1', startMs + dayMs));
    const ask = (by: 'order' | 'product', window: Window) =>
      kpis
        .prepare({ ...file.context, plant: smt })({ line, station: print, ...window, by: [by] })
        .rows.map(({ order, item, elements, values }) => [
          ...[order ?? item, elements.inspectedParts, elements.goodParts, elements.reworkQuantity],
          values['first_pass_yield']?.value,
        ]);
    expect(ask('order', month)).toEqual([
      ['WO-1', 1, 0, 1, 0],
      ['WO-2', 2, 1, 0, 0.5],
    ]);
    expect(ask('product', month)).toEqual([
      ['A', 1, 0, 1, 0],
      ['B', 2, 1, 0, 0.5],
    ]);
    // The day on which it was judged again is not the day of its first judgement.
    const after = { ...month, fromMs: startMs + dayMs };
    expect(ask('order', after)).toEqual([['WO-1', 0, 0, 1, null]]);
  });

  test('by order and by product add up to those of the station, after any disorder', () => {
    fc.assert(
      fc.property(anyDisorder, fc.nat(12 * 60_000), ({ arrival }, fromMs) => {
        const file = edgeInMemory();
        for (const event of arrival) file.record(event);
        const ask = kpis.prepare({ ...file.context, plant: smt });
        const window = { line, station: print, ...month, fromMs: startMs + fromMs };
        const sum = (by: readonly KpiCut[]) => {
          const { rows } = ask({ ...window, by });
          const { inspectedParts = 0, goodParts = 0 } = sumElements(
            rows.map((row) => row.elements),
          );
          return [inspectedParts, goodParts];
        };
        const whole = sum([]);
        expect([sum(['order']), sum(['product'])]).toEqual([whole, whole]);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('are those that all passages of all time tell, whatever came late, twice or was taken back', () => {
    const within = fc.tuple(fc.nat(12), fc.nat(20_000)).map(([step, ms]) => step * 60_000 + ms);
    fc.assert(
      fc.property(anyDisorder, within, within, ({ arrival }, one, other) => {
        const file = edgeInMemory();
        for (const event of arrival) file.record(event);
        const [fromMs, toMs] = [Math.min(one, other), Math.max(one, other)];
        const window = { fromMs: startMs + fromMs, toMs: startMs + toMs };
        expect(firstPasses(file, window)).toEqual(fromAllPassages(file, window));
        expect(firstPasses(file, month)).toEqual(fromAllPassages(file, month));
      }),
      { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) },
    );
  }, 120_000);
});

/** The same from every passage that stands, in the order in which they judge. */
function fromAllPassages({ db }: EdgeFile, { fromMs, toMs }: Window): Record<string, unknown> {
  type Row = Record<'unit' | 'atMs' | 'good' | 'reject', number> & { station: string };
  const rows = db
    .prepare<[], Row>(`
      SELECT s.path AS station, p.at_ms AS "atMs", p.good, p.reject,
        (WITH RECURSIVE ${namesOf('p.unit_id')} SELECT MIN(id) FROM name) AS unit
      FROM passage p JOIN station s ON s.id = p.station_id
      WHERE p.good + p.reject > 0 ORDER BY p.at_ms DESC, p.reject, p.good DESC`)
    .all();
  const told = new Set(rows.map(({ station }) => station));
  const firsts = [...new Map(rows.map((row) => [`${row.station} ${row.unit}`, row])).values()];
  return Object.fromEntries(
    stations.map((path) => {
      const own = firsts.filter(
        ({ station, atMs }) => station === path && atMs >= fromMs && atMs < toMs,
      );
      const good = own.reduce((sum, row) => sum + row.good, 0);
      const inspected = own.reduce((sum, row) => sum + row.good + row.reject, 0);
      return [path, told.has(path) ? [inspected, good] : [undefined, undefined]];
    }),
  );
}
