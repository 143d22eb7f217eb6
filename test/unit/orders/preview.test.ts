import { expect, test } from 'vitest';
import type { OrderReply } from '../../../edge/api/contract/orders.ts';
import { ordersInCsv } from '../../../edge/orders/import.ts';
import { previewOf } from '../../../edge/orders/preview.ts';

const known = new Map<string, OrderReply>([
  [
    'WO-1',
    {
      order: 'WO-1',
      status: 'released',
      item: 'SPK',
      quantity: { value: 10, uom: '1' },
      unitsStarted: 0,
      good: 0,
      reject: 0,
      progress: 0,
      isLate: false,
      eventSeqs: [1],
    },
  ],
]);

test('an import says of each row what it would do, and refuses the file for one bad row', () => {
  const csv = [
    'Order;Item;Quantity;Line;DueAt;Colour',
    'WO-1;SPK;10;;;',
    'WO-1;SPK;20;;;',
    'WO-2;SPK;5;BD1/ASM/ASM1;2026-11-24T06:00:00+07:00;',
    'WO-3;;nhiều;ASM1;ngày mai;xanh',
  ].join('\n');
  const { rows, ...told } = previewOf({ rows: ordersInCsv(csv) }, known);
  expect(told).toEqual({ isReady: false, new: 1, changed: 0, unchanged: 1, refused: 2 });
  expect(rows.map(({ outcome, problems }) => [outcome, problems])).toEqual([
    ['unchanged', []],
    ['refused', [{ field: 'order', code: 'twice', came: '1' }]],
    ['new', []],
    [
      'refused',
      [
        { field: 'item', code: 'missing' },
        { field: 'quantity', code: 'not_a_number', came: 'nhiều' },
        { field: 'line', code: 'not_a_line', came: 'ASM1' },
        { field: 'dueAt', code: 'not_a_time', came: 'ngày mai' },
        { field: 'colour', code: 'unknown_field', came: 'xanh' },
      ],
    ],
  ]);
});

test('a changed order is shown with what stands now', () => {
  const { rows, isReady } = previewOf(
    { rows: [{ order: 'WO-1', item: 'SPK', quantity: '20' }] },
    known,
  );
  expect(isReady).toBe(true);
  expect(rows).toEqual([
    {
      row: 1,
      outcome: 'changed',
      fields: { order: 'WO-1', item: 'SPK', quantity: '20' },
      before: { item: 'SPK', quantity: '10' },
      problems: [],
    },
  ]);
});

test('a due time without an offset is by the clock of the plant, and is told as it was understood', () => {
  const csv = [
    'Lệnh;Mã hàng;Số lượng;Hạn',
    'WO-4;SPK;5;24/11/2026 06:00',
    'WO-5;SPK;5;2026-11-24T06:00:00+01:00',
    'WO-6;SPK;5;25/10/2026 02:30',
    'WO-7;SPK;5;29/03/2026 02:30',
  ].join('\n');
  const { rows, timeZone } = previewOf(
    { rows: ordersInCsv(csv), timeZone: 'Europe/Berlin' },
    new Map(),
  );
  expect(timeZone).toBe('Europe/Berlin');
  expect(rows.map(({ dueAt, problems }) => dueAt ?? problems)).toEqual([
    '2026-11-24T05:00:00.000Z',
    '2026-11-24T05:00:00.000Z',
    [{ field: 'dueAt', code: 'time_twice', came: '25/10/2026 02:30' }],
    [{ field: 'dueAt', code: 'time_skipped', came: '29/03/2026 02:30' }],
  ]);
  expect(rows[0]?.fields['dueAt']).toBe('24/11/2026 06:00');
});
