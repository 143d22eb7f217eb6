import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const eol = 'BD1/ASM/ASM1/EOL';
const at = (minute: number) => `2026-11-23T08:${String(minute).padStart(2, '0')}:00+07:00`;

function unit(code: string, { order, item, minute, result = 'pass' }: Made) {
  const passage = { type: 'unit_processed', station: eol, unit: code, operation: 'EOL' };
  return [
    { ...passage, id: `p-${code}-${minute}`, at: at(minute), result },
    { id: `u-${code}`, type: 'unit_started', at: at(0), unit: code, item, order },
  ];
}
type Made = { order: string; item: string; minute: number; result?: string };

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const csv = 'order;item;quantity;line\nWO-1;SPK;4;BD1/ASM/ASM1\nWO-2;TWT;2;BD1/ASM/ASM1\n';
const importCsv = (body: string) =>
  edge.get('/api/v1/orders', { method: 'POST', headers: { 'content-type': 'text/csv' }, body });

test('orders from an ERP are imported once, and anew when they change', async () => {
  expect(await (await importCsv(csv)).json()).toEqual({ recorded: 2, unchanged: 0 });
  expect(await (await importCsv(csv)).json()).toEqual({ recorded: 0, unchanged: 2 });
  const changed = csv.replace('TWT;2', 'TWT;5');
  expect(await (await importCsv(changed)).json()).toEqual({ recorded: 1, unchanged: 1 });
});

test('2,500 orders of one file are all recorded, and none of them twice', async () => {
  const rows = Array.from({ length: 2500 }, (_, nth) => `WO-B${nth};SPK;${nth + 1}`);
  const file = ['order;item;quantity', ...rows].join('\r\n');
  expect(await (await importCsv(file)).json()).toEqual({ recorded: 2500, unchanged: 0 });
  expect(await (await importCsv(file)).json()).toEqual({ recorded: 0, unchanged: 2500 });
});

test('a broken row is refused with its place and what was expected', async () => {
  const reply = await importCsv('order;item;quantity\nWO-3;SPK;many\n');
  expect([reply.status, await reply.json()]).toMatchObject([
    400,
    { detail: expect.stringContaining('body.0.quantity') },
  ]);
});

test('a due time of a file without an offset is by the calendar’s clock', async () => {
  const file = 'order;item;quantity;dueAt\nWO-LOCAL;SPK;3;24/11/2026 06:00\n';
  expect(await (await importCsv(file)).json()).toEqual({ recorded: 1, unchanged: 0 });
  expect(await (await edge.get('/api/v1/orders/WO-LOCAL')).json()).toMatchObject({
    dueAt: '2026-11-23T23:00:00.000Z',
  });
  const offset = file.replace('24/11/2026 06:00', '2026-11-24T06:00:00+07:00');
  expect(await (await importCsv(offset)).json()).toEqual({ recorded: 0, unchanged: 1 });
});

test('progress counts each unit by its last passage of the output station', async () => {
  const failed = unit('S-2', { order: 'WO-1', item: 'SPK', minute: 2, result: 'fail' });
  const retested = unit('S-2', { order: 'WO-1', item: 'SPK', minute: 4 }).slice(0, 1);
  await edge.post([
    ...unit('S-1', { order: 'WO-1', item: 'SPK', minute: 1 }),
    ...failed,
    ...retested,
    ...unit('S-3', { order: 'WO-1', item: 'SPK', minute: 5, result: 'fail' }),
    ...unit('T-1', { order: 'WO-2', item: 'TWT', minute: 9 }),
  ]);
  expect(await (await edge.get('/api/v1/orders/WO-1')).json()).toMatchObject({
    status: 'released',
    quantity: { value: 4, uom: '1' },
    unitsStarted: 3,
    good: 2,
    reject: 1,
    progress: 0.5,
    firstPieceAt: '2026-11-23T01:01:00.000Z',
    lastPieceAt: '2026-11-23T01:05:00.000Z',
  });
  expect((await edge.get('/api/v1/orders/WO-9')).status).toBe(404);
});

test('a change of product is seen from the units', async () => {
  const range = `from=${encodeURIComponent(at(0))}&to=${encodeURIComponent(at(30))}`;
  const reply = await edge.get(`/api/v1/lines/BD1%2FASM%2FASM1/changeovers?${range}`);
  expect(await reply.json()).toMatchObject({
    changeovers: [
      {
        from: 'SPK',
        to: 'TWT',
        lastPieceAt: '2026-11-23T01:05:00.000Z',
        firstPieceAt: '2026-11-23T01:09:00.000Z',
        durationMs: 240_000,
      },
    ],
  });
});
