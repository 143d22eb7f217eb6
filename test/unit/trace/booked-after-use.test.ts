import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import type { ObjectRef } from '../../../domain/object-ref.ts';
import { trace } from '../../../edge/trace/trace.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const at = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);

test('a part of a lot was used before its split was booked: the mother lot is still traced', () => {
  const edge = edgeInMemory();
  const events = [
    { type: 'lot_mounted', at: at(1), station, slot: 'TANK', lot: 'L-1-A' },
    { type: 'unit_started', at: at(2), unit: 'U-1', item: 'SPK' },
    {
      ...{ type: 'unit_processed', at: at(4), startedAt: at(3), station, unit: 'U-1' },
      ...{ operation: 'GLUE', result: 'pass' },
    },
    { type: 'lot_split', at: at(9), lot: 'L-1', into: [{ lot: 'L-1-A' }] },
  ];
  for (const [index, event] of events.entries()) {
    edge.record(factoryEvent.parse({ id: `E-${index}`, ...event }));
  }
  const ask = trace.prepare(edge.context);
  const forward = ask({ object: 'lot:L-1' as ObjectRef, direction: 'forward' });
  const unit = forward.nodes.find(({ object }) => object === 'unit:U-1');
  expect(unit?.certainty).toBe('possible');
});
