import { expect, test } from 'vitest';
import { parseCsv } from '../../../edge/orders/csv.ts';
import { ordersInCsv } from '../../../edge/orders/import.ts';

test('orders come from a CSV file with commas, and from one with semicolons and a byte order mark', () => {
  const expected = [
    { order: 'WO-1', item: 'SPK, 40 W', quantity: '20' },
    { order: 'WO-2', item: 'B' },
  ];
  expect(parseCsv('order,item,quantity\r\nWO-1,"SPK, 40 W",20\r\nWO-2,B,\r\n')).toEqual(expected);
  expect(parseCsv('\uFEFFOrder;Item;Quantity\nWO-1;"SPK, 40 W";20\n\nWO-2;B;')).toEqual(expected);
});

test('a planner names the columns as the Vietnamese page does, however their accents are written', () => {
  const file =
    'Lệnh;Mã hàng;Số lượng;Chuyền;Hạn\r\nWO-1;SPK;20;BD1/ASM/ASM1;2026-11-30T14:00:00+07:00';
  const order = { order: 'WO-1', item: 'SPK', quantity: '20', line: 'BD1/ASM/ASM1' };
  const expected = [{ ...order, dueAt: '2026-11-30T14:00:00+07:00' }];
  expect(ordersInCsv(`\uFEFF${file}`)).toEqual(expected);
  expect(ordersInCsv(file.normalize('NFD'))).toEqual(expected);
});

test('a quote inside a quoted field is doubled', () => {
  expect(parseCsv('order,item\nWO-1,"3"" cone"')).toEqual([{ order: 'WO-1', item: '3" cone' }]);
});

test('a field that is not closed is an error with its row', () => {
  expect(() => parseCsv('order,item\nWO-1,"SPK')).toThrow('row 2');
});
