import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { orderProgress } from '../../../edge/orders/order-progress.ts';
import { orders } from '../../../edge/orders/orders.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const told = (event: object) => factoryEvent.parse(event);
const two = (value: number) => String(value).padStart(2, '0');

// Ten pieces an hour from 07:00 to 10:00, one every six minutes; the line has no break.
const pieces = Array.from({ length: 30 }, (_, index) => {
  const time = at(`${two(7 + Math.floor(index / 10))}:${two((index % 10) * 6)}`);
  const unit = `U-${index}`;
  const passage = { type: 'unit_processed', station, unit, operation: 'EOL', result: 'pass' };
  return [
    told({
      id: `b-${index}`,
      type: 'unit_started',
      at: at('06:30'),
      unit,
      item: 'SPK',
      order: 'WO-1',
    }),
    told({ id: `p-${index}`, at: time, ...passage }),
  ];
}).flat();

function plantWith(dueAt: string, now = '10:00', ...more: ReturnType<typeof told>[]) {
  const file = edgeInMemory(() => Date.parse(at(now)));
  file.record(
    told({
      id: 'r',
      type: 'order_released',
      at: at('06:00'),
      order: 'WO-1',
      item: 'SPK',
      quantity: { value: 40, uom: '1' },
      line,
      dueAt,
    }),
    told({ id: 's', type: 'order_started', at: at('06:30'), order: 'WO-1' }),
    told({
      id: 'l',
      type: 'lot_consumed',
      at: at('06:40'),
      lot: 'GLUE-1',
      quantity: { value: 1, uom: 'kg' },
      by: { order: 'WO-1' },
    }),
    ...pieces,
    ...more,
  );
  return file.context;
}

test('an order of forty with thirty made in three even hours is done in one more', () => {
  const [order] = orders.prepare(plantWith(at('11:30')))({
    orders: ['WO-1'],
    after: 0,
    limit: 1,
  }).orders;
  const end = '2026-11-23T04:00:00.000Z'; // 11:00
  expect(order).toMatchObject({ good: 30, isLate: false });
  expect(order?.forecast).toEqual({ expectedAt: end, earliestAt: end, latestAt: end, records: 3 });
});

test('an order that will be done after it is due is late already', () => {
  const context = plantWith(at('10:30'));
  expect(orders.prepare(context)({ orders: ['WO-1'], after: 0, limit: 1 }).orders[0]?.isLate).toBe(
    true,
  );
});

test('an order of which nothing came for an hour of work is idle, and nobody foresees its end', () => {
  const ask = (now: string, ...more: ReturnType<typeof told>[]) =>
    orders.prepare(plantWith(at('11:30'), now, ...more))({ orders: ['WO-1'], after: 0, limit: 1 })
      .orders[0];
  const lastPiece = '2026-11-23T02:54:00.000Z'; // 09:54
  expect(ask('10:53')).not.toHaveProperty('idleSince');
  const idle = ask('10:54');
  expect(idle).toMatchObject({ idleSince: lastPiece, isLate: false });
  expect(idle).not.toHaveProperty('forecast');
  const ofAnother = told({
    ...{ id: 'other', type: 'unit_processed', at: at('10:00'), station, unit: 'X-1' },
    ...{ operation: 'EOL', result: 'pass' },
  });
  expect(ask('10:03', ofAnother)).not.toHaveProperty('idleSince');
  expect(ask('10:04', ofAnother)).toMatchObject({ idleSince: lastPiece });
});

test('one order is told hour by hour, with its units and the lots that were booked to it', () => {
  const told = orderProgress.prepare(plantWith(at('11:30')))({ order: 'WO-1' });
  expect(told.hours).toEqual([
    { from: '2026-11-23T00:00:00.000Z', good: 10, reject: 0 },
    { from: '2026-11-23T01:00:00.000Z', good: 10, reject: 0 },
    { from: '2026-11-23T02:00:00.000Z', good: 10, reject: 0 },
  ]);
  expect(told.units).toHaveLength(30);
  expect(told.lots).toMatchObject([{ lot: 'GLUE-1', at: '2026-11-22T23:40:00.000Z' }]);
});
