import { expect, test } from 'vitest';
import { objectRef } from '../../domain/object-ref.ts';
import { createEngine } from '../../edge/engine/engine.ts';
import type { TraceParams } from '../../edge/trace/params.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const minute = (minutes: number) => Date.UTC(2026, 10, 23, 8, minutes);
const station = 'BD1/SMT/SMT1/PLACE';
const on = (id: string, lot: string, at: number, slot = 'F1') => ({
  id,
  type: 'lot_mounted',
  at,
  station,
  lot,
  slot,
});
const off = (id: string, lot: string, at: number, slot = 'F1') => ({
  ...on(id, lot, at, slot),
  type: 'lot_dismounted',
});
const received = (lot: string) => ({
  id: `wms-${lot}`,
  type: 'lot_received',
  at: minute(-30),
  lot,
  item: 'CAP',
  quantity: { value: 4000, uom: '1' },
});
const passage = (unit: string, at: number) => ({
  id: `p-${unit}`,
  type: 'unit_processed',
  at,
  startedAt: at - 5000,
  station,
  unit,
  operation: 'PLACE',
  result: 'pass',
});

function deadEndsOf(
  lot: string,
  events: readonly object[],
  filters?: TraceParams['filters'],
): string[] {
  const edge = edgeInMemory();
  edge.recordMessages([message([received('R-1'), received('R-2'), ...events])]);
  const ask = trace.prepare(edge.context);
  const params = { object: objectRef.parse(`lot:${lot}`), direction: 'forward', filters } as const;
  const { completeness } = ask(params);
  const inMemory: unknown = JSON.parse(
    Buffer.from(createEngine(edge.context).list(params)).toString(),
  );
  expect(inMemory).toMatchObject({ completeness: { deadEnds: completeness.deadEnds } });
  expect(completeness.complete).toBe(completeness.deadEnds.length === 0);
  return completeness.deadEnds.map(({ object, reason }) => `${object} ${reason}`);
}

test('a lot that was taken off a slot on which nobody saw it put may be in units nobody can name', () => {
  const missing = ['lot:R-1 lot_taken_off_but_never_mounted'];
  expect(deadEndsOf('R-1', [off('d', 'R-1', minute(9))])).toEqual(missing);
  expect(deadEndsOf('R-1', [on('m', 'R-2', minute(0)), off('d', 'R-1', minute(9))])).toEqual(
    missing,
  );
});

test('a lot that was spliced away where nobody saw it put may be in units nobody can name', () => {
  const splice = {
    id: 's',
    type: 'lot_spliced',
    at: minute(9),
    station,
    slot: 'F1',
    from: 'R-1',
    to: 'R-2',
  };
  expect(deadEndsOf('R-1', [splice])).toEqual(['lot:R-1 lot_taken_off_but_never_mounted']);
  expect(deadEndsOf('R-2', [splice])).toEqual([]);
  expect(deadEndsOf('R-1', [on('m', 'R-1', minute(0)), splice])).toEqual([]);
});

test('a correction that names another lot as taken off counts like a scan', () => {
  const replacement = off('d', 'R-1', minute(9));
  const corrected = {
    event: 'd',
    type: 'event_corrected',
    at: minute(20),
    reason: 'label',
    replacement,
  };
  const events = [on('m', 'R-2', minute(0)), off('d', 'R-2', minute(9)), { id: 'x', ...corrected }];
  expect(deadEndsOf('R-1', events)).toEqual(['lot:R-1 lot_taken_off_but_never_mounted']);
  expect(deadEndsOf('R-2', events)).toEqual([]);
});

test('a reel that is scanned off after its successor was scanned on is nothing to worry about', () => {
  const events = [
    on('m-1', 'R-1', minute(0)),
    on('m-2', 'R-2', minute(9)),
    off('d', 'R-1', minute(10)),
  ];
  expect(deadEndsOf('R-1', events)).toEqual([]);
});

test('a station that gives the ids of its events anew is not understood, and a trace says so', () => {
  let nowMs = minute(1);
  const edge = edgeInMemory(() => nowMs);
  const topic = (type: string) => `lotline/v1/${station}/${type}`;
  const say = (type: string, event: object) =>
    edge.recordMessages([{ ...message(event), format: 'native-mqtt', topic: topic(type) }]);
  edge.recordMessages([message([received('R-1')])]);
  say('lot_mounted', on('1', 'R-1', minute(0)));
  say('unit_processed', { ...passage('U-1', minute(1)), id: '2' });
  nowMs = minute(2);
  say('unit_processed', { ...passage('U-2', minute(2)), id: '2' });
  nowMs = minute(3);
  say('unit_processed', { ...passage('U-3', minute(3)), id: '3' });
  const ask = trace.prepare(edge.context);
  const { completeness } = ask({ object: objectRef.parse('lot:R-1'), direction: 'forward' });
  expect(completeness.gaps).toEqual([
    {
      station,
      from: new Date(minute(2)).toISOString(),
      to: new Date(minute(2)).toISOString(),
      reason: 'messages_with_a_used_id_in_quarantine',
    },
  ]);
});

