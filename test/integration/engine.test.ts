import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import { edgeConfig } from '../../edge/config.ts';
import { type Edge, startEdge } from '../../edge/edge.ts';
import { EngineThread } from '../../edge/engine-thread/engine-thread.ts';
import { openStorage } from '../../edge/storage.ts';
import { message, plant } from '../support/edge-file.ts';

const station = 'BD1/SMT/SMT1/PRINT';
const asked = ['lot:R-1', 'lot:R-2', 'unit:U-7', 'container:C-1'];
const log = pino({ level: 'silent' });

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-engine-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Two reels in turn on one feeder, twenty units past them, in one carton. */
function shift(): object[] {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();
  const mounted = (lot: string, minute: number) => {
    return { id: `m-${lot}`, type: 'lot_mounted', at: at(minute), station, slot: 'F1', lot };
  };
  const units = Array.from({ length: 20 }, (_, nth) => `U-${nth}`);
  return [
    {
      id: 'r-1',
      type: 'lot_received',
      at: at(0),
      lot: 'R-1',
      item: 'CAP',
      quantity: { value: 10, uom: '1' },
    },
    mounted('R-1', 1),
    mounted('R-2', 12),
    ...units.flatMap((unit, nth) => [
      { id: `s-${nth}`, type: 'unit_started', at: at(2 + nth), unit, item: 'SPK' },
      passage(unit, at(3 + nth)),
    ]),
    {
      id: 'p-1',
      type: 'packed',
      at: at(40),
      container: 'C-1',
      contents: units.map((unit) => `unit:${unit}`),
    },
  ];
}

function passage(unit: string, at: string): object {
  const where = { station, operation: 'PRINT' };
  return { id: `${unit}-passed`, type: 'unit_processed', at, ...where, unit, result: 'pass' };
}

function start(engine: boolean): Promise<Edge> {
  return startEdge({
    config: edgeConfig.parse({
      plant,
      mqtt: { port: 0, anonymous: true },
      http: { port: 0 },
      store: { dataDir, readers: 1 },
      trace: { engine },
    }),
    log,
    version: '0.0.0',
    onDeath: (error) => {
      throw error;
    },
  });
}

async function call(edge: Edge, path: string, body?: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const posted = { method: 'POST', headers, body: JSON.stringify(body) };
  const reply = await fetch(
    `http://127.0.0.1:${edge.ports.http}${path}`,
    body === undefined ? {} : posted,
  );
  expect(reply.status).toBeLessThan(300);
  return reply.text();
}

async function post(edge: Edge, events: readonly object[]): Promise<number> {
  const text = await call(edge, '/api/v1/events', events);
  const { receipts } = JSON.parse(text) as { receipts: { seq: number; outcome: string }[] };
  expect(receipts.map(({ outcome }) => outcome)).toEqual(events.map(() => 'recorded'));
  return Math.max(...receipts.map(({ seq }) => seq));
}

async function lists(edge: Edge): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const direction of ['forward', 'backward']) {
    for (const object of asked) {
      const query = new URLSearchParams({ object, direction, view: 'list' });
      answers.push(comparable(await call(edge, `/api/v1/trace?${query}`)));
    }
    const body = { objects: asked, direction, view: 'list' };
    answers.push(comparable(await call(edge, '/api/v1/trace', body)));
  }
  return answers;
}

/** Without the time of the answer; the order of a list says nothing. */
function comparable(text: string): unknown {
  const { asOf, list, ...rest } = JSON.parse(text) as TraceListReply;
  const listed = Object.entries(list).flatMap(([kind, { certain, declared, possible }]) => [
    ...certain.map((id) => `${kind} ${id}, certain`),
    ...declared.map((id) => `${kind} ${id}, declared`),
    ...possible.map((id) => `${kind} ${id}, possible`),
  ]);
  return { seq: asOf.seq, listed: listed.sort(), ...rest };
}

async function whenAnswering(edge: Edge): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(await call(edge, '/metrics')).toMatch(/^lotline_trace_engine_reached_seq \d+$/m);
    },
    { timeout: 55_000, interval: 50 },
  );
}

test('recall lists are the same with the engine and without it, and health says which', async () => {
  let withEngine: unknown[];
  {
    await using edge = await start(true);
    await whenAnswering(edge);
    await post(edge, shift());
    withEngine = await lists(edge);
    expect(await call(edge, '/health/ready')).toMatch(/"trace engine","ready":true\}/);
    const metrics = await call(edge, '/metrics');
    for (const thread of ['main', 'writer', 'reader long', 'reader 1', 'engine']) {
      expect(metrics).toContain(`lotline_heap_used_bytes{thread="${thread}"}`);
    }
  }
  await using edge = await start(false);
  expect(await lists(edge)).toEqual(withEngine);
  expect(JSON.stringify(withEngine)).toContain('"unit U-7, certain"');
  expect(await call(edge, '/health/ready')).toContain('off: the tables answer');
}, 60_000);

