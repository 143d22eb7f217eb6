import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exposuresReply } from '../../edge/api/contract/exposures.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const units = 250;
const at = '2026-11-23T08:00:00+07:00';
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
const station = 'BD1/ASM/ASM1/GLUE';
const code = (index: number) => `U-${String(index).padStart(5, '0')}`;

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    { id: 'r', type: 'alarm_raised', at: after(60), station, alarm: 'A-1', code: 'E417' },
    { id: 'c', type: 'alarm_cleared', at: after(120), station, alarm: 'A-1' },
    { id: 'k', type: 'calibrated', at: after(-9000), station, dueAt: after(100) },
    ...Array.from({ length: units }, (_, index) => ({
      id: `p-${index}`,
      type: 'unit_processed',
      at: after(index + 1),
      startedAt: after(index),
      station,
      unit: code(index),
      operation: 'GLUE',
      result: index % 50 === 0 ? 'fail' : 'pass',
      measurements: [{ name: 'weight', value: index / 10, uom: 'g' }],
    })),
  ]);
}, 60_000);
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const hour = new URLSearchParams({ station, from: after(0), to: after(3600) });
const ask = (query = '') => edge.get(`/api/v1/exposures?${hour}${query}`);
const summaryOf = async (query = '') =>
  exposuresReply.parse(await (await ask(query)).json()).summary;

test('the units of a bad hour as CSV are all of them, however long a page is', async () => {
  const reply = await ask('&measurement=weight&above=1&format=csv&lang=vi&limit=3');
  expect(reply.headers.get('content-disposition')).toContain('exposures-BD1-ASM-ASM1-GLUE.csv');
  const [header, ...rows] = (await reply.text()).trimEnd().split('\r\n');
  expect(header).toContain('Mã;Tấm;');
  expect(rows).toHaveLength((await summaryOf('&measurement=weight&above=1')).units);
  expect(rows[0]).toBe(
    'U-00011;;;;Đạt;Trên chuyền;BD1/ASM/ASM1/GLUE;BD1/ASM/ASM1/GLUE;2026-11-23T08:00:11.000+07:00;2026-11-23T08:00:12.000+07:00;Đạt;Có thể;weight;1.1;g;15',
  );
});

test('the units of a bad hour as a workbook come with the numbers of their page', async () => {
  const reply = await ask('&alarm=E417&format=xlsx');
  const files = unzipSync(new Uint8Array(await reply.arrayBuffer()));
  const sheet = (number: number) =>
    strFromU8(files[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
  const numbers = new Map(
    [...sheet(1).matchAll(/<t[^>]*>([^<]*)<\/t><\/is><\/c><c[^>]*><v>(\d+)<\/v>/g)].map(
      ([, label, count]) => [label, Number(count)],
    ),
  );
  const summary = await summaryOf('&alarm=E417');
  expect(summary.units).toBe(62); // A passage lasts a second: those that touch the minute at its ends too.
  expect([numbers.get('Units in total'), numbers.get('On the line')]).toEqual([
    summary.units,
    summary.byLocation.wip,
  ]);
  expect([...sheet(2).matchAll(/<row /g)]).toHaveLength(summary.units + 1);
});

test('the units of a bad hour as lines of JSON are those of the reply, then its summary', async () => {
  const query = '&alarm=any&calibration=overdue&result=fail';
  const lines = (await (await ask(`${query}&format=ndjson`)).text()).trimEnd().split('\n');
  const whole = exposuresReply.parse(await (await ask(query)).json());
  const [first, last] = [lines[0] ?? '', lines.at(-1) ?? ''].map((line): unknown =>
    JSON.parse(line),
  );
  expect(whole.units.map(({ unit }) => unit)).toEqual(['U-00100']);
  expect([lines.length, first]).toEqual([2, { kind: 'unit', unit: whole.units[0] }]);
  expect(last).toMatchObject({ kind: 'summary', summary: whole.summary });
});
