import { expect, test } from 'vitest';
import { parseCsv } from '../../../edge/orders/csv.ts';

test('orders come from a CSV file with commas, and from one with semicolons and a byte order mark', () => {
  const expected = [
    { order: 'WO-1', item: 'SPK, 40 W', quantity: '20' },
    { order: 'WO-2', item: 'B' },
  ];
  expect(parseCsv('order,item,quantity\r\nWO-1,"SPK, 40 W",20\r\nWO-2,B,\r\n')).toEqual(expected);
  expect(parseCsv('\uFEFFOrder;Item;Quantity\nWO-1;"SPK, 40 W";20\n\nWO-2;B;')).toEqual(expected);
});

test('a quote inside a quoted field is doubled', () => {
  expect(parseCsv('order,item\nWO-1,"3"" cone"')).toEqual([{ order: 'WO-1', item: '3" cone' }]);
});

test('a field that is not closed is an error with its row', () => {
  expect(() => parseCsv('order,item\nWO-1,"SPK')).toThrow('row 2');
});
