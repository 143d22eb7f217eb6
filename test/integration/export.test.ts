import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traceReply } from '../../edge/api/contract/trace.ts';
import { traceCommonReply } from '../../edge/api/contract/trace-common.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const units = 3000;
const at = '2026-11-23T08:00:00+07:00';
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
const station = 'BD1/ASM/ASM1/GLUE';
const code = (index: number) => `U-${String(index).padStart(5, '0')}`;

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  const indexes = Array.from({ length: units }, (_, index) => index);
  await edge.post([
    {
      id: 'r',
      type: 'lot_received',
      at,
      lot: 'GLUE-1',
      item: 'KEO',
      quantity: { value: 9, uom: 'kg' },
    },
    { id: 'm', type: 'lot_mounted', at, station, lot: 'GLUE-1', slot: 'TANK' },
    ...indexes.flatMap((index) => [
      {
        id: `s-${index}`,
        type: 'unit_started',
        at: after(index + 10),
        unit: code(index),
        item: 'LOA;1',
      },
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
      id: 'k2',
      type: 'packed',
      at: after(units + 60),
      container: 'C-2',
      contents: ['unit:U-00002'],
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
const summaryOf = async () => {
  const reply = await edge.get(`${forward}&view=summary`);
  return traceReply.parse(await reply.json()).summary;
};

describe('the recall list as CSV', () => {
  test('names every unit that the summary counts, with its carton and customer', async () => {
    const reply = await edge.get(`${forward}&format=csv&lang=vi`);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...rows] = strFromU8(bytes.subarray(3)).trimEnd().split('\r\n');
    expect(header?.split(';').slice(0, 3)).toEqual(['Loại', 'Mã', 'Mã hàng']);
    const { containers, shipments, lots } = await summaryOf();
    const found = rows.filter((row) => row.startsWith('Sản phẩm;'));
    expect([found.length, rows.length - found.length]).toEqual([
      units,
      containers + shipments + lots,
    ]);
    expect(found[0]).toBe(
      'Sản phẩm;U-00000;"LOA;1";Đã đóng gói;Có thể;không rõ chương trình của sản phẩm có lấy từ khe này không;Ở khách hàng;Điện tử Ẩm Thực;C-1;S-1;;1',
    );
  });
});

describe('the recall list as a workbook', () => {
  test('holds the numbers of the summary, and as many rows', async () => {
    const reply = await edge.get(`${forward}&format=xlsx&lang=en`);
    expect(reply.headers.get('content-disposition')).toContain('trace-lot-GLUE-1-forward.xlsx');
    const files = unzipSync(new Uint8Array(await reply.arrayBuffer()));
    const sheet = (number: number) =>
      strFromU8(files[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
    const numbers = new Map(
      [...sheet(1).matchAll(/<t[^>]*>([^<]*)<\/t><\/is><\/c><c[^>]*><v>(\d+)<\/v>/g)].map(
        ([, label, count]) => [label, Number(count)],
      ),
    );
    const { units: counted, byLocation, byCertainty } = await summaryOf();
    expect([numbers.get('Units in total'), numbers.get('At a customer')]).toEqual([
      counted,
      byLocation.shipped,
    ]);
    expect([numbers.get('Certain'), numbers.get('Possible')]).toEqual([
      byCertainty.certain,
      byCertainty.possible,
    ]);
    const listed = [...sheet(2).matchAll(/<row r="(\d+)">.*?<t[^>]*>([^<]*)</g)];
    expect(listed.filter((row) => row[2] === 'Units')).toHaveLength(counted);
    expect(sheet(2)).toContain('<c r="B2" t="inlineStr"><is><t xml:space="preserve">U-00000</t>');
  });
});

describe('a trace as lines of JSON', () => {
  test('has the same nodes and links as the one reply', async () => {
    const whole = traceReply.parse(await (await edge.get(forward)).json());
    const text = await (await edge.get(`${forward}&format=ndjson`)).text();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): { kind: string } => JSON.parse(line));
    const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
    expect([count('node'), count('link'), count('summary')]).toEqual([
      whole.nodes.length,
      whole.links.length,
      1,
    ]);
  });

  test('is made no faster than its reader takes it', async () => {
    const reply = await edge.storage.readers.askJson('trace', {
      objects: ['lot:GLUE-1' as never],
      direction: 'forward',
    });
    const bytes = reply.byteLength;
    const stream = await edge.exporter.stream('trace_ndjson', reply, 'en');
    stream.once('readable', () => {});
    await expect.poll(() => stream.readableLength).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stream.readableLength).toBeLessThan(200_000);
    let taken = 0;
    for await (const chunk of stream) taken += (chunk as Uint8Array).byteLength;
    expect(taken).toBeGreaterThan(bytes);
    expect(bytes).toBeGreaterThan(800_000);
  });
});

describe('a trace of many objects', () => {
  const post = (query: string, body: unknown) =>
    edge.get(`/api/v1/trace${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('walks from all of them at once, and says which nobody knows', async () => {
    const objects = Array.from({ length: 1000 }, (_, index) => `unit:${code(index)}`);
    const reply = await post('', { objects: [...objects, 'unit:NOBODY'], direction: 'backward' });
    const { roots, unknown, summary } = traceReply.parse(await reply.json());
    expect([roots?.length, unknown, summary.lots]).toEqual([1000, ['unit:NOBODY'], 1]);
  });

  test('lists only the kinds and places asked for', async () => {
    const asked = { objects: ['lot:GLUE-1'], direction: 'forward', locations: ['shipped'] };
    const { summary } = traceReply.parse(await (await post('', asked)).json());
    expect([summary.units, summary.byLocation.wip]).toEqual([2, 0]);
    const filtered = await edge.get(`${forward}&kind=container&kind=shipment`);
    const { nodes } = traceReply.parse(await filtered.json());
    expect(
      nodes
        .filter(({ depth }) => depth > 0)
        .map(({ object }) => object)
        .sort(),
    ).toEqual(['container:C-1', 'container:C-2', 'shipment:S-1']);
  });

  test('a body that is no list of objects is refused with what is expected', async () => {
    const reply = await post('', { objects: ['GLUE-1'], direction: 'sideways' });
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(
      'expected lot:, unit:, container: or shipment: and a valid id',
    );
  });
});

test('two units of one tank have its lot in common, and a carton only where both are in it', async () => {
  const common = async (query: string) => {
    const reply = await edge.get(`/api/v1/trace/common?${query}`);
    return traceCommonReply.parse(await reply.json());
  };
  const backward = await common('object=unit:U-00000&object=unit:U-00002');
  expect(backward.shared.map(({ object, ways }) => [object, ways])).toEqual([
    [
      'lot:GLUE-1',
      [
        { depth: 1, certainty: 'possible' },
        { depth: 1, certainty: 'possible' },
      ],
    ],
  ]);
  const forward = await common('object=unit:U-00000&object=unit:U-00001&direction=forward');
  expect(forward.shared.map(({ object }) => object)).toEqual(['container:C-1', 'shipment:S-1']);
  const apart = await common('object=unit:U-00000&object=unit:U-00002&direction=forward');
  expect([apart.sharedCount, apart.only[0]]).toEqual([
    0,
    { object: 'unit:U-00000', lots: 0, units: 0, containers: 1, shipments: 1 },
  ]);
});

test('a code to print is drawn on white, and Code 128 is refused for what it cannot hold', async () => {
  const drawn = await edge.get('/api/v1/objects/unit/U-00000/barcode.svg?symbology=qrcode');
  expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  expect(await drawn.text()).toMatch(/^<svg .*fill="#FFFFFF".*<path d="M/s);
  const vietnamese = encodeURIComponent('Ẩ-1');
  const refused = await edge.get(
    `/api/v1/objects/unit/${vietnamese}/barcode.svg?symbology=code128`,
  );
  expect(refused.status).toBe(400);
});

test('the events behind a number are found by their positions in the log', async () => {
  const reply = await edge.get('/api/v1/events?seq=2,1,2,999999');
  const { events } = (await reply.json()) as { events: { seq: number }[] };
  expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
});
