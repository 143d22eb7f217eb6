import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LineReport,
  type ShiftReportReply,
  shiftReportReply,
} from '../../edge/api/contract/report.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const line = 'BD1/ASM/ASM1';
const eol = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const minute = (index: number) =>
  at(
    `${String(6 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`,
  );
const state = (time: string, to: string) => {
  return { id: `s-${time}`, type: 'state_changed', at: at(time), station: eol, state: to };
};
// 240 pieces, one a minute from 06:00 to 10:00, each tenth rejected; the line stands from 10:00 to 10:30.
const pieces = Array.from({ length: 240 }, (_, index) => [
  {
    id: `b-${index}`,
    type: 'unit_started',
    at: at('05:00'),
    unit: `U-${index}`,
    item: 'SPK',
    order: 'WO-7',
  },
  {
    id: `p-${index}`,
    type: 'unit_processed',
    at: minute(index),
    station: eol,
    unit: `U-${index}`,
    operation: 'EOL',
    result: index % 10 === 9 ? 'fail' : 'pass',
    ...(index % 10 === 9 ? { defects: [{ code: 'rè' }] } : {}),
  },
]);

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    {
      id: 't',
      type: 'target_set',
      at: at('05:00'),
      line,
      effectiveFrom: at('00:00'),
      plannedPerHour: 60,
      plannedCycleMs: 50_000,
    },
    state('05:50', 'producing'),
    ...pieces.flat(),
    state('10:00', 'unscheduled_down'),
    state('10:30', 'producing'),
    {
      id: 'c',
      type: 'stop_classified',
      at: at('10:40'),
      station: eol,
      from: at('10:00'),
      reason: 'jam',
      by: 'op.tam',
      note: 'Kẹt băng tải',
    },
    {
      id: 'n',
      type: 'operator_signed_on',
      at: at('05:55'),
      station: eol,
      operator: 'Nguyễn Thị Hoà',
    },
    state('14:00', 'not_scheduled'),
  ]);
}, 60_000);
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const path = `/api/v1/shift-report?line=${encodeURIComponent(line)}&shift=2026-11-23/1`;
async function report(more = ''): Promise<{ reply: ShiftReportReply; told: LineReport }> {
  const reply = shiftReportReply.parse(await (await edge.get(path + more)).json());
  const [told] = reply.lines;
  if (told === undefined) throw new Error('assertion failed: one line is reported');
  return { reply, told };
}
const file = async (format: string, lang: string) =>
  new Uint8Array(await (await edge.get(`${path}&format=${format}&lang=${lang}`)).arrayBuffer());

/** The rows of a sheet of a workbook: numbers as numbers. */
function rowsOf(xlsx: Uint8Array, name: string): (string | number)[][] {
  const files = unzipSync(xlsx);
  const book = strFromU8(files['xl/workbook.xml'] ?? new Uint8Array());
  const names = [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, found]) => found);
  const xml = strFromU8(
    files[`xl/worksheets/sheet${names.indexOf(name) + 1}.xml`] ?? new Uint8Array(),
  );
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, cells = '']) =>
    [...cells.matchAll(/<c [^>]*>(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)<\/c>/g)].map(
      ([, number, text]) => (number === undefined ? (text ?? '') : Number(number)),
    ),
  );
}
const sum = (values: readonly unknown[]) =>
  values.reduce<number>((total, value) => total + Number(value), 0);

describe('the report of a shift', () => {
  test('says the same on the page, on paper and in the workbook', async () => {
    const { reply, told } = await report();
    expect(told.output).toMatchObject({ good: 216, reject: 24, planned: 480 });
    const xlsx = await file('xlsx', 'en');
    const [titles = [], ...hours] = rowsOf(xlsx, 'Output by hour');
    expect(titles).toEqual(['Line', 'From', 'To', 'Plan', 'Good', 'Difference', 'Reject']);
    expect(sum(hours.map((row) => row[4]))).toBe(told.output.good);
    expect(sum(hours.map((row) => row[6]))).toBe(told.output.reject);
    expect(sum(hours.map((row) => row[3]))).toBe(told.output.planned);
    // A day is 1, counted from 1899-12-30, on the plant's clock: 06:00 on 2026-11-23.
    expect(hours[0]?.[1]).toBe(46_349.25);
    const losses = rowsOf(xlsx, 'Losses').slice(1);
    const lostMs = sum(told.losses.map(({ durationMs }) => durationMs));
    const durations = losses.map((row) => row.filter((cell) => typeof cell === 'number').at(-3));
    expect(sum(durations) * 86_400_000).toBeCloseTo(lostMs, 0);

    const { text } = await extractText(await getDocumentProxy((await file('pdf', 'vi')).slice()));
    const paper = text.join('\n');
    for (const said of [
      'Báo cáo ca',
      'Ca 1',
      '216',
      '24',
      '45,0%',
      'Kẹt',
      'Kẹt băng tải',
      'Nguyễn Thị Hoà',
      told.sha256,
    ]) {
      expect(paper).toContain(said);
    }
    expect(paper).toContain(`#${reply.asOf.seq}`);
    expect(paper).toContain('Lotline 1.2.3');
    text.forEach((page, index) => {
      expect(page).toContain(`Trang ${index + 1}/${text.length}`);
    });
  });

  test('is a CSV of hours, stops or losses for another program', async () => {
    const csv = await (await edge.get(`${path}&format=csv&part=stops&lang=en`)).text();
    const [, first] = csv.trim().split('\r\n');
    expect(first).toBe(
      'Assembly 1,2026-11-23T10:00:00.000+07:00,2026-11-23T10:30:00.000+07:00,1800000,Failure,EOL,Jam · Kẹt băng tải · op.tam',
    );
  });

  test('is handed over with its digest, countersigned by somebody else, and shown as it was signed', async () => {
    const send = (what: string, body: object) =>
      edge.get(`/api/v1/shift-report/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ line, shift: '2026-11-23/1', ...body }),
      });
    const { told } = await report();
    expect((await send('handover', { by: 'sup.hoa', sha256: 'f'.repeat(64) })).status).toBe(409);
    const signed = await send('handover', {
      id: 'h-1',
      by: 'sup.hoa',
      note: 'Băng tải 2 hay kẹt',
      sha256: told.sha256,
    });
    expect(signed.status).toBe(200);
    expect((await send('takeover', { handover: 'h-1', by: 'sup.hoa' })).status).toBe(409);
    expect((await send('takeover', { handover: 'h-1', by: 'sup.minh' })).status).toBe(200);

    await edge.post([
      { id: 'x', type: 'event_retracted', at: at('15:00'), event: 'p-0', reason: 'scanned twice' },
    ]);
    const now = await report();
    expect(now.told.output.good).toBe(215);
    const [handover] = now.told.handovers;
    expect(handover).toMatchObject({ by: 'sup.hoa', takenOver: [{ by: 'sup.minh' }] });
    expect(handover?.signed?.sha256).not.toBe(now.told.sha256);
    const then = await report(`&asOf=${handover?.signed?.seq}`);
    expect(then.told.sha256).toBe(handover?.signed?.sha256);
    expect(then.told.output.good).toBe(216);
  });
});
