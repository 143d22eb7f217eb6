import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const at = Date.UTC(2026, 10, 23);
const start = (nth: number, order: string) => ({
  ...{ id: `s-${nth}`, type: 'unit_started', at: at + nth, unit: `U-${nth}`, item: 'SPK' },
  order,
});
const amend = { at: at + 1000, reason: 'wrong', event: '' };

test('an order has the units that count as started under it, and no others that came between them', () => {
  const { db, record } = edgeInMemory();
  const orderOf = (nth: number) => (nth % 2 === 0 ? 'WO-EVEN' : 'WO-ODD');
  const starts = Array.from({ length: 100 }, (_, nth) => start(nth, orderOf(nth)));
  record(...starts.map((event) => factoryEvent.parse(event)));
  record(
    factoryEvent.parse({ ...amend, id: 'r', type: 'event_retracted', event: 's-2' }),
    factoryEvent.parse({
      ...{ ...amend, id: 'c', type: 'event_corrected', event: 's-98' },
      replacement: start(98, 'WO-ODD'),
    }),
  );
  const unitsOf = (order: string) =>
    db
      .prepare(
        'SELECT o.code FROM order_unit u JOIN object o ON o.id = u.unit_id WHERE u.order_code = ?',
      )
      .pluck()
      .all(order);
  const even = starts.flatMap(({ unit, order }) => (order === 'WO-EVEN' ? unit : []));
  const odd = starts.flatMap(({ unit, order }) => (order === 'WO-ODD' ? unit : []));
  expect(unitsOf('WO-EVEN')).toEqual(even.filter((unit) => unit !== 'U-2' && unit !== 'U-98'));
  expect(unitsOf('WO-ODD')).toEqual([...odd.slice(0, -1), 'U-98', 'U-99']);
  const both = ['order_unit', 'unit_order'].map((view) =>
    db.prepare(`SELECT * FROM ${view} ORDER BY unit_id`).all(),
  );
  expect(both[0]).toEqual(both[1]);
});
