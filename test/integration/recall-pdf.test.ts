import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { traceReply } from '../../edge/api/contract/trace.ts';
import { type ApiEdge, bienHoa, startApiEdge } from '../support/api-edge.ts';

const units = 60;
const at = '2026-11-23T08:00:00+07:00';
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
const station = 'BD1/ASM/ASM1/GLUE';
const code = (index: number) => `U-${String(index).padStart(5, '0')}`;
const plant = { ...bienHoa, name: { vi: 'Nhà máy Ẩm ướt', en: 'Wet plant' } };

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge({ plant });
  const indexes = Array.from({ length: units }, (_, index) => index);
  await edge.post([
    { id: 'm', type: 'lot_mounted', at, station, lot: 'GLUE-1', slot: 'TANK' },
    ...indexes.flatMap((index) => [
      { id: `s-${index}`, type: 'unit_started', at: after(index), unit: code(index), item: 'LOA' },
      {
        id: `p-${index}`,
        type: 'unit_processed',
        at: after(index + 12),
        startedAt: after(index + 11),
        station,
        unit: code(index),
        operation: 'GLUE',
        result: 'pass',
      },
    ]),
    {
      id: 'k',
      type: 'packed',
      at: after(units + 60),
      container: 'C-1',
      contents: ['unit:U-00000', 'unit:U-00001'],
    },
    {
      id: 'x',
      type: 'shipped',
      at: after(units + 90),
      shipment: 'S-1',
      contents: ['container:C-1'],
      customer: 'Điện tử Ẩm Thực',
    },
  ]);
}, 60_000);
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const forward = '/api/v1/trace?object=lot:GLUE-1&direction=forward';
const pdfOf = async (reply: Response) => new Uint8Array(await reply.arrayBuffer());
/** The text of each page. pdf.js takes the bytes over, so it gets its own. */
const pagesOf = async (pdf: Uint8Array) =>
  (await extractText(await getDocumentProxy(pdf.slice()))).text;
const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

test('the recall list on paper says in Vietnamese what the page says, and as many', async () => {
  const reply = await edge.get(`${forward}&format=pdf&lang=vi`);
  expect(reply.headers.get('content-type')).toBe('application/pdf');
  expect(reply.headers.get('content-disposition')).toContain('trace-lot-GLUE-1-forward.pdf');
  const pages = await pagesOf(await pdfOf(reply));
  const text = pages.join('\n');
  const { summary } = traceReply.parse(await (await edge.get(forward)).json());

  expect(text).toContain('Nhà máy Ẩm ướt');
  expect(text).toContain('Khách hàng: Điện tử Ẩm Thực');
  expect(text).toContain('lô chưa từng được nhận');
  expect(text).toContain(`Tổng số sản phẩm: ${summary.units}`);
  expect(text).toContain(
    `Sản phẩm · Ở khách hàng · Điện tử Ẩm Thực: ${summary.byLocation.shipped}`,
  );
  expect(text).toContain(`Sản phẩm · Trên chuyền · BD1/ASM/ASM1: ${summary.byLocation.wip}`);
  expect(new Set(text.match(/U-\d{5}/g)).size).toBe(summary.units);
  const tiers = [...text.matchAll(/^Có thể: (\d+)$/gm)].map(([, count]) => Number(count));
  const [total = 0, ...groups] = tiers;
  expect(total).toBe(summary.byCertainty.possible);
  expect(groups.slice(0, 2).reduce((sum, count) => sum + count, 0)).toBe(total);
  pages.forEach((page, index) => {
    expect(page).toContain(`Trang ${index + 1}/${pages.length}`);
  });
  expect(pages.length).toBeGreaterThan(2);
});

test('every row has a code that a scanner reads as the id beside it', async () => {
  const pdf = await pdfOf(await edge.get(`${forward}&format=pdf`));
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });
  const drawn = [...contentOf(pdf).matchAll(/BI \/W (\d+) \/H (\d+) .*? ID ([0-9a-f]+)>/g)];
  expect(drawn).toHaveLength(units + 2); // With the carton and the shipment.
  const scanned: string[] = [];
  for (const [, columns, rows, bits = ''] of drawn) {
    const picture = pictureOf(Number(columns), Number(rows), Buffer.from(bits, 'hex'));
    const [found] = await readBarcodes(picture, { formats: ['DataMatrix'] });
    if (found !== undefined) scanned.push(found.text);
  }
  const ids = Array.from({ length: units }, (_, index) => code(index));
  expect(scanned.sort()).toEqual([...ids, 'C-1', 'S-1'].sort());
});

test('a list of many roots says which of them nobody knows, and counts as its page does', async () => {
  const reply = await edge.get('/api/v1/trace?format=pdf&lang=en', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      objects: ['unit:U-00000', 'unit:U-00001', 'unit:NOBODY'],
      direction: 'backward',
    }),
  });
  const text = (await pagesOf(await pdfOf(reply))).join('\n');
  expect(text).toContain('Composition list');
  expect(text).toContain('No event names: unit:NOBODY');
  expect(countOf(text, /^GLUE-1$/gm)).toBe(1);
  expect(text).toContain('Lots: 1');
});

/** What is drawn on the pages: the streams that are text when inflated. */
function contentOf(pdf: Uint8Array): string {
  const file = Buffer.from(pdf);
  let content = '';
  for (let from = file.indexOf('stream\n'); from >= 0; from = file.indexOf('\nstream\n', from)) {
    const start = file.indexOf('\n', from + 1) + 1;
    const end = file.indexOf('\nendstream', start);
    if (file[start] === 0x78) content += inflateSync(file.subarray(start, end)).toString('latin1');
    from = end;
  }
  return content;
}

/** The modules at four pixels each, dark on white, with a quiet zone of four modules. */
function pictureOf(columns: number, rows: number, bits: Uint8Array) {
  const [scale, quiet] = [4, 4];
  const width = (columns + 2 * quiet) * scale;
  const height = (rows + 2 * quiet) * scale;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / scale) - quiet;
      const row = Math.floor(y / scale) - quiet;
      if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
      const byte = bits[row * Math.ceil(columns / 8) + (column >> 3)] ?? 0;
      if (((byte >> (7 - (column & 7))) & 1) === 1)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height, colorSpace: 'srgb' as const };
}
