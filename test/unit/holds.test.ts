import { describe, expect, test } from 'vitest';
import { checkRequest } from '../../domain/check.ts';
import { type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import { object } from '../../edge/objects/object.ts';
import { check } from '../../edge/queries/check.ts';
import { type EdgeFile, edgeInMemory } from '../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/GLUE';
let next = 0;

function said(minute: number, fields: object): FactoryEvent {
  const at = Date.UTC(2026, 10, 23, 1, minute);
  return factoryEvent.parse({ id: `said-${next++}`, at, ...fields });
}

const mounted = (minute: number, lot: string) =>
  said(minute, { type: 'lot_mounted', station, slot: 'GLUE', lot });
const started = (unit: string, item: string) => said(1, { type: 'unit_started', unit, item });
const passed = (minute: number, unit: string) =>
  said(minute, {
    type: 'unit_processed',
    station,
    unit,
    operation: 'GLUE',
    result: 'pass',
    startedAt: Date.UTC(2026, 10, 23, 1, minute) - 5000,
  });
const held = (minute: number, covers: object) =>
  said(minute, {
    type: 'hold_placed',
    hold: 'H-1',
    reason: 'viscosity',
    severity: 'major',
    by: 'qa.linh',
    ...covers,
  });
const released = (minute: number, more: object = {}) =>
  said(minute, {
    type: 'hold_released',
    hold: 'H-1',
    disposition: 'use_as_is',
    reason: 'second sample',
    by: 'qa.linh',
    ...more,
  });

function factory(...events: FactoryEvent[]): EdgeFile {
  const file = edgeInMemory();
  file.record(...events);
  return file;
}

function reasons(
  file: EdgeFile,
  asked: { unit: string } | { lot: string } | { container: string },
): string[] {
  const request = checkRequest.parse({ station: 'BD1/PCK/PCK1/PACK', ...asked });
  return check
    .prepare(file.context)(request)
    .reasons.map(({ message }) => message);
}

function allowed(file: EdgeFile, units: readonly string[]): string[] {
  return units.filter((unit) => reasons(file, { unit }).length === 0);
}

/** G-1 until minute 10, then G-2; U-1 to U-4 pass at minutes 3, 8, 13 and 18. */
const twoPots = [
  mounted(0, 'G-1'),
  ...['U-1', 'U-3'].map((unit) => started(unit, 'SPK-A')),
  ...['U-2', 'U-4'].map((unit) => started(unit, 'SPK-B')),
  passed(3, 'U-1'),
  passed(8, 'U-2'),
  mounted(10, 'G-2'),
  passed(13, 'U-3'),
  passed(18, 'U-4'),
];
const units = ['U-1', 'U-2', 'U-3', 'U-4'];

describe('a hold on all that came from a lot', () => {
  const hold = held(20, { selection: { tracedFrom: 'lot:G-1' } });

  test('stops the lot and the units that it went into, and no others', () => {
    const file = factory(...twoPots, hold);
    expect(allowed(file, units)).toEqual(['U-3', 'U-4']);
    expect(reasons(file, { lot: 'G-1' })).toEqual([
      'hold H-1, which covers all that came from lot:G-1: viscosity',
    ]);
    expect(reasons(file, { lot: 'G-2' })).toEqual([]);
  });

  test('stops a unit that is made of it later, or whose passage arrives later', () => {
    const file = factory(hold, ...twoPots, passed(5, 'U-5'));
    expect(allowed(file, [...units, 'U-5'])).toEqual(['U-3', 'U-4']);
  });

  test('stops what such a unit was built into', () => {
    const installed = said(25, {
      type: 'component_installed',
      station,
      unit: 'BOX-1',
      component: 'unit:U-1',
    });
    expect(allowed(factory(...twoPots, installed, hold), ['BOX-1'])).toEqual([]);
  });

  test('stops the carton and the pallet that one of them is in, and no others', () => {
    const packed = (container: string, ...contents: string[]) =>
      said(30, { type: 'packed', container, contents });
    const file = factory(
      ...twoPots,
      hold,
      packed('C-1', 'unit:U-2', 'unit:U-3'),
      packed('C-2', 'unit:U-4'),
      packed('P-1', 'container:C-1'),
    );
    const containers = ['C-1', 'P-1', 'C-2'].map(
      (container) => reasons(file, { container }).length,
    );
    expect(containers).toEqual([1, 1, 0]);
  });

  test('ends for all, or for one unit that was judged by itself', () => {
    expect(allowed(factory(...twoPots, hold, released(30)), units)).toEqual(units);
    const one = released(30, { objects: ['unit:U-1'] });
    expect(allowed(factory(...twoPots, hold, one), units)).toEqual(['U-1', 'U-3', 'U-4']);
  });

  test('is gone when it is taken back', () => {
    const retracted = said(40, { type: 'event_retracted', event: hold.id, reason: 'other pot' });
    expect(allowed(factory(...twoPots, hold, retracted), units)).toEqual(units);
  });

  test('is shown with the unit, and says what it covers', () => {
    const ask = object.prepare(factory(...twoPots, hold).context);
    const { holds } = ask({ object: 'unit:U-1' as Parameters<typeof ask>[0]['object'] });
    expect(holds).toEqual([
      {
        hold: 'H-1',
        reason: 'viscosity',
        severity: 'major',
        since: new Date(Date.UTC(2026, 10, 23, 1, 20)).toISOString(),
        selection: { tracedFrom: 'lot:G-1' },
      },
    ]);
  });
});

describe('a hold by conditions', () => {
  const hold = (selection: object) => factory(...twoPots, held(20, { selection }));
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();

  test('stops what meets all of them', () => {
    expect(allowed(hold({ tracedFrom: 'lot:G-1', item: 'SPK-A' }), units)).toEqual([
      'U-2',
      'U-3',
      'U-4',
    ]);
    expect(allowed(hold({ item: 'SPK-B' }), units)).toEqual(['U-1', 'U-3']);
  });

  test('stops who passed a station or line in a bad quarter of an hour', () => {
    const window = { from: at(6), to: at(15) };
    expect(allowed(hold({ station, ...window }), units)).toEqual(['U-1', 'U-4']);
    expect(allowed(hold({ line: 'BD1/ASM/ASM1', ...window }), units)).toEqual(['U-1', 'U-4']);
    expect(allowed(hold({ line: 'BD1/ASM/ASM', ...window }), units)).toEqual(units);
    expect(allowed(hold(window), units)).toEqual(['U-1', 'U-4']);
  });

  test('stops who may have passed then, by what the clocks leave open', () => {
    expect(allowed(hold({ station, from: at(3), to: at(3) }), units)).not.toContain('U-1');
  });

  test('stops the carton of a unit that passed then, and names the unit', () => {
    const packed = said(19, {
      type: 'packed',
      container: 'C-1',
      contents: ['unit:U-1', 'unit:U-2'],
    });
    const covers = { selection: { station, from: at(6), to: at(15) } };
    const [reason] = reasons(factory(...twoPots, packed, held(20, covers)), { container: 'C-1' });
    expect(reason).toMatch(/^hold H-1 on unit:U-2, which covers all that passed station/);
  });

  test('must have one', () => {
    expect(() => held(0, { selection: {} })).toThrow(/at least one of tracedFrom/);
    expect(() => held(0, { selection: { from: at(2), to: at(1) } })).toThrow(/not before `from`/);
  });
});

describe('a hold on a part', () => {
  test('stops the unit that it was built into, until it is taken out', () => {
    const installed = said(5, {
      type: 'component_installed',
      station,
      unit: 'BOX-1',
      component: 'unit:PCB-1',
    });
    const hold = held(10, { objects: ['unit:PCB-1'] });
    const removed = said(15, {
      type: 'component_removed',
      station,
      unit: 'BOX-1',
      component: 'unit:PCB-1',
      reason: 'held',
    });
    expect(reasons(factory(installed, hold), { unit: 'BOX-1' })).toEqual([
      'hold H-1 on unit:PCB-1: viscosity',
    ]);
    expect(reasons(factory(installed, hold, removed), { unit: 'BOX-1' })).toEqual([]);
  });

  test('stops the unit under its new label, and under its old one', () => {
    const relabelled = said(5, { type: 'unit_relabelled', unit: 'NEW-1', previous: 'OLD-1' });
    const names = [{ unit: 'OLD-1' }, { unit: 'NEW-1' }];
    for (const of of ['unit:OLD-1', 'unit:NEW-1']) {
      const file = factory(relabelled, held(10, { objects: [of] }));
      expect(names.map((name) => reasons(file, name).length)).toEqual([1, 1]);
    }
  });

  test('stops the boards of a panel that is held', () => {
    const split = said(5, {
      type: 'panel_separated',
      unit: 'P-1',
      positions: [{ position: '1', unit: 'B-1' }],
    });
    const file = factory(split, held(10, { objects: ['unit:P-1'] }));
    expect(allowed(file, ['B-1'])).toEqual([]);
  });

  test('is found by the station that the panel of a board passed', () => {
    const board = said(5, {
      type: 'panel_separated',
      unit: 'P-1',
      positions: [{ position: '1', unit: 'B-1', item: 'PCB' }],
    });
    const file = factory(
      passed(3, 'P-1'),
      board,
      held(10, { selection: { station, item: 'PCB' } }),
    );
    expect(allowed(file, ['B-1'])).toEqual([]);
  });

  test('is told once with the carton that it was packed into', () => {
    const packed = said(5, { type: 'packed', station, container: 'C-1', contents: ['unit:U-9'] });
    const hold = held(10, { objects: ['unit:U-9'] });
    const ask = object.prepare(factory(packed, hold).context);
    const { holds } = ask({ object: 'container:C-1' as Parameters<typeof ask>[0]['object'] });
    expect(holds.map(({ hold: id, on }) => [id, on])).toEqual([['H-1', 'unit:U-9']]);
  });
});
