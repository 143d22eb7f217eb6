import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { losses } from '../../../edge/kpi/losses.ts';
import { shift } from '../../../edge/kpi/shift.ts';
import { throughput } from '../../../edge/kpi/throughput.ts';
import { edgeOnDisk } from '../../support/edge-on-disk.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const state = (time: string, to: string) =>
  factoryEvent.parse({ id: `s-${time}`, type: 'state_changed', at: at(time), station, state: to });
const passage = (time: string) =>
  factoryEvent.parse({
    id: `p-${time}`,
    type: 'unit_processed',
    at: at(time),
    station,
    unit: `U-${time}`,
    operation: 'EOL',
    result: 'pass',
  });
const target = factoryEvent.parse({
  id: 't-1',
  type: 'target_set',
  at: at('05:00'),
  line,
  effectiveFrom: at('00:00'),
  plannedPerHour: 10,
  plannedCycleMs: 360_000,
});

function plantAt(time: string) {
  let nowMs = Date.parse(at(time));
  const file = edgeOnDisk(() => nowMs);
  return {
    file,
    passTo: (later: string) => {
      nowMs = Date.parse(at(later));
    },
  };
}

test('a late stop changes a closed shift visibly: revision 2, with what changed and the event behind', () => {
  const { file, passTo } = plantAt('13:59');
  // 8 hours from 06:00 to 14:00, all producing as far as is known when the shift ends.
  file.record(target, state('06:00', 'producing'), passage('07:00'));
  passTo('14:30');
  const ask = shift.prepare(file.context);
  const params = { line, shift: '2026-11-23/1' };
  expect(ask(params)).toMatchObject({ isClosed: true, revision: 1, changes: [], because: [] });

  // The buffered stop of 08:00 to 10:00 arrives half an hour after the end.
  file.record([state('08:00', 'unscheduled_down'), state('10:00', 'producing')]);
  const revised = ask(params);
  expect(revised.revision).toBe(2);
  expect(revised.because.map(({ id, revision }) => [id, revision])).toEqual([
    ['s-08:00', 2],
    ['s-10:00', 2],
  ]);
  expect(revised.changes.find(({ id }) => id === 'availability')).toEqual({
    id: 'availability',
    before: 1,
    after: 0.75,
  });
  expect(revised.pareto).toEqual([
    { timeClass: 'failure', durationMs: 7_200_000, count: 1, cause: station },
  ]);

  passTo('15:00');
  file.record(passage('09:00'));
  expect(ask(params).revision).toBe(3);
});

const retracted = (id: string) =>
  factoryEvent.parse({
    ...{ id: `r-${id}`, type: 'event_retracted', at: at('14:20'), event: id, reason: 'typo' },
  });

test('what was retracted since a shift closed is among what it said when it closed', () => {
  const { file, passTo } = plantAt('13:59');
  file.record(state('06:00', 'producing'), state('10:00', 'unscheduled_down'));
  file.record(passage('07:00'), passage('08:00'));
  passTo('14:30');
  // Nothing is known of its last minute: it was heard at 13:59.
  file.record(retracted('s-10:00'), retracted('p-08:00'));
  const ask = shift.prepare(file.context);
  const { revision, retractions, changes } = ask({ line, shift: '2026-11-23/1' });
  expect([revision, retractions]).toEqual([2, 2]);
  const change = (id: string) => changes.find((each) => each.id === id);
  expect(change('availability')).toMatchObject({ before: 0.5, after: 479 / 480 });
  expect(change('mtbf')).toMatchObject({ before: 14_400_000, after: null });
});

test('a break that is taken back after the shift has closed makes a revision', () => {
  const { file, passTo } = plantAt('13:00');
  file.record(calendar('05:00', '2026-11-23', [{ start: '11:00', end: '11:30' }]));
  file.record(state('06:00', 'producing'), state('10:00', 'unscheduled_down'));
  passTo('14:30');
  file.record(retracted('c-05:00'));
  const { revision, changes } = shift.prepare(file.context)({ line, shift: '2026-11-23/1' });
  expect(revision).toBe(2);
  const availability = changes.find(({ id }) => id === 'availability');
  expect(availability).toMatchObject({ before: 4 / 7.5, after: 0.5 });
});

const calendar = (time: string, effectiveFrom: string, breaks: object[] = []) =>
  factoryEvent.parse({
    id: `c-${time}`,
    type: 'calendar_set',
    at: at(time),
    calendar: { effectiveFrom, shifts: [{ id: '1', start: '06:00', end: '14:00', breaks }] },
  });

test('a calendar that takes a break out of a closed shift makes a revision, and says what it was before', () => {
  const { file, passTo } = plantAt('14:00');
  const parts = [passage('07:00'), passage('08:00')];
  file.record(state('06:00', 'producing'), state('10:00', 'unscheduled_down'), ...parts);
  passTo('15:05');
  const ask = shift.prepare(file.context);
  const params = { line, shift: '2026-11-23/1' };
  expect(ask(params).revision).toBe(1);

  // Another plan for another day leaves the closed shift alone.
  file.record(calendar('15:01', '2026-11-30'));
  expect(ask(params)).toMatchObject({ revision: 1, changes: [] });

  // Half an hour of the four hours down was a break: 4 h of 7.5 h instead of 4 h of 8 h.
  file.record(calendar('15:02', '2026-11-23', [{ start: '11:00', end: '11:30' }]));
  const revised = ask(params);
  expect(revised.revision).toBe(2);
  expect(revised.because.map(({ type }) => type)).toEqual(['calendar_set']);
  expect(revised.changes.find(({ id }) => id === 'availability')).toEqual({
    id: 'availability',
    before: 0.5,
    after: 4 / 7.5,
  });
});

