import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { kpiChange } from '../../../edge/kpi/change.ts';
import { edgeInMemory, plant } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const [press, eol] = [`${line}/PRESS`, `${line}/EOL`];
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const assembly = plantModel.parse({
  ...plant,
  lines: [{ path: line, name, stations: [press, eol].map((path) => ({ path, name })) }],
});
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const state = (station: string, time: string, to: string) =>
  factoryEvent.parse({
    ...{ id: `${station}-${time}`, type: 'state_changed', at: at(time), station, state: to },
  });
const piece = (time: string, result = 'pass') =>
  factoryEvent.parse({
    id: `p-${time}`,
    type: 'unit_processed',
    at: at(time),
    station: eol,
    unit: `U-${time}`,
    operation: 'EOL',
    result,
  });
const target = factoryEvent.parse({
  ...{ id: 't', type: 'target_set', at: at('05:00'), line, effectiveFrom: at('00:00') },
  plannedCycleMs: 600_000,
});

// 07:00 to 08:00: 6 good pieces of 10 minutes. 08:00 to 09:00: EOL waits 12 minutes for the PRESS, which is
// down for 9 of them, and stands 6 minutes itself; 4 pieces, one of them bad.
const history = [
  target,
  state(press, '06:00', 'producing'),
  state(eol, '06:00', 'producing'),
  ...['07:05', '07:15', '07:25', '07:35', '07:45', '07:55'].map((time) => piece(time)),
  state(press, '08:10', 'unscheduled_down'),
  state(eol, '08:10', 'standby_starved'),
  state(press, '08:19', 'producing'),
  state(eol, '08:22', 'producing'),
  state(eol, '08:40', 'unscheduled_down'),
  state(eol, '08:46', 'producing'),
  ...['08:05', '08:30', '08:50'].map((time) => piece(time)),
  piece('08:55', 'fail'),
];

function changeAt(params: { readonly from: string; readonly to: string }) {
  const file = edgeInMemory(() => Date.parse(at('10:00')));
  file.record(history);
  const window = { fromMs: Date.parse(at(params.from)), toMs: Date.parse(at(params.to)) };
  const context = { ...file.context, plant: assembly };
  return kpiChange.prepare(context)({ line, ...window, before: {} });
}

test('a worse hour is explained by the stations that stood, in minutes and pieces', () => {
  const { before, after, change, contributions } = changeAt({ from: '08:00', to: '09:00' });
  expect([before.oeeIndex, after.oeeIndex, change]).toEqual([
    1,
    expect.closeTo(0.5, 12),
    expect.closeTo(-0.5, 12),
  ]);
  expect(before).toMatchObject({ from: '2026-11-23T00:00:00.000Z', plannedBusyTimeMs: 3_600_000 });
  const words = contributions.map(({ station, loss, beforeMs, afterMs, lostPieces }) => [
    station.split('/').at(-1),
    loss,
    beforeMs / 60_000,
    afterMs / 60_000,
    Math.round((lostPieces ?? 0) * 10) / 10,
  ]);
  expect(words).toEqual([
    ['EOL', 'quality', 0, 10, 1],
    ['PRESS', 'failure', 0, 9, 0.9],
    ['EOL', 'failure', 0, 6, 0.6],
    ['EOL', 'starved', 0, 3, 0.3],
    // 42 minutes producing for 4 pieces of 10.
    ['EOL', 'speed', 0, 2, 0.2],
  ]);
  const sum = contributions.reduce((total, each) => total + each.change, 0);
  expect(sum).toBeCloseTo(change ?? Number.NaN, 12);
});

test('a time without planned work explains nothing, and says so', () => {
  const file = edgeInMemory(() => Date.parse(at('10:00')));
  file.record(history.slice(1));
  const window = { fromMs: Date.parse(at('08:00')), toMs: Date.parse(at('09:00')) };
  const ask = kpiChange.prepare({ ...file.context, plant: assembly });
  expect(ask({ line, ...window, before: {} })).toMatchObject({
    change: null,
    missing: ['plannedRunTimeMs'],
    contributions: [],
  });
});
