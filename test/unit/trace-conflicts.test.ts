import { expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import { createEngine } from '../../edge/engine/engine.ts';
import type { TraceParams } from '../../edge/trace/params.ts';
import { trace, traceList } from '../../edge/trace/trace.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const received = { type: 'lot_received', lot: 'L-7', quantity: { value: 10, uom: '1' } };

function conflictsAfter(...receipts: readonly object[]) {
  const edge = edgeInMemory();
  for (const [index, receipt] of receipts.entries()) {
    edge.record(
      factoryEvent.parse({
        ...received,
        id: `E-${index}`,
        at: Date.UTC(2026, 10, 23, 1, index),
        ...receipt,
      }),
    );
  }
  const ask = trace.prepare(edge.context);
  return ask({ object: 'lot:L-7' as ObjectRef, direction: 'forward' }).completeness;
}

test('a lot id that two suppliers used is flagged, and the answer is not complete', () => {
  const told = conflictsAfter(
    { item: 'CAP', supplier: 'SUP-A' },
    { item: 'CAP', supplier: 'SUP-B' },
  );
  expect(told.complete).toBe(false);
  expect(told.conflicts).toEqual([
    { object: 'lot:L-7', reason: 'lot_id_of_two_suppliers', eventSeqs: [1, 2] },
  ]);
});

test('a lot received as two items is flagged, one received twice from its supplier is not', () => {
  expect(conflictsAfter({ item: 'CAP' }, { item: 'RES' }).conflicts).toEqual([
    { object: 'lot:L-7', reason: 'lot_of_two_items', eventSeqs: [1, 2] },
  ]);
  const twice = { item: 'CAP', supplier: 'SUP-A' };
  expect(conflictsAfter(twice, twice).conflicts).toEqual([]);
});

const time = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
const started = { type: 'unit_started', at: time(0), unit: 'OLD', item: 'SPK-A' };
const relabelled = { type: 'unit_relabelled', at: time(5), unit: 'NEW', previous: 'OLD' };
const startedAgain = { type: 'unit_started', at: time(6), unit: 'NEW', item: 'SPK-B' };

/** The recall of a carton's units that were said to be an item, from the tables and from memory. */
function recallOf(item: string, events: readonly object[]) {
  const edge = edgeInMemory();
  const engine = createEngine(edge.context);
  const params: TraceParams = {
    ...{ object: 'lot:L-7' as ObjectRef, direction: 'forward' }, // Written below.
    filters: { items: [item] },
  };
  const installed = { component: 'lot:L-7', type: 'component_installed', unit: 'OLD', at: time(1) };
  for (const [index, event] of [installed, ...events].entries()) {
    edge.record(factoryEvent.parse({ id: `E-${index}`, ...event }));
    engine.follow();
  }
  const { list, summary, completeness } = traceList.prepare(edge.context)(params);
  const inMemory = JSON.parse(Buffer.from(engine.list(params)).toString()) as TraceListReply; // Its own.
  expect(inMemory).toMatchObject({ list, summary });
  const [conflicts, others] = [completeness, inMemory.completeness].map((told) => {
    return told.conflicts.toSorted((a, b) => (a.object < b.object ? -1 : 1));
  });
  expect(others).toEqual(conflicts);
  return { list, summary, conflicts };
}

test.each(['SPK-A', 'SPK-B'])(
  'a unit that two labels give two items is flagged, and a recall of %s does not miss it',
  (item) => {
    const { list, summary, conflicts } = recallOf(item, [started, relabelled, startedAgain]);
    expect(list.unit.certain).toEqual(['NEW']);
    expect(list.former.certain).toEqual(['OLD']);
    expect(summary.byItem).toEqual({ 'SPK-A': 1 });
    expect(conflicts).toEqual(
      ['unit:NEW', 'unit:OLD'].map((object) => {
        return { object, reason: 'unit_of_two_items', eventSeqs: [2, 4] };
      }),
    );
  },
);

test('a conflict of two items is over when one of them is taken back, or the new label is', () => {
  const told = [started, relabelled, startedAgain];
  const retracted = (event: string) => {
    return { type: 'event_retracted', at: time(9), event, reason: 'wrong' };
  };
  const one = recallOf('SPK-B', [...told, retracted('E-1')]);
  expect(one).toMatchObject({ summary: { units: 1, byItem: { 'SPK-B': 1 } }, conflicts: [] });
  const other = recallOf('SPK-A', [...told, retracted('E-2')]);
  expect(other.list.unit.certain).toEqual(['OLD']);
  expect(other.conflicts).toEqual([]);
});
