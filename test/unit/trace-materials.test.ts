import { expect, test } from 'vitest';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { plantModel } from '../../domain/plant.ts';
import type { Direction, TraceReply } from '../../edge/api/contract/trace.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message, plant } from '../support/edge-file.ts';

const minute = (minutes: number) => Date.UTC(2026, 10, 23, 1, minutes);
const station = 'BD1/ASM/ASM1/GLUE';
const kg = (value: number) => ({ value, uom: 'kg' });

const mounted = (lot: string, at: number, slot = 'TANK') => ({
  type: 'lot_mounted',
  at: minute(at),
  station,
  slot,
  lot,
});
const poured = (lot: string, at: number, amounts: object = {}) => ({
  type: 'lot_topped_up',
  at: minute(at),
  station,
  slot: 'TANK',
  lot,
  ...amounts,
});
const passed = (unit: string, at: number, more: object = {}) => ({
  type: 'unit_processed',
  at: minute(at),
  startedAt: minute(at) - 5000,
  station,
  unit,
  operation: 'GLUE',
  result: 'pass',
  ...more,
});

function ask(
  object: string,
  events: readonly object[],
  { direction = 'backward' as Direction, usesEverySlot = true } = {},
): TraceReply {
  const edge = edgeInMemory();
  const numbered = events.map((event, index) => ({ id: `E-${index}`, ...event }));
  const receipts = edge.recordMessages([message(numbered)]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(events.map(() => 'recorded'));
  const context = { ...edge.context, plant: plantModel.parse({ ...plant, usesEverySlot }) };
  return trace.prepare(context)({ object: object as ObjectRef, direction }); // Written here.
}

/** What a unit was exposed to: lot, certainty, reason and share. */
const exposures = ({ links }: TraceReply) =>
  links
    .map(({ child, certainty, reason, share }) => [child, certainty, reason, share])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));

const tank = [
  mounted('G-1', 0),
  passed('U-1', 5),
  poured('G-2', 10, { quantity: kg(6), remaining: kg(2) }),
  passed('U-2', 15),
  poured('G-3', 20, { quantity: kg(4), remaining: kg(4) }),
  passed('U-3', 25),
  { type: 'lot_dismounted', at: minute(30), station, slot: 'TANK', lot: 'G-2' },
  passed('U-4', 35),
];

test('before it is topped up a tank holds one lot for certain', () => {
  expect(exposures(ask('unit:U-1', tank))).toEqual([['lot:G-1', 'certain', undefined, undefined]]);
});

test('after six kilograms on two, three quarters are the new lot, and nothing is certain', () => {
  expect(exposures(ask('unit:U-2', tank))).toEqual([
    ['lot:G-1', 'possible', 'tank_mixture', 0.25],
    ['lot:G-2', 'possible', 'tank_mixture', 0.75],
  ]);
});

test('a second topping up dilutes what was there, and an emptied tank holds nothing', () => {
  expect(exposures(ask('unit:U-3', tank))).toEqual([
    ['lot:G-1', 'possible', 'tank_mixture', 0.125],
    ['lot:G-2', 'possible', 'tank_mixture', 0.375],
    ['lot:G-3', 'possible', 'tank_mixture', 0.5],
  ]);
  expect(exposures(ask('unit:U-4', tank))).toEqual([]);
});

test('without quantities the lots of a tank are known and their shares are not', () => {
  const events = [mounted('G-1', 0), poured('G-2', 10), passed('U-2', 15)];
  expect(exposures(ask('unit:U-2', events))).toEqual([
    ['lot:G-1', 'possible', 'tank_mixture', undefined],
    ['lot:G-2', 'possible', 'tank_mixture', undefined],
  ]);
});

test('a topping up that is retracted never was', () => {
  const retracted = { type: 'event_retracted', at: minute(40), event: 'E-2', reason: 'wrong tank' };
  expect(exposures(ask('unit:U-2', [...tank, retracted]))).toEqual([
    ['lot:G-1', 'certain', undefined, undefined],
  ]);
});

const recipe = { program: 'GLUE-40W', revision: '3' };
const setUp = [
  mounted('R-1', 0, 'F1'),
  mounted('R-2', 0, 'F2'),
  {
    type: 'recipe_activated',
    at: minute(1),
    station,
    recipe,
    slots: [{ slot: 'F1', positions: ['C1', 'C2'], quantity: { value: 2, uom: '1' } }],
  },
];

test('a unit is exposed to the slots its recipe uses alone, with places and quantity', () => {
  for (const more of [{}, { recipe }]) {
    const { links } = ask('unit:U-1', [...setUp, passed('U-1', 5, more)], { usesEverySlot: false });
    expect(links).toEqual([
      expect.objectContaining({
        child: 'lot:R-1',
        certainty: 'certain',
        positions: ['C1', 'C2'],
        quantity: { value: 2, uom: '1' },
      }),
    ]);
  }
});

test('where nobody says which slots a recipe uses, an exposure is possible and says why', () => {
  const events = [...setUp, passed('U-1', 5, { recipe: { program: 'OTHER' } })];
  expect(exposures(ask('unit:U-1', events, { usesEverySlot: false }))).toEqual([
    ['lot:R-1', 'possible', 'slot_use_unknown', undefined],
    ['lot:R-2', 'possible', 'slot_use_unknown', undefined],
  ]);
});

test('a unit that a station let through without work is exposed to nothing', () => {
  const events = [mounted('R-1', 0), passed('U-1', 5, { result: 'skipped' })];
  expect(exposures(ask('unit:U-1', events))).toEqual([]);
});

test('what was booked to an order is declared for each of its five hundred serials, and no other', () => {
  const started = Array.from({ length: 501 }, (_, index) => ({
    type: 'unit_started',
    at: minute(0) + index,
    unit: `U-${index}`,
    item: 'SPK',
    order: index < 500 ? 'WO-1' : 'WO-2',
  }));
  const booked = {
    type: 'lot_consumed',
    at: minute(30),
    lot: 'WIRE-1',
    quantity: kg(3),
    by: { order: 'WO-1' },
  };
  const reply = ask('lot:WIRE-1', [...started, booked, booked], { direction: 'forward' });
  expect(reply.summary.units).toBe(500);
  expect(reply.summary.byCertainty).toEqual({ certain: 0, declared: 500, possible: 0 });
  expect(reply.links).toHaveLength(500);
  expect(reply.links[0]).toMatchObject({ kind: 'consumed', reason: 'booked_to_order' });
});
