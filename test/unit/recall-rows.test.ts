import { expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import type { TraceReply } from '../../edge/api/contract/trace.ts';
import { recallRows, rootRows } from '../../edge/recall/recall-rows.ts';
import type { TraceFilters } from '../../edge/trace/params.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const glue = 'BD1/ASM/ASM1/GLUE';
const at = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);

/** Two speakers were glued; one of them has a new label since. */
function recall(filters?: TraceFilters): TraceReply {
  const { record, context } = edgeInMemory();
  const passed = (unit: string, minute: number) => ({
    ...{ id: `p-${unit}`, type: 'unit_processed', station: glue, operation: 'GLUE', unit },
    ...{ result: 'pass', startedAt: at(minute - 1), at: at(minute) },
  });
  for (const event of [
    { id: 'm', type: 'lot_mounted', station: glue, slot: 'T1', lot: 'G-1', at: at(0) },
    { id: 's', type: 'unit_started', station: glue, unit: 'SPK-1', item: 'SPK-40W', at: at(2) },
    passed('SPK-1', 5),
    passed('SPK-2', 6),
    { id: 'r', type: 'unit_relabelled', unit: 'SPK-N-1', previous: 'SPK-1', at: at(9) },
  ]) {
    record(factoryEvent.parse(event));
  }
  return trace.prepare(context)({
    ...{ object: toObjectRef('lot', 'G-1'), direction: 'forward', filters },
  });
}

test('a recall list has as many units as its total says; the former label of one is listed beside them', () => {
  const reply = recall();
  const rows = recallRows(reply).map(({ kind, code }) => `${kind} ${code}`);
  expect(rows).toEqual(['unit SPK-2', 'unit SPK-N-1', 'former SPK-1']);
  expect(reply.summary.units).toBe(2);
});

test('a list of one item names a unit by its new label, which nobody gave an item, and by the old one', () => {
  const reply = recall({ items: ['SPK-40W'] });
  const rows = recallRows(reply).map(({ kind, code }) => `${kind} ${code}`);
  expect(rows).toEqual(['unit SPK-N-1', 'former SPK-1']);
  expect(reply.summary).toMatchObject({ units: 1, byItem: { 'SPK-40W': 1 } });
});

test('a list of units leaves the old label out, whatever else it is filtered by', () => {
  const rows = recallRows(recall({ kinds: ['unit'], whereabouts: ['wip'] }));
  expect(rows.map(({ code }) => code)).toEqual(['SPK-2', 'SPK-N-1']);
});

test('a list of serials says of each where it is itself, in the order asked', () => {
  const { record, context } = edgeInMemory();
  for (const event of [
    {
      id: 'p',
      type: 'packed',
      station: glue,
      container: 'C-1',
      contents: ['unit:SPK-1'],
      at: at(1),
    },
    { id: 's', type: 'unit_started', station: glue, unit: 'SPK-2', item: 'SPK-40W', at: at(2) },
    {
      id: 'd',
      type: 'shipped',
      shipment: 'S-1',
      contents: ['container:C-1'],
      customer: 'K',
      at: at(3),
    },
  ]) {
    record(factoryEvent.parse(event));
  }
  const objects = ['SPK-2', 'SPK-3', 'SPK-1'].map((id) => toObjectRef('unit', id));
  const reply = trace.prepare(context)({ objects, direction: 'forward' });
  expect(rootRows(reply)).toMatchObject([
    { code: 'SPK-2', whereabouts: 'wip', location: glue },
    { code: 'SPK-1', whereabouts: 'shipped', location: 'K', container: 'C-1', shipment: 'S-1' },
  ]);
});
