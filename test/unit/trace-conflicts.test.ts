import { expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { trace } from '../../edge/trace/trace.ts';
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
