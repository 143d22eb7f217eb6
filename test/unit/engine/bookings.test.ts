import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectRef } from '../../../domain/object-ref.ts';
import type { TraceListReply } from '../../../edge/api/contract/trace.ts';
import { createEngine } from '../../../edge/engine/engine.ts';
import { Bookings, type Started } from '../../../edge/engine-memory/bookings.ts';
import { pack, unpack } from '../../../edge/engine-thread/pack.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../../support/edge-file.ts';

const orders = ['WO-1', 'WO-2', 'WO-3'];
const beganMs = Date.UTC(2026, 10, 23);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const step = fc.record({
  order: fc.constantFrom(...orders),
  lotId: fc.integer({ min: 100, max: 103 }),
  unitId: fc.integer({ min: 1, max: 30 }),
  // Two months later the times of a series do not reach.
  atMs: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(60 * 86_400_000)),
  sourceId: fc.constantFrom(1, 2),
  what: fc.constantFrom('book', 'book', 'take back', 'start', 'start', 'start', 'never started'),
});

/** Plain maps: lots, and units with their starts, of each order to which something was booked. */
type Plain = Map<string, { lots: Set<number>; units: Map<number, Started> }>;

function earliest(plain: Plain, lotId: number): [number, number][] {
  const found = new Map<number, number>();
  for (const { lots, units } of plain.values()) {
    if (!lots.has(lotId)) continue;
    for (const { unitId, atMs } of units.values()) {
      found.set(unitId, Math.min(atMs, found.get(unitId) ?? Number.POSITIVE_INFINITY));
    }
  }
  return [...found].sort(([a], [b]) => a - b);
}

function live(steps: readonly Step[]): { bookings: Bookings; plain: Plain } {
  const bookings = new Bookings();
  const plain: Plain = new Map(
    orders.map((order) => [order, { lots: new Set(), units: new Map() }]),
  );
  for (const order of orders) bookings.open(order, []);
  for (const { order, lotId, unitId, atMs, sourceId, what } of steps) {
    const { lots, units } = plain.get(order) as NonNullable<ReturnType<Plain['get']>>; // Set above.
    if (what === 'book') lots.add(lotId);
    if (what === 'take back') lots.delete(lotId);
    if (what === 'start') units.set(unitId, { unitId, atMs, sourceId });
    if (what === 'never started') units.delete(unitId);
    bookings.setLot(order, lotId, lots.has(lotId));
    bookings.setUnit(order, unitId, units.get(unitId));
  }
  return { bookings, plain };
}

/** Of each lot: the units that may hold it, with their first starts, asked from either end. */
function told(bookings: Bookings, lotId: number) {
  const fromLot = [...bookings.unitsOf(lotId)].map(({ unitId, atMs }) => [unitId, atMs]);
  const fromUnits = Array.from({ length: 31 }, (_, unitId) =>
    [...bookings.lotsOf(unitId)].flatMap(([of, { atMs }]) =>
      of === lotId ? [[unitId, atMs]] : [],
    ),
  ).flat();
  return { fromLot: fromLot.sort(([a = 0], [b = 0]) => a - b), fromUnits };
}

test('what was booked to which units is the same after any changes, from a file and from either end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { bookings, plain } = live(steps);
      const restored = new Bookings();
      restored.restore(unpack(pack(bookings.save())) as ReturnType<Bookings['save']>); // As it was packed.
      for (const lotId of [100, 101, 102, 103]) {
        const expected = earliest(plain, lotId);
        const asExpected = { fromLot: expected, fromUnits: expected };
        expect(told(bookings, lotId)).toEqual(asExpected);
        expect(told(restored, lotId)).toEqual(asExpected);
      }
    }),
  );
});

test('what is booked to an order may be in the units that were started under it before, and after', () => {
  const edge = edgeInMemory();
  const engine = createEngine(edge.context);
  const started = ['U-1', 'U-2', 'U-3'].map((unit, nth) => ({
    ...{ id: `s-${nth}`, type: 'unit_started', at: beganMs + nth },
    ...{ unit, item: 'SPK', order: 'WO-1' },
  }));
  edge.recordMessages([message(started)]);
  engine.follow();
  const screws = { lot: 'SCREWS', quantity: { value: 9, uom: '1' }, by: { order: 'WO-1' } };
  edge.recordMessages([message({ id: 'b', type: 'lot_consumed', at: beganMs + 9, ...screws })]);
  const late = { unit: 'U-4', item: 'SPK', order: 'WO-1' };
  edge.recordMessages([message({ id: 's-4', type: 'unit_started', at: beganMs + 10, ...late })]);
  const params = { object: objectRef.parse('lot:SCREWS'), direction: 'forward' } as const;
  const { list } = JSON.parse(Buffer.from(engine.list(params)).toString()) as TraceListReply; // The engine's own.
  expect(list.unit.declared).toEqual(['U-1', 'U-2', 'U-3', 'U-4']);
  expect(list).toEqual(traceList.prepare(edge.context)(params).list);
});
