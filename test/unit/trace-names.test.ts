import { expect, test } from 'vitest';
import { objectRef } from '../../domain/object-ref.ts';
import { createEngine } from '../../edge/engine/engine.ts';
import { trace, traceList } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const at = '2026-11-23T08:00:00+07:00';

test('items are counted by their names, also by those that JavaScript knows', () => {
  const edge = edgeInMemory();
  const units = ['constructor', '__proto__', 'SPK', 'SPK'].map((item, n) => ({
    id: `s-${n}`,
    type: 'unit_started',
    at,
    unit: `U-${n}`,
    item,
  }));
  const contents = units.map(({ unit }) => `unit:${unit}`);
  edge.recordMessages([
    message([...units, { id: 'p', type: 'packed', at, container: 'C', contents }]),
  ]);
  const ask = trace.prepare(edge.context);
  const { summary } = ask({ object: objectRef.parse('container:C'), direction: 'backward' });
  expect(Object.entries(summary.byItem).sort()).toEqual([
    ['SPK', 2],
    ['__proto__', 1],
    ['constructor', 1],
  ]);
});

/** A speaker that got a board, and a new name, before it was opened under that and packed elsewhere. */
test.each(['as it happened', 'the other way round'])(
  'what was put into a unit under its old name left it under the new one (told %s)',
  (told) => {
    const edge = edgeInMemory();
    const time = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
    const [board, cable] = ['unit:BOARD', 'lot:CABLE'];
    const events = [
      { type: 'component_installed', unit: 'OLD', component: board, position: 'XO' },
      { type: 'component_installed', unit: 'OLD', component: cable },
      { type: 'packed', container: 'C-1', contents: ['unit:OLD'] },
      { type: 'unit_relabelled', unit: 'NEW', previous: 'OLD' },
      { type: 'unpacked', container: 'C-1', contents: ['unit:NEW'] },
      { type: 'component_removed', unit: 'NEW', component: board, position: 'XO', reason: 'buzz' },
      { type: 'packed', container: 'C-2', contents: ['unit:NEW'] },
    ].map((event, at) => ({ id: `e-${at}`, at: time(at), ...event }));
    for (const event of told === 'as it happened' ? events : events.toReversed()) {
      edge.recordMessages([message(event)]);
    }
    const ask = trace.prepare(edge.context);
    const reached = (object: string) => {
      const { nodes } = ask({ object: objectRef.parse(object), direction: 'forward' });
      return Object.fromEntries(nodes.map((node) => [node.object, node.removedAt]));
    };
    const [unpacked, removed] = [4, 5].map((minute) => new Date(time(minute)).toISOString());
    expect(reached(board)).toEqual({
      [board]: undefined,
      'unit:OLD': removed,
      'unit:NEW': removed,
      'container:C-1': unpacked,
    });
    expect(reached(cable)).toEqual({
      [cable]: undefined,
      'unit:OLD': undefined,
      'unit:NEW': undefined,
      'container:C-1': unpacked,
      'container:C-2': undefined,
    });
  },
);

const minute = (minutes: number) => Date.UTC(2026, 10, 23, 1, minutes);

/** What became of a lot: units by the label that they bear now, and where they are; told by tables and by memory. */
function recallAfter(events: readonly object[]) {
  const edge = edgeInMemory();
  const engine = createEngine(edge.context);
  const params = { object: objectRef.parse('lot:CABLE'), direction: 'forward' } as const;
  for (const [index, event] of events.entries()) {
    edge.recordMessages([message({ id: `e-${index}`, ...event })]);
    if (index >= events.indexOf(wired)) engine.list(params); // What it remembers must be forgotten.
  }
  const { list, summary } = traceList.prepare(edge.context)(params);
  const inMemory: unknown = JSON.parse(Buffer.from(engine.list(params)).toString());
  expect(inMemory).toMatchObject({ list, summary });
  const { nodes } = trace.prepare(edge.context)(params);
  return {
    ...{ units: list.unit.certain, former: list.former.certain },
    where: Object.fromEntries(nodes.map((node) => [node.object, node.location])),
    byLocation: summary.byLocation,
  };
}

const wired = {
  ...{ type: 'component_installed', at: minute(0), unit: 'A', component: 'lot:CABLE' },
  station: 'BD1/ASM/ASM1/WIRE',
};
const renamed = (at: number, previous: string, unit: string) => {
  return { type: 'unit_relabelled', at: minute(at), unit, previous };
};

test('a unit that got its old label back is listed under it, and the one in between is former', () => {
  const [away, back] = [renamed(10, 'A', 'B'), renamed(20, 'B', 'A')];
  for (const told of [
    [wired, away, back],
    [back, away, wired],
  ]) {
    expect(recallAfter(told)).toMatchObject({ units: ['A'], former: ['B'] });
  }
  const again = renamed(30, 'A', 'B');
  expect(recallAfter([wired, away, back, again])).toMatchObject({ units: ['B'], former: ['A'] });
});

test('a label that is on another unit now is no former label of the unit that it is on', () => {
  const events = [wired, renamed(10, 'A', 'B'), renamed(20, 'Z', 'A')];
  expect(recallAfter(events).units.toSorted()).toEqual(['A', 'B']);
});

