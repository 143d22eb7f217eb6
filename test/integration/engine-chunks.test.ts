import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import { createEngine } from '../../edge/engine/engine.ts';
import { Chunks } from '../../edge/engine-thread/chunks.ts';
import { traceList } from '../../edge/trace/trace.ts';
import { type EdgeFile, edgeIn, message } from '../support/edge-file.ts';

let dataDir: string;
let folder: string;
let edge: EdgeFile;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-chunks-'));
  folder = join(dataDir, 'trace-index');
  edge = edgeWith(join(dataDir, 'lotline.db'), shift());
});
afterEach(() => {
  edge.db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function edgeWith(file: string, events: readonly object[]): EdgeFile {
  const made = edgeIn(file);
  made.db.exec("INSERT INTO meta (key, value) VALUES ('epoch', 'first')");
  made.recordMessages(events.map((event) => message(event)));
  return made;
}

const station = (name: string) => ({ station: `BD1/SMT/SMT1/${name}` });

function passed(unit: string, minute: number, where = 'PRINT'): object {
  const at = new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();
  const id = `${unit}-${where}`;
  return {
    id,
    type: 'unit_processed',
    at,
    ...station(where),
    operation: where,
    unit,
    result: 'pass',
  };
}

/** Two lots on two stations, two hundred units past both, some in a carton. */
function shift(): object[] {
  const at = '2026-11-23T01:00:00.000Z';
  const units = Array.from({ length: 200 }, (_, nth) => `U-${nth}`);
  const contents = units.slice(0, 50).map((unit) => `unit:${unit}`);
  return [
    { id: 'm-1', type: 'lot_mounted', at, ...station('PRINT'), slot: 'F1', lot: 'R-1' },
    { id: 'm-2', type: 'lot_mounted', at, ...station('PLACE'), slot: 'F1', lot: 'R-2' },
    ...units.flatMap((unit, nth) => [passed(unit, 1 + nth), passed(unit, 2 + nth, 'PLACE')]),
    { id: 'p-1', type: 'packed', at: '2026-11-23T06:00:00.000Z', container: 'C-1', contents },
  ];
}

/** Builds the engine as a start would; saves it as a stop would. Returns why the rows were read. */
async function run(behindEventsMax?: number): Promise<string | undefined> {
  const chunks = new Chunks(folder, edge.db, behindEventsMax);
  const opened = chunks.open();
  const engine = createEngine(edge.context, opened);
  expectSameAnswers(engine);
  await chunks.save(opened.genealogy, engine.reachedSeq());
  return opened.reason;
}

function expectSameAnswers(engine: ReturnType<typeof createEngine>): void {
  const ask = traceList.prepare(edge.context);
  for (const object of ['lot:R-1', 'lot:R-2', 'unit:U-7', 'container:C-1']) {
    for (const direction of ['forward', 'backward'] as const) {
      const params = { object: object as ObjectRef, direction }; // Written here.
      const told = JSON.parse(Buffer.from(engine.list(params)).toString('utf8')) as TraceListReply; // The engine's own.
      expect(comparable(told)).toEqual(comparable(ask(params)));
    }
  }
}

/** The order of a list says nothing. */
function comparable({ list, completeness, ...rest }: TraceListReply): unknown {
  const deadEnds = completeness.deadEnds.map(({ object }) => object).sort();
  const listed = Object.entries(list).flatMap(([kind, of]) =>
    Object.entries(of).flatMap(([certainty, ids]) => ids.map((id) => [kind, certainty, id].join())),
  );
  return { ...rest, completeness: { ...completeness, deadEnds }, listed: listed.sort() };
}

const fileOf = (part: string): string => {
  const name = readdirSync(folder).find((file) => file.startsWith(part));
  return join(folder, name ?? expect.unreachable(`${part} was written`));
};

describe('an engine that was kept in files', () => {
  test('is taken up again without reading the rows', async () => {
    expect(await run()).toBe('there are no files yet');
    expect(await run()).toBeUndefined();
  });

  test('follows what the log gained in between, corrections too', async () => {
    await run();
    const retracted = {
      id: 'x-1',
      type: 'event_retracted',
      at: '2026-11-23T07:00:00.000Z',
      event: 'U-7-PRINT',
      reason: 'wrong scan',
    };
    const events = [passed('NEW-1', 20), passed('U-3', 300, 'PLACE'), retracted];
    const receipts = edge.recordMessages(events.map((event) => message(event)));
    expect(receipts.map(({ outcome }) => outcome)).toContain('recorded');
    expect(await run()).toBeUndefined();
    expect(await run()).toBeUndefined();
  });

  test('is read from the rows when too much was recorded since', async () => {
    await run();
    const many = Array.from({ length: 100 }, (_, nth) => passed(`MORE-${nth}`, 210 + nth));
    edge.recordMessages(many.map((event) => message(event)));
    expect(await run()).toBe('the files are far behind');
    expect(await run()).toBeUndefined();
  });

  test('is read from the rows when more was recorded since than is noted at once', async () => {
    await run();
    const few = [passed('NEW-1', 210), passed('NEW-2', 211)];
    edge.recordMessages(few.map((event) => message(event)));
    expect(await run(1)).toBe('the files are far behind');
    edge.recordMessages([message(passed('NEW-3', 212))]);
    expect(await run(1)).toBeUndefined();
  });

  test('is written again only where something changed', async () => {
    await run();
    const before = readdirSync(folder);
    edge.recordMessages([message(passed('NEW-1', 20))]);
    await run();
    const same = readdirSync(folder).filter((file) => before.includes(file));
    expect(same).toEqual(['index', expect.stringMatching(/^station-/)]);
    expect(readdirSync(folder)).toHaveLength(before.length);
  });

  test.each([
    'objects',
    'links',
    'heights',
    'visits',
    'bookings',
    'mounts',
    'doubtful',
    'station-',
    'index',
  ])('is read from the rows when one byte of its %s is wrong, and kept anew', async (part) => {
    await run();
    const bytes = readFileSync(fileOf(part));
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(fileOf(part), bytes);
    expect(await run()).toMatch(/is damaged$/);
    expect(await run()).toBeUndefined();
  });

  test.each(['objects', 'station-', 'index'])(
    'is read from the rows when its %s ends too early, or is gone',
    async (part) => {
      await run();
      truncateSync(fileOf(part), 100);
      expect(await run()).toMatch(/has 100 bytes of|is damaged/);
      rmSync(fileOf(part));
      expect(await run()).toMatch(/no such file|no files yet/);
      expect(await run()).toBeUndefined();
    },
  );

  test.each([
    ['was restored', "UPDATE meta SET value = 'second' WHERE key = 'epoch'"],
    ['has read models of another version', 'UPDATE projection SET version = version + 1'],
    ['had its read models built again', 'CREATE TABLE another (id INTEGER)'],
  ])('is read from the rows when the file %s', async (_, change) => {
    await run();
    edge.db.exec(change);
    expect(await run()).toBe('the files are of other rows');
  });

  test.each([
    ['lacks an event', []],
    ['went on with other events', [passed('OTHER-1', 300), passed('OTHER-2', 301)]],
  ])('is read from the rows when a copy is in the place of the file that %s', async (_, others) => {
    await run();
    edge.db.close();
    edge = edgeWith(join(dataDir, 'copy.db'), [...shift().toSpliced(-2, 1), ...others]);
    expect(await run()).toBe('the files are of other rows');
  });

  test('cannot be kept where nothing can be written; it answers all the same', async () => {
    writeFileSync(folder, 'a file where the folder belongs');
    await expect(run()).rejects.toThrow(/EEXIST|ENOTDIR/);
  });

  test('is whole after a kill at any moment of writing', async () => {
    await run();
    const writer = fileURLToPath(new URL('../support/chunk-writer.ts', import.meta.url));
    for (let nth = 0; nth < 4; nth += 1) {
      const child = spawn(process.execPath, [writer, join(dataDir, 'lotline.db'), folder]);
      await once(child.stdout, 'data');
      await sleep(nth * 7);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      expect(await run()).toBeUndefined();
    }
  }, 60_000);
});
