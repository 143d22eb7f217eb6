import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oeeReportReply } from '../../edge/api/contract/oee-report.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const line = 'BD1/ASM/ASM1';
const eol = `${line}/EOL`;
const ms = (time: string) => Date.parse(`2026-11-23T${time}:00+07:00`);
const state = (time: string, to: string) => {
  return { id: `s-${time}`, type: 'state_changed', at: ms(time), station: eol, state: to };
};
// 120 pieces, one a minute from 06:00, each tenth rejected; the line stands from 07:00 to 07:30.
const pieces = Array.from({ length: 120 }, (_, index) => ({
  id: `p-${index}`,
  type: 'unit_processed',
  at: ms('06:00') + index * 60_000,
  station: eol,
  unit: `U-${index}`,
  operation: 'EOL',
  result: index % 10 === 9 ? 'fail' : 'pass',
}));
const target = { line, effectiveFrom: ms('00:00'), plannedCycleMs: 30_000 };

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    { id: 't', type: 'target_set', at: ms('05:00'), ...target },
    ...[state('05:50', 'producing'), ...pieces],
    ...[state('07:00', 'unscheduled_down'), state('07:30', 'producing')],
    state('14:00', 'not_scheduled'),
  ]);
}, 60_000);
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const path = `/api/v1/lines/${encodeURIComponent(line)}/oee-report?from=${ms('06:00')}&to=${ms('08:00')}&beforeFrom=${ms('04:00')}&beforeTo=${ms('06:00')}`;
const text = async (more: string) => (await edge.get(path + more)).text();
const bytes = async (more: string) =>
  new Uint8Array(await (await edge.get(path + more)).arrayBuffer());

describe('OEE and losses of a time as a file', () => {
  test('hold the numbers of the KPIs, whatever the file', async () => {
    const reply = oeeReportReply.parse(JSON.parse(await text('')));
    const [row] = reply.kpis.rows;
    // 120 pieces of 30 s in 90 of 120 minutes, 108 good.
    expect(row?.values['availability']?.value).toBe(0.75);
    expect(row?.values['oee_index']?.value).toBeCloseTo(0.75 * (60 / 90) * 0.9, 12);
    const csv = (await text('&format=csv&lang=en')).split('\r\n');
    expect(csv).toHaveLength(reply.kpis.definitions.length + 2);
    expect(csv.find((one) => one.startsWith('Availability'))).toContain(',0.75,ratio,APT / PBT,');
    expect(csv.find((one) => one.startsWith('Inventory turns'))).toContain('Missing: inventory');

    const sheets = unzipSync(await bytes('&format=xlsx&lang=vi'));
    const book = strFromU8(sheets['xl/workbook.xml'] ?? new Uint8Array());
    expect([...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'Tổng hợp',
      'Chỉ số ISO 22400-2',
      'Tổn thất',
      'Vì sao OEE thay đổi',
      'Theo giờ',
    ]);
    const kpis = strFromU8(sheets['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
    expect(kpis).toContain('<v>0.75</v>');

    const paper = await extractText(await getDocumentProxy(await bytes('&format=pdf&lang=vi')));
    expect(paper.text.join('\n')).toContain('75,0%');
    expect(paper.text.join('\n')).toContain('OEE 45,0%');
  });

  test('tell losses, hours and the change each by itself', async () => {
    const losses = (await text('&format=csv&part=losses&lang=en')).split('\r\n');
    expect(losses[1]).toBe('Failure,,EOL,1,1800000,0.25');
    const hours = (await text('&format=csv&part=parts&lang=en')).split('\r\n').slice(1, 3);
    expect(hours.map((row) => row.split(',').slice(3, 6))).toEqual([
      ['54', '6', '0.45'],
      ['54', '6', '0.45'],
    ]);
    const change = await text('&format=csv&part=change&lang=en');
    expect(change.split('\r\n')[0]).toBe(
      'Kind,Station,Lost before,Lost now,OEE points,Lost beyond that,Lost beyond that (pieces)',
    );
  });

  test('are of one station where one is asked for, and of none that is not there', async () => {
    const reply = oeeReportReply.parse(JSON.parse(await text(`&station=${eol}`)));
    expect([reply.station, reply.name.en]).toEqual([eol, 'EOL']);
    expect((await edge.get(`${path}&station=${line}/NONE`)).status).toBe(404);
  });
});