test('what was packed and shipped under its old label is with the customer under the new one', () => {
  const packed = { type: 'packed', at: minute(5), container: 'C-1', contents: ['unit:A'] };
  const shipped = {
    ...{ type: 'shipped', at: minute(30), shipment: 'S-1', customer: 'ACME' },
    contents: ['container:C-1'],
  };
  const events = [wired, packed, renamed(10, 'A', 'B'), shipped];
  for (const told of [events, events.toReversed()]) {
    const { where, byLocation } = recallAfter(told);
    expect(where).toMatchObject({ 'unit:A': 'ACME', 'unit:B': 'ACME' });
    expect(byLocation).toEqual({ wip: 0, stock: 0, shipped: 1, scrapped: 0 });
  }
});

test('where a unit is changes with the carton in which it was put under its old label', () => {
  const packed = { type: 'packed', at: minute(5), container: 'C-1', contents: ['unit:Z'] };
  const moved = { type: 'packed', at: minute(40), container: 'P-1', contents: ['container:C-1'] };
  const shipped = {
    ...{ type: 'shipped', at: minute(50), shipment: 'S-1', customer: 'ACME' },
    contents: ['container:P-1'],
  };
  const labels = [renamed(10, 'Z', 'Y'), renamed(20, 'Y', 'A')];
  const inStock = recallAfter([packed, ...labels, wired, moved]);
  expect(inStock.byLocation).toMatchObject({ stock: 1, shipped: 0 });
  const gone = recallAfter([packed, ...labels, wired, moved, shipped]);
  expect(gone.byLocation).toMatchObject({ stock: 0, shipped: 1 });
});

/** What a lot reached that went in under the new label B, and what is in a carton: told by tables and by memory, in any order. */
function afterwards(events: readonly object[]) {
  const told = [events, events.toReversed()].map((order) => {
    const edge = edgeInMemory();
    const engine = createEngine(edge.context);
    for (const [index, event] of order.entries()) {
      edge.recordMessages([message({ id: `e-${index}`, ...event })]);
      // What it remembers must be forgotten as more is told.
      if (order.indexOf(wiredAsB) <= index)
        engine.list({ object: objectRef.parse('lot:CABLE'), direction: 'forward' });
    }
    const reached = (object: string, direction: 'forward' | 'backward') => {
      const params = { object: objectRef.parse(object), direction };
      const { list, summary } = traceList.prepare(edge.context)(params);
      const inMemory: unknown = JSON.parse(Buffer.from(engine.list(params)).toString());
      expect(inMemory).toMatchObject({ list, summary });
      const { nodes, links } = trace.prepare(edge.context)(params);
      const renamings = links.filter(({ kind }) => kind === 'relabelled');
      expect(renamings.length).toBeLessThanOrEqual(1); // One event, one link, whichever way it is walked.
      return nodes.map((node) => node.object as string).toSorted();
    };
    return {
      ofCable: reached('lot:CABLE', 'forward'),
      inCarton: reached('container:C-1', 'backward'),
      inOld: reached('unit:A', 'backward'),
    };
  });
  expect(told[0]).toEqual(told[1]);
  return told[0];
}

const packedAs = (at: number, unit: string) => {
  return { type: 'packed', at: minute(at), container: 'C-1', contents: [`unit:${unit}`] };
};
const wiredAsB = { ...wired, at: minute(20), unit: 'B' };
const shippedAt = (at: number) => ({
  ...{ type: 'shipped', at: minute(at), shipment: 'S-1', customer: 'ACME' },
  contents: ['container:C-1'],
});

test('what went in under the new label is in the carton that was packed under the old one', () => {
  const events = [renamed(10, 'A', 'B'), wiredAsB, packedAs(30, 'A'), shippedAt(40)];
  expect(afterwards(events)).toEqual({
    ofCable: ['container:C-1', 'lot:CABLE', 'shipment:S-1', 'unit:A', 'unit:B'],
    inCarton: ['container:C-1', 'lot:CABLE', 'unit:A', 'unit:B'],
    inOld: ['lot:CABLE', 'unit:A', 'unit:B'],
  });
});

test('what went in while the unit was in its carton, whichever label was read, is in that carton', () => {
  const events = [packedAs(5, 'A'), renamed(10, 'A', 'B'), wiredAsB, shippedAt(40)];
  expect(afterwards(events)).toMatchObject({
    ofCable: ['container:C-1', 'lot:CABLE', 'shipment:S-1', 'unit:A', 'unit:B'],
    inCarton: ['container:C-1', 'lot:CABLE', 'unit:A', 'unit:B'],
  });
});

test('what went in under the new label was not in the carton that the unit left under the old one', () => {
  const unpacked = { ...packedAs(8, 'A'), type: 'unpacked' };
  const events = [packedAs(5, 'A'), unpacked, renamed(10, 'A', 'B'), wiredAsB];
  expect(afterwards(events)).toMatchObject({
    ofCable: ['lot:CABLE', 'unit:A', 'unit:B'],
    inCarton: ['container:C-1', 'unit:A', 'unit:B'],
  });
});