test('what a scanner sent over HTTP and nobody understood is a gap of the station it names', () => {
  let nowMs = minute(1);
  const edge = edgeInMemory(() => nowMs);
  edge.recordMessages([message([received('R-1'), on('1', 'R-1', minute(0))])]);
  edge.recordMessages([message([passage('U-1', minute(1))])]);
  nowMs = minute(2);
  const typo = { ...passage('U-2', minute(2)), operatr: 'op.1' };
  edge.recordMessages([message([typo, { ...typo, id: 'other', station: 'BD1/SMT/SMT1/AOI' }])]);
  nowMs = minute(3);
  edge.recordMessages([message([passage('U-3', minute(3))])]);
  const ask = trace.prepare(edge.context);
  const { completeness } = ask({ object: objectRef.parse('lot:R-1'), direction: 'forward' });
  expect(completeness.gaps).toEqual([
    {
      station,
      from: new Date(minute(2)).toISOString(),
      to: new Date(minute(2)).toISOString(),
      reason: 'unreadable_messages_in_quarantine',
    },
  ]);
});

test('a machine that beats and was dead for a while was not heard, and a trace says so until it is filled', () => {
  let nowMs = minute(30);
  const edge = edgeInMemory(() => nowMs);
  const beat = (at: number) => ({ id: `h-${at}`, type: 'heartbeat', at: minute(at), station });
  const say = (...events: object[]) => edge.recordMessages([message(events)]);
  say(received('R-1'), on('1', 'R-1', minute(0)), passage('U-1', minute(1)), beat(2));
  say(beat(12), passage('U-2', minute(20)), beat(20));
  const ask = trace.prepare(edge.context);
  const gaps = () => ask({ object: objectRef.parse('lot:R-1'), direction: 'forward' }).completeness;
  const gap = (from: number, to: number) => ({
    station,
    from: new Date(minute(from)).toISOString(),
    to: new Date(minute(to)).toISOString(),
    reason: 'station_silent',
  });
  expect(gaps()).toMatchObject({ complete: false, gaps: [gap(2, 12), gap(12, 20)] });
  nowMs = minute(40);
  say(...[3, 4, 5, 6, 7, 8, 9, 10, 11].map(beat));
  expect(gaps().gaps).toEqual([gap(12, 20)]);
});

test('a part of a lot has a beginning, also when its trace goes on from there', () => {
  const split = { id: 's', type: 'lot_split', at: minute(0), lot: 'R-1', into: [{ lot: 'R-3' }] };
  const mounted = [on('m', 'R-3', minute(1)), passage('U-1', minute(5))];
  expect(deadEndsOf('R-3', [split, ...mounted])).toEqual(['unit:U-1 unit_never_started']);
  expect(deadEndsOf('R-3', mounted)).toEqual([
    'lot:R-3 lot_never_received',
    'unit:U-1 unit_never_started',
  ]);
});

test('a list of one item names the units of which nobody said what they are', () => {
  const positions = [
    { position: '1', unit: 'B-1', result: 'pass' },
    { position: '2', unit: 'B-2', result: 'pass' },
  ];
  const events = [
    on('m', 'R-1', minute(0)),
    { id: 's', type: 'unit_started', at: minute(1), unit: 'P-1', item: 'PANEL' },
    { ...passage('P-1', minute(9)), positions },
    {
      id: 'c',
      type: 'panel_separated',
      at: minute(12),
      unit: 'P-1',
      positions: [{ position: '1', unit: 'B-1', item: 'PCB' }],
    },
  ];
  expect(deadEndsOf('R-1', events)).toEqual([]);
  expect(deadEndsOf('R-1', events, { kinds: ['lot'], items: ['PCB'] })).toEqual([]);
  expect(deadEndsOf('R-1', events, { items: ['PCB'] })).toEqual(['unit:B-2 unit_without_item']);
  const renamed = {
    id: 'n',
    type: 'unit_relabelled',
    at: minute(15),
    unit: 'B-3',
    previous: 'B-2',
  };
  expect(deadEndsOf('R-1', [...events, renamed], { items: ['PCB'] })).toEqual([
    'unit:B-3 unit_without_item',
  ]);
});
