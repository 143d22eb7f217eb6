import { expect, test } from 'vitest';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceReply } from '../../edge/api/contract/trace.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const hour = (hours: number) => Date.UTC(2026, 10, 23, hours);
const station = 'BD1/SMT/SMT1/PLACE';
const mounted = { id: 'm', type: 'lot_mounted', at: hour(0), station, slot: 'F1', lot: 'R-1' };
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
const shipped = (shipment: string, customer: string, at: number, content: string) => ({
  id: shipment,
  type: 'shipped',
  at,
  shipment,
  customer,
  contents: [content],
});

function forward(object: string, events: readonly object[]): TraceReply {
  const edge = edgeInMemory();
  const receipts = edge.recordMessages([message(events)]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(events.map(() => 'recorded'));
  const root = object as ObjectRef; // Written here.
  return trace.prepare(edge.context)({ object: root, direction: 'forward' });
}

const told = ({ links }: TraceReply): string[] =>
  links.map(({ parent, child, kind, certainty }) => `${parent} ${kind} ${child} ${certainty}`);

test('what a unit met under its old id is in the shipment of its new one', () => {
  const relabelled = {
    id: 'n',
    type: 'unit_relabelled',
    at: hour(2),
    unit: 'NEW',
    previous: 'OLD',
  };
  const reply = forward('lot:R-1', [
    mounted,
    passage('OLD', hour(1)),
    relabelled,
    shipped('S-1', 'CUS-1', hour(3), 'unit:NEW'),
  ]);
  expect(told(reply)).toEqual([
    'unit:OLD exposed lot:R-1 certain',
    'unit:NEW relabelled unit:OLD certain',
    'shipment:S-1 shipped unit:NEW certain',
  ]);
  expect(reply.nodes.find(({ object }) => object === 'unit:OLD')?.location).toBe('CUS-1');
});

test('boards first named when their panel is cut met what the panel met before', () => {
  const positions = [{ position: '1', unit: 'B-1' }];
  const reply = forward('lot:R-1', [
    mounted,
    passage('PNL', hour(1)),
    { id: 'c', type: 'panel_separated', at: hour(2), unit: 'PNL', positions },
  ]);
  expect(told(reply)).toEqual([
    'unit:PNL exposed lot:R-1 certain',
    'unit:B-1 on_panel unit:PNL certain',
  ]);
});

test('a board that was named at the start and at the cut is on its panel once', () => {
  const positions = [{ position: '1', unit: 'B-1' }];
  const reply = forward('unit:PNL', [
    { id: 's', type: 'unit_started', at: hour(0), unit: 'PNL', item: 'PANEL', positions },
    { id: 'c', type: 'panel_separated', at: hour(2), unit: 'PNL', positions },
  ]);
  expect(told(reply)).toEqual(['unit:B-1 on_panel unit:PNL certain']);
  expect(reply.links[0]?.from).toBe('2026-11-23T00:00:00.000Z');
});

test('a carton that came back and was shipped again is at both customers in the trace', () => {
  const back = {
    id: 'b',
    type: 'returned',
    at: hour(2),
    shipment: 'S-1',
    contents: ['container:C-1'],
    reason: 'wrong goods',
  };
  const { summary, links } = forward('container:C-1', [
    shipped('S-1', 'CUS-1', hour(1), 'container:C-1'),
    back,
    shipped('S-2', 'CUS-2', hour(3), 'container:C-1'),
  ]);
  expect(summary.customers).toEqual(['CUS-1', 'CUS-2']);
  expect(links.map(({ parent, to }) => [parent, to])).toEqual([
    ['shipment:S-1', '2026-11-23T02:00:00.000Z'],
    ['shipment:S-2', undefined],
  ]);
});
