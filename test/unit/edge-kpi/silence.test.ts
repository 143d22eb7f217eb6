import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { shift } from '../../../edge/kpi/shift.ts';
import { lines } from '../../../edge/lines/lines.ts';
import { stops } from '../../../edge/stops/stops.ts';
import { edgeOnDisk } from '../../support/edge-on-disk.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const ms = (time: string) => Date.parse(`2026-11-23T${time}:00+07:00`);
const iso = (time: string) => new Date(ms(time)).toISOString();
const said = (type: string, atMs: number, fields: object = {}) =>
  factoryEvent.parse({ id: `${type}-${atMs}`, type, at: atMs, station, ...fields });
const state = (time: string, to: string) => said('state_changed', ms(time), { state: to });
/** A heartbeat a minute, the first and the last on the minute. */
const beats = (from: string, to: string) =>
  Array.from({ length: (ms(to) - ms(from)) / 60_000 + 1 }, (_, n) =>
    said('heartbeat', ms(from) + n * 60_000),
  );

function plantAt(time: string) {
  let nowMs = ms(time);
  const file = edgeOnDisk(() => nowMs);
  const ask = shift.prepare(file.context);
  return {
    file,
    passTo: (later: string) => {
      nowMs = ms(later);
    },
    shiftOne: () => ask({ line, shift: '2026-11-23/1' }),
  };
}
const idsOf = ({ because }: { readonly because: readonly { readonly id: string }[] }) =>
  because.map(({ id }) => id);

test('beats that fill a silence after the shift closed make a revision, and are the reasons', () => {
  const { file, passTo, shiftOne } = plantAt('14:00');
  file.record(state('06:00', 'producing'), ...beats('06:00', '08:00'), ...beats('12:00', '14:00'));
  passTo('14:02');
  expect(shiftOne()).toMatchObject({ revision: 1, changes: [], values: { availability: 0.5 } });

  passTo('14:30');
  file.record(beats('08:01', '11:59'));
  const revised = shiftOne();
  expect(revised.revision).toBe(2);
  expect(idsOf(revised)).toEqual(beats('08:01', '11:59').map(({ id }) => id));
  expect(revised.changes.find(({ id }) => id === 'availability')).toEqual({
    id: 'availability',
    before: 0.5,
    after: 1,
  });
});

test('a machine that was dead as the shift closed, and comes back, changes nothing about it', () => {
  const { file, passTo, shiftOne } = plantAt('10:00');
  file.record(state('06:00', 'producing'), ...beats('06:00', '10:00'));
  passTo('14:10');
  const closed = { revision: 1, changes: [], because: [], values: { availability: 0.5 } };
  expect(shiftOne()).toMatchObject(closed);
  passTo('15:00');
  file.record(beats('15:00', '15:00'));
  expect(shiftOne()).toMatchObject(closed);

  // What it sends of its time after the shift is no reason for anything in it.
  file.record(said('heartbeat', ms('14:30')));
  expect(shiftOne()).toMatchObject(closed);
  // A word from within the shift is.
  file.record(state('12:00', 'producing'));
  const revised = shiftOne();
  expect(idsOf(revised)).toEqual([`state_changed-${ms('12:00')}`]);
  expect(revised.values['availability']).toBe(1);
  expect(revised.changes.find(({ id }) => id === 'availability')?.before).toBe(0.5);
});

test('a stop lasts until its machine falls silent, and goes on when it is heard again', () => {
  const { file } = plantAt('12:00');
  file.record(state('06:00', 'producing'), state('09:30', 'unscheduled_down'));
  file.record(...beats('06:00', '10:00'), ...beats('11:00', '12:00'), state('11:20', 'producing'));
  const reply = stops.prepare(file.context)({
    ...{ below: line, fromMs: ms('06:00'), toMs: ms('12:00'), limit: 9 },
  });
  expect(reply.stops.map(({ from, to }) => [from, to])).toEqual([
    [iso('11:00'), iso('11:20')],
    [iso('09:30'), iso('10:00')],
  ]);
});

test('a state that a correction puts into a silence stands', () => {
  const { file } = plantAt('12:00');
  file.record(state('06:00', 'producing'), ...beats('06:00', '10:00'), ...beats('11:00', '12:00'));
  const { id, ...told } = state('11:00', 'unscheduled_down');
  const replacement = { ...told, id, at: ms('10:30') };
  file.record({ ...told, id });
  file.record(
    factoryEvent.parse({
      ...{ id: 'fix', type: 'event_corrected', at: ms('12:00') },
      ...{ event: id, reason: 'it broke earlier', replacement },
    }),
  );
  const reply = stops.prepare(file.context)({
    ...{ below: line, fromMs: ms('06:00'), toMs: ms('12:00'), limit: 9 },
  });
  expect(reply.stops.map(({ from, to }) => [from, to])).toEqual([[iso('10:30'), null]]);
});

test('the board shows the silence in the line and since when the station is back', () => {
  const { file } = plantAt('12:00');
  file.record(state('06:00', 'producing'), ...beats('06:00', '10:00'), ...beats('11:00', '12:00'));
  const [shown] = lines.prepare(file.context)({}).lines;
  expect(shown?.timeline).toEqual([
    { state: 'producing', from: iso('06:00'), to: iso('10:00') },
    { state: 'no_data', from: iso('10:00'), to: iso('11:00') },
    { state: 'producing', from: iso('11:00'), to: iso('12:00') },
  ]);
  expect(shown?.stations[0]).toMatchObject({ state: 'producing', since: iso('11:00') });
});
