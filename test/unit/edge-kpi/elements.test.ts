import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { type EdgeFile, edgeInMemory, plant } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const [press, eol] = [`${line}/PRESS`, `${line}/EOL`];
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const assembly = plantModel.parse({
  ...plant,
  lines: [
    {
      path: line,
      name,
      stations: [
        { path: press, name, counters: [{ name: 'strokes', modulus: 65_536 }] },
        { path: eol, name },
      ],
    },
  ],
});

const ms = (time: string) => Date.parse(`2026-11-23T${time}:00+07:00`);
let ids = 0;
function said(station: string, type: string, time: string, fields: object) {
  ids += 1;
  return factoryEvent.parse({ id: `e-${ids}`, type, at: ms(time), station, ...fields });
}
const state = (station: string, time: string, to: string, reason?: string) =>
  said(station, 'state_changed', time, { state: to, ...(reason === undefined ? {} : { reason }) });
const pass = (station: string, time: string, unit: string, more: object = {}) =>
  said(station, 'unit_processed', time, { unit, operation: 'OP', result: 'pass', ...more });
const target = (from: string, plannedCycleMs: number) =>
  factoryEvent.parse({
    id: `t-${from}`,
    type: 'target_set',
    at: ms('05:00'),
    line,
    effectiveFrom: ms(from),
    plannedCycleMs,
  });

/** A heartbeat a minute, the first and the last on the minute. */
function beats(station: string, from: string, to: string) {
  const count = (ms(to) - ms(from)) / 60_000 + 1;
  return Array.from({ length: count }, (_, n) =>
    said(station, 'heartbeat', from, { at: ms(from) + n * 60_000 }),
  );
}

type Asked = { readonly of?: string; readonly from: string; readonly to: string };
function elements({ context }: EdgeFile, { of, from, to }: Asked) {
  const ask = kpis.prepare({ ...context, plant: assembly });
  const window = { fromMs: ms(from), toMs: ms(to) };
  return ask({ line, station: of, by: [], ...window }).rows[0]?.elements ?? {};
}