test('what is receipted is in the next list', async () => {
  await using edge = await start(true);
  await whenAnswering(edge);
  await post(edge, shift());
  for (let nth = 0; nth < 20; nth += 1) {
    const unit = `LATE-${nth}`;
    const seq = await post(edge, [passage(unit, '2026-11-23T01:20:00.000Z')]);
    const text = await call(edge, '/api/v1/trace?object=lot:R-2&direction=forward&view=list');
    const { asOf, list } = JSON.parse(text) as TraceListReply;
    expect(asOf.seq).toBeGreaterThanOrEqual(seq);
    expect(Object.values(list.unit).flat()).toContain(unit);
  }
}, 60_000);

const question = { object: 'lot:R-1' as ObjectRef, direction: 'forward' as const }; // Written here.

test('when the thread of the engine ends, the tables answer, and the edge goes on', async () => {
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  await storage.sink.append(message(shift()));
  const settings = { file: storage.file, folder: join(dataDir, 'trace-index'), plant };
  const entry = new URL('../../edge/trace.worker.ts', import.meta.url);
  await using engine = new EngineThread({ entry, settings, log, retryMs: [] });
  storage.readers.prefer(engine);
  const ask = async () =>
    comparable(Buffer.from(await storage.readers.askJson('trace_list', question)).toString());
  const byTables = await ask();
  expect(await engine.list(question)).toBeUndefined();
  engine.start();
  await vi.waitFor(() => expect(engine.status.state).toBe('ready'), 20_000);
  expect(await engine.list(question)).toBeDefined();
  expect(await ask()).toEqual(byTables);
  const nobody = { ...question, object: 'lot:NOBODY' as ObjectRef }; // Written here.
  await expect(storage.readers.askJson('trace_list', nobody)).rejects.toMatchObject({
    code: 'not_found',
  });
  const waiting = Array.from({ length: 20 }, ask);
  await engine.worker?.terminate();
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => byTables));
  expect(engine.status).toMatchObject({ state: 'failed' });
  expect(await ask()).toEqual(byTables);
}, 60_000);

test('a start after a stop takes the engine up where it was, and reads on from there', async () => {
  const said: string[] = [];
  const telling = pino({ level: 'info' }, { write: (line: string) => said.push(line) });
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  await storage.sink.append(message(shift()));
  const settings = { file: storage.file, folder: join(dataDir, 'trace-index'), plant };
  const entry = new URL('../../edge/trace.worker.ts', import.meta.url);
  for (const from of [/"from":"rows: there are no files yet"/, /"from":"files"/]) {
    await using engine = new EngineThread({ entry, settings, log: telling });
    engine.start();
    await vi.waitFor(() => expect(engine.status.state).toBe('ready'), 20_000);
    expect(said.at(-1)).toMatch(from);
    await storage.sink.append(message(passage(`NEW-${said.length}`, '2026-11-23T01:05:00.000Z')));
    const list = Buffer.from((await engine.list(question)) ?? []).toString();
    expect(list).toContain(`"NEW-${said.length}"`);
  }
}, 60_000);

test('an engine that throws at a question ends; the tables answer', async () => {
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  await storage.sink.append(message(shift()));
  const settings = { file: storage.file, folder: join(dataDir, 'trace-index'), plant };
  const entry = new URL('../../edge/trace.worker.ts', import.meta.url);
  await using engine = new EngineThread({ entry, settings, log });
  storage.readers.prefer(engine);
  engine.start();
  await vi.waitFor(() => expect(engine.status.state).toBe('ready'), 20_000);
  expect(await engine.list(null as never)).toBeUndefined(); // What no caller may ask.
  expect(engine.status.state).toBe('failed');
  expect((await storage.readers.askJson('trace_list', question)).byteLength).toBeGreaterThan(100);
}, 60_000);

test('an engine that throws while it loads leaves the tables to answer, and says why', async () => {
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  await storage.sink.append(message(shift()));
  const settings = {
    file: join(dataDir, 'nothing-here.db'),
    folder: join(dataDir, 'trace-index'),
    plant,
  };
  const entry = new URL('../../edge/trace.worker.ts', import.meta.url);
  await using engine = new EngineThread({ entry, settings, log });
  storage.readers.prefer(engine);
  engine.start();
  await vi.waitFor(() => expect(engine.status.state).toBe('failed'), 20_000);
  expect(engine.status).toMatchObject({ reason: expect.stringContaining('unable to open') });
  expect((await storage.readers.askJson('trace_list', question)).byteLength).toBeGreaterThan(100);
}, 60_000);

test('an engine that failed is read again a few times, and then left to the tables', async () => {
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  await storage.sink.append(message(shift()));
  const settings = { file: storage.file, folder: join(dataDir, 'trace-index'), plant };
  const entry = new URL('../../edge/trace.worker.ts', import.meta.url);
  await using engine = new EngineThread({ entry, settings, log, retryMs: [10, 20] });
  engine.start();
  for (const nth of [1, 2, 3]) {
    await vi.waitFor(() => expect(engine.status.state).toBe('ready'), 20_000);
    await storage.sink.append(message(passage(`AGAIN-${nth}`, '2026-11-23T01:05:00.000Z')));
    const list = Buffer.from((await engine.list(question)) ?? []).toString();
    expect(list).toContain(`"AGAIN-${nth}"`);
    expect(await engine.list(null as never)).toBeUndefined(); // What no caller may ask: it throws.
  }
  expect(engine.status.state).toBe('failed');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(engine.status.state).toBe('failed');
}, 60_000);