test('a planned cycle that is corrected afterwards makes a revision too', () => {
  const { file, passTo } = plantAt('14:00');
  file.record(target, state('06:00', 'producing'), passage('07:00'));
  passTo('14:30');
  file.record(
    factoryEvent.parse({
      id: 't-2',
      type: 'target_set',
      at: at('14:30'),
      line,
      effectiveFrom: at('05:00'),
      plannedCycleMs: 720_000,
    }),
  );
  const revised = shift.prepare(file.context)({ line, shift: '2026-11-23/1' });
  expect(revised.revision).toBe(2);
  expect(revised.changes.find(({ id }) => id === 'effectiveness')).toEqual({
    id: 'effectiveness',
    before: 1 / 80,
    after: 2 / 80,
  });
});

test('output is held against the plan hour by hour, and the hour that cannot be saved alarms', () => {
  const { file } = plantAt('08:54');
  const pieces = ['06:10', '06:20', '06:30', '06:40', '06:50', '07:10', '07:20', '07:30', '07:40'];
  file.record(target, state('06:00', 'producing'), ...pieces.map(passage));
  const reply = throughput.prepare(file.context)({ line });
  expect(reply.hours.map(({ good, planned }) => [good, planned])).toEqual(
    [5, 4, 0, 0, 0, 0, 0, 0].map((good) => [good, 10]),
  );
  expect(reply.planned).toBe(80);
  // 9 of 10 were due after 54 minutes; one more is the best that six minutes can do.
  expect(reply.pace).toEqual({ plannedNow: 9, behind: 9, atBest: 1, isAlarm: true });
  // (5 + 4) / 2 h over the 5 h 6 min that remain, on top of 9.
  expect(reply.forecast?.expected).toBeCloseTo(9 + 4.5 * 5.1, 9);
  expect(reply.taktMs).toBe(360_000);
});

test('losses are told apart by reason, and close with production to the planned time', () => {
  const { file } = plantAt('12:00');
  file.record(
    state('06:00', 'producing'),
    state('07:00', 'unscheduled_down'),
    state('07:01', 'producing'),
    state('08:00', 'standby_starved'),
    state('08:10', 'producing'),
    passage('07:30'),
  );
  const reply = losses.prepare(file.context)({
    line,
    fromMs: Date.parse(at('06:00')),
    toMs: Date.parse(at('09:00')),
  });
  expect(
    reply.pareto.map(({ timeClass, durationMs, count }) => [timeClass, durationMs, count]),
  ).toEqual([
    ['starved', 600_000, 1],
    ['micro_stop', 60_000, 1],
  ]);
});

test('losses of a station are its own, whatever the line does; an unknown one is not found', () => {
  const { file } = plantAt('12:00');
  const press = `${line}/PRESS`;
  const down = { ...state('07:30', 'unscheduled_down'), id: 'd-1', station: press };
  const up = { ...state('07:45', 'producing'), id: 'd-2', station: press };
  file.record(
    ...[state('06:00', 'producing'), passage('07:30')],
    ...[{ ...state('06:00', 'producing'), id: 'd-0', station: press }, down, up].map((said) =>
      factoryEvent.parse(said),
    ),
  );
  const ask = losses.prepare(file.context);
  const window = { line, fromMs: Date.parse(at('07:00')), toMs: Date.parse(at('08:00')) };
  expect(ask(window).pareto).toEqual([]);
  expect(ask({ ...window, station: press }).pareto).toEqual([
    { timeClass: 'failure', durationMs: 900_000, count: 1 },
  ]);
  expect(() => ask({ ...window, station: `${line}/NONE` })).toThrow('there is no station');
});

test('a reading of a counter, a meter or an order that comes late changes a closed shift as a stop does', () => {
  const { file, passTo } = plantAt('13:59');
  const said = (id: string, type: string, time: string, fields: object) =>
    factoryEvent.parse({ id, type, at: at(time), ...fields });
  const read = (time: string, total: number) =>
    said(`c-${time}`, 'counted', time, { station, counter: 'pieces', total });
  const metered = (time: string, delta: number) =>
    said(`e-${time}`, 'energy_metered', time, { station, meter: 'EM-1', delta });
  file.record(
    [target, state('06:00', 'producing'), read('06:00', 100), read('07:00', 160)],
    [metered('07:00', 6), said('o-1', 'order_started', '06:00', { order: 'WO-1', line })],
  );
  passTo('14:30');
  file.record([read('08:00', 220), metered('08:00', 3)]);
  file.record(said('o-2', 'order_completed', '10:00', { order: 'WO-1', line }));
  const { revision, because, changes } = shift.prepare(file.context)({
    line,
    shift: '2026-11-23/1',
  });
  expect([revision, because.map(({ id }) => id)]).toEqual([2, ['c-08:00', 'e-08:00', 'o-2']]);
  const change = (id: string) => changes.find((each) => each.id === id);
  // 60 pieces with 6 kWh in the 8 hours of an open order; then 120 with 9 kWh, the order ran for 4.
  expect(change('throughput_rate')).toMatchObject({ before: 60 / 8, after: 120 / 4 });
  expect(change('comprehensive_energy_consumption')).toMatchObject({ before: 0.1, after: 0.075 });
});