describe('the elements of a time', () => {
  test('plan each piece as it was planned when it was made, when the cycle changes in the hour', () => {
    const file = edgeInMemory();
    file.record(target('05:00', 60_000), target('08:20', 50_000));
    file.record(pass(eol, '08:10', 'U-1'), pass(eol, '08:30', 'U-2'), pass(eol, '08:40', 'U-3'));
    const hour = elements(file, { from: '08:00', to: '09:00' });
    expect(hour.plannedRunTimeMs).toBe(60_000 + 2 * 50_000);
  });

  test('count a turn of a counter whose modulus the plant knows', () => {
    const file = edgeInMemory();
    const read = (time: string, total: number) =>
      said(press, 'counted', time, { counter: 'strokes', total });
    file.record(read('08:00', 65_530), read('08:30', 5));
    expect(elements(file, { of: press, from: '08:00', to: '09:00' }).producedQuantity).toBe(11);
  });

  test('have no pieces of a station that never told of any, and 0 of one that made none now', () => {
    const file = edgeInMemory();
    file.record(state(press, '06:00', 'producing'), pass(eol, '07:10', 'U-1'));
    const asked = { from: '08:00', to: '09:00' };
    expect(elements(file, { of: press, ...asked }).producedQuantity).toBeUndefined();
    expect(elements(file, { of: eol, ...asked }).producedQuantity).toBe(0);
  });

  test('take pieces from serials at any time, where a station has serials and a counter', () => {
    const file = edgeInMemory();
    const read = (time: string, total: number) =>
      said(eol, 'counted', time, { counter: 'cycles', total });
    file.record(pass(eol, '07:10', 'U-1'), read('07:00', 10), read('08:30', 14));
    expect(elements(file, { of: eol, from: '08:00', to: '09:00' }).producedQuantity).toBe(0);
  });

  test('take the first step from the first station of the flow, though it made nothing then', () => {
    const file = edgeInMemory();
    file.record(pass(press, '07:10', 'U-1'), pass(eol, '08:10', 'U-1'));
    expect(elements(file, { from: '08:00', to: '09:00' }).firstStepQuantity).toBe(0);
    expect(elements(file, { from: '07:00', to: '09:00' }).firstStepQuantity).toBe(1);
  });

  test('judge every board of a panel by itself, at its first pass', () => {
    const file = edgeInMemory();
    const boards = (...results: string[]) => ({
      result: results.includes('fail') ? 'fail' : 'pass',
      positions: results.map((result, index) => ({ position: String(index + 1), result })),
    });
    file.record(pass(eol, '08:10', 'PNL-1', boards('pass', 'fail', 'pass')));
    file.record(pass(eol, '08:20', 'PNL-1', boards('pass', 'pass', 'pass')));
    expect(elements(file, { from: '08:00', to: '09:00' })).toMatchObject({
      producedQuantity: 6,
      inspectedParts: 3,
      goodParts: 2,
      reworkQuantity: 3,
    });
  });

  test('give a repair its whole length, however long ago the machine broke and however often it says so', () => {
    const file = edgeInMemory();
    file.record(state(eol, '06:00', 'producing'), state(eol, '06:30', 'unscheduled_down'));
    file.record(state(eol, '09:00', 'unscheduled_down'), state(eol, '11:00', 'unscheduled_down'));
    file.record(state(eol, '13:30', 'producing'));
    const hour = elements(file, { of: eol, from: '13:00', to: '14:00' });
    expect([hour.repairCount, hour.timeToRepairMs]).toEqual([1, 7 * 3_600_000]);
  });

  test('keep what people say of the waiting of the bottleneck itself', () => {
    const file = edgeInMemory();
    file.record(state(eol, '06:00', 'producing'), state(eol, '08:00', 'standby_starved'));
    file.record(state(eol, '08:30', 'producing'));
    file.record(
      said(eol, 'stop_classified', '09:00', { from: ms('08:00'), reason: 'no_operator' }),
    );
    expect(elements(file, { from: '08:00', to: '09:00' })).toMatchObject({
      actualDelayTimeMs: 1_800_000,
      starvedTimeMs: 0,
    });
  });

  test('know nothing of a station since it was last heard, until what it kept arrives', () => {
    let nowMs = ms('06:00');
    const file = edgeInMemory(() => nowMs);
    file.record(state(eol, '06:00', 'producing'));
    nowMs = ms('06:30');
    file.record(said(eol, 'heartbeat', '06:30', {}));
    nowMs = ms('09:00');
    const from6to9 = { of: eol, from: '06:00', to: '09:00' };
    const minutes = (
      names: readonly ('actualProductionTimeMs' | 'noDataTimeMs' | 'failureTimeMs')[],
    ) => names.map((name) => (elements(file, from6to9)[name] ?? 0) / 60_000);
    const asked = ['actualProductionTimeMs', 'failureTimeMs', 'noDataTimeMs'] as const;
    expect(minutes(asked)).toEqual([30, 0, 150]);
    file.record(state(eol, '07:00', 'unscheduled_down'), state(eol, '08:00', 'producing'));
    expect(minutes(asked)).toEqual([120, 60, 0]);
  });

  test('know nothing of the hour in which a machine was dead, though it was producing before and after', () => {
    const file = edgeInMemory();
    const beat = (time: string) => said(eol, 'heartbeat', time, {});
    const asked = { of: eol, from: '08:00', to: '12:00' };
    const hours = () => {
      const { actualProductionTimeMs, failureTimeMs, noDataTimeMs } = elements(file, asked);
      return [actualProductionTimeMs, failureTimeMs, noDataTimeMs].map((ms) => (ms ?? 0) / 3.6e6);
    };
    file.record(state(eol, '08:00', 'producing'), ...beats(eol, '08:00', '10:00'));
    file.record(...beats(eol, '11:00', '12:00'));
    expect(hours()).toEqual([3, 0, 1]);
    // The line does what its output station does.
    const { noDataTimeMs } = elements(file, { from: asked.from, to: asked.to });
    expect(noDataTimeMs).toBe(3_600_000);

    // A beat that was kept tells that it was alive for a moment.
    file.record(beat('10:30'));
    expect(hours()).toEqual([3, 0, 1]);
    // What it kept of its states tells all.
    file.record(state(eol, '10:15', 'unscheduled_down'), state(eol, '10:45', 'producing'));
    expect(hours()).toEqual([3.5, 0.5, 0]);
  });

  test('do not judge the pauses of a station that never beats', () => {
    const file = edgeInMemory();
    file.record(state(eol, '08:00', 'producing'), pass(eol, '10:00', 'U-1'));
    file.record(pass(eol, '11:00', 'U-2'));
    const { noDataTimeMs } = elements(file, { of: eol, from: '08:00', to: '11:00' });
    expect(noDataTimeMs).toBe(0);
  });

  test('let a station be as quiet as it may be', () => {
    const quiet = { path: press, name, silentAfterMs: 3_600_000 };
    const plantOf = plantModel.parse({
      ...plant,
      lines: [{ path: line, name, stations: [quiet] }],
    });
    const file = edgeInMemory();
    file.record(state(press, '08:00', 'producing'), ...beats(press, '08:00', '09:00'));
    file.record(...beats(press, '10:00', '10:30'), said(press, 'heartbeat', '11:31', {}));
    const ask = kpis.prepare({ ...file.context, plant: plantOf });
    const window = { fromMs: ms('08:00'), toMs: ms('11:31') };
    const reply = ask({ line, station: press, by: [], ...window });
    expect(reply.rows[0]?.elements.noDataTimeMs).toBe(61 * 60_000);
  });
});
