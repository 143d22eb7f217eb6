import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import Database from 'better-sqlite3';
import mqtt from 'mqtt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TraceReply } from '../../edge/api/contract/trace.ts';
import { edgeConfig } from '../../edge/config.ts';
import { type Edge, startEdge } from '../../edge/edge.ts';
import { projections } from '../../edge/projections/projections.ts';
import { verify } from '../../edge/store/verify.ts';
import { cloudToken, TestCloud } from '../support/cloud.ts';

/** The invariants of ARCHITECTURE.md, each by its number and name, against a whole edge. */
const root = resolve(import.meta.dirname, '../..');
const station = 'BD1/SMT/SMT1/PLACE';
const at = '2026-11-23T08:00:00+07:00';

let dataDir: string;
let edge: Edge;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-invariants-'));
  edge = await start();
});
afterEach(async () => {
  await edge[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(cloud: object = {}): Promise<Edge> {
  return startEdge({
    config: edgeConfig.parse({
      plant: { site: 'BD1', name: { vi: 'Nhà máy', en: 'Plant' } },
      mqtt: { port: 0, anonymous: true },
      http: { port: 0 },
      store: { dataDir, readers: 1 },
      cloud,
    }),
    log: pino({ level: 'silent' }),
    version: '0.0.0',
    cloudToken,
    onDeath: (error) => {
      throw error;
    },
  });
}

type Receipt = { id: string; outcome: string; seq?: number; reason?: string };

async function post(body: unknown): Promise<readonly Receipt[]> {
  const reply = await fetch(`http://127.0.0.1:${edge.ports.http}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(reply.status).toBe(200);
  const { receipts } = (await reply.json()) as { receipts: Receipt[] };
  return receipts;
}

async function traceOf(object: string, direction: 'forward' | 'backward'): Promise<TraceReply> {
  const query = new URLSearchParams({ object, direction });
  const reply = await fetch(`http://127.0.0.1:${edge.ports.http}/api/v1/trace?${query}`);
  expect(reply.status).toBe(200);
  return (await reply.json()) as TraceReply; // A contract test holds the API to its schema.
}

function read<T>(ask: (db: Database.Database) => T): T {
  const db = new Database(join(dataDir, 'lotline.db'), { readonly: true });
  try {
    return ask(db);
  } finally {
    db.close();
  }
}

const countOf = (id: string) =>
  read((db) => db.prepare('SELECT COUNT(*) FROM event_log WHERE id = ?').pluck().get(id));

const mount = (id: string, lot = 'R-1', when: string = at) => ({
  id,
  type: 'lot_mounted',
  at: when,
  station,
  lot,
  slot: 'F1',
});

describe('invariants', () => {
  test('1. Acked is on disk', async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${edge.ports.mqtt}`);
    for (const qos of [1, 2] as const) {
      const id = `by-mqtt-${qos}`;
      const topic = `lotline/v1/${station}/lot_mounted`;
      await client.publishAsync(topic, JSON.stringify(mount(id)), { qos });
      expect(countOf(id)).toBe(1);
    }
    await client.endAsync();
    const [receipt] = await post(mount('by-http'));
    expect(receipt?.outcome).toBe('recorded');
    expect(countOf('by-http')).toBe(1);
    expect(read((db) => db.pragma('journal_mode', { simple: true }))).toBe('wal');
  });

  test('2. Once', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => post(mount('same'))));
    const outcomes = many.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(19);
    const [other] = await post(mount('same', 'R-other'));
    expect(other?.outcome).toBe('quarantined');
    expect(countOf('same')).toBe(1);
    const bodies = read((db) =>
      db.prepare("SELECT body FROM event_log WHERE id = 'same'").pluck().all(),
    );
    expect(JSON.parse(String(bodies[0]))).toMatchObject({ lot: 'R-1' });
  });

  test('3. Nothing vanishes', async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${edge.ports.mqtt}`);
    const valid = JSON.stringify(mount('good'));
    const messages: [string, Buffer][] = [
      [`lotline/v1/${station}/lot_mounted`, Buffer.from(valid)],
      [`lotline/v1/${station}/lot_mounted`, Buffer.from(valid)],
      [`lotline/v1/${station}/lot_mounted`, Buffer.from('{"id":"half')],
      [`lotline/v1/${station}/lot_mounted`, Buffer.from([0, 255, 1])],
      [`lotline/v1/${station}/no_such_type`, Buffer.from('{}')],
      [
        `lotline/v1/${station}/lot_mounted`,
        Buffer.from(JSON.stringify({ ...mount('typo'), lott: 1 })),
      ],
      ['machines/old/press', Buffer.from('42')],
    ];
    for (const [topic, payload] of messages) await client.publishAsync(topic, payload, { qos: 1 });
    await client.endAsync();
    expect(countOf('good')).toBe(1);
    const kept = read((db) =>
      db
        .prepare<[], { topic: string; payload: Buffer; reason: string }>(
          'SELECT topic, payload, reason FROM quarantine ORDER BY id',
        )
        .all(),
    );
    expect(kept.map(({ topic, payload }) => [topic, payload])).toEqual(messages.slice(2));
    expect(kept.every(({ reason }) => reason.length > 10)).toBe(true);
  });

  test('4. The log decides', async () => {
    await post([
      mount('m1'),
      {
        id: 'p1',
        type: 'unit_processed',
        at: '2026-11-23T08:05:00+07:00',
        station,
        unit: 'U-1',
        operation: 'OP',
        result: 'pass',
      },
      mount('m2', 'R-2', '2026-11-23T08:02:00+07:00'),
      {
        id: 'x1',
        type: 'event_retracted',
        at: '2026-11-23T09:00:00+07:00',
        event: 'm1',
        reason: 'scanned twice',
      },
    ]);
    const { isSame, events } = verify(join(dataDir, 'lotline.db'), projections, () => {});
    expect({ isSame, events }).toEqual({ isSame: true, events: 4 });
    const rewrite = (sql: string) => () => {
      const db = new Database(join(dataDir, 'lotline.db'));
      try {
        db.exec(sql);
      } finally {
        db.close();
      }
    };
    expect(rewrite("UPDATE event_log SET body = '{}'")).toThrow('append-only');
    expect(rewrite('DELETE FROM event_log')).toThrow('append-only');
  });

  test('5. One writer', () => {
    const onMain = importsFrom(join(root, 'edge/cli/edge.ts'));
    expect(onMain.has('better-sqlite3')).toBe(false);
    expect(onMain.has('fastify')).toBe(true);
    const writing = filesIn('edge').filter((file) =>
      /openForWriting\(/.test(readFileSync(file, 'utf8')),
    );
    expect(writing.map((file) => relative(root, file)).sort()).toEqual([
      'edge/store/database.ts',
      'edge/store/writer.ts',
    ]);
  });

  test('6. The log is the outbox', async () => {
    await using cloud = new TestCloud(undefined);
    await cloud.start();
    await edge[Symbol.asyncDispose]();
    edge = await start({ url: cloud.url });
    await post([mount('m1'), mount('m2', 'R-2', '2026-11-23T08:10:00+07:00')]);
    const cursor = () =>
      read((db) => db.prepare("SELECT seq FROM cursor WHERE consumer = 'cloud'").pluck().get());
    await expect.poll(cursor).toBe(2);
    const tables = read((db) =>
      db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all(),
    );
    expect(tables.filter((name) => /queue|outbox|pending/.test(name))).toEqual([]);
  });

  test('7. Event time gives meaning, seq gives order', async () => {
    const passage = {
      id: 'p1',
      type: 'unit_processed',
      at: '2026-11-23T08:30:00+07:00',
      startedAt: '2026-11-23T08:29:50+07:00',
      station,
      unit: 'U-1',
      operation: 'OP',
      result: 'pass',
    };
    await post([mount('m1'), passage]);
    expect((await traceOf('lot:R-1', 'forward')).nodes.map(({ object }) => object)).toContain(
      'unit:U-1',
    );
    const [late] = await post(mount('m2', 'R-2', '2026-11-23T08:15:00+07:00'));
    expect(late?.seq).toBe(3);
    const told = async (lot: string) =>
      (await traceOf(lot, 'forward')).nodes.some(({ object }) => String(object) === 'unit:U-1');
    expect([await told('lot:R-1'), await told('lot:R-2')]).toEqual([false, true]);
    const clocks = read((db) =>
      db
        .prepare<[], { seq: number; at: number; stored: number }>(
          'SELECT seq, at_ms AS at, recorded_at_ms AS stored FROM event_log ORDER BY seq',
        )
        .all(),
    );
    expect(clocks.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(clocks.every(({ at: told, stored }) => told !== stored)).toBe(true);
  });

  test('10. The same code serves demo, test and plant', () => {
    const service = ['edge', 'gateway', 'domain', 'cloud'].flatMap(filesIn);
    const plays = service.filter((file) =>
      /from '[^']*(?:simulators|demo|test)\//.test(readFileSync(file, 'utf8')),
    );
    expect(plays).toEqual([]);
    const inside = filesIn('simulators').filter((file) =>
      /from '[^']*\.\.\/(?:edge|gateway|cloud)\//.test(readFileSync(file, 'utf8')),
    );
    expect(inside).toEqual([]);
  });

  test('11. A trace is complete or says what is missing', async () => {
    const depth = 200;
    const nested = Array.from({ length: depth }, (_, level) => ({
      id: `n${level}`,
      type: 'packed',
      at,
      container: `C-${level + 1}`,
      contents: [level === 0 ? 'unit:U-1' : `container:C-${level}`],
    }));
    await post([{ id: 's1', type: 'unit_started', at, unit: 'U-1', item: 'SPK' }, ...nested]);
    const deep = await traceOf('unit:U-1', 'forward');
    expect(deep.nodes).toHaveLength(depth + 1);
    expect(Math.max(...deep.nodes.map((node) => node.depth))).toBe(depth);
    expect(deep.completeness.complete).toBe(true);

    await post([
      { id: 'c1', type: 'packed', at, container: 'A', contents: ['container:B', 'unit:U-2'] },
      { id: 'c2', type: 'packed', at, container: 'B', contents: ['container:A'] },
    ]);
    const { completeness } = await traceOf('unit:U-2', 'forward');
    expect(completeness.complete).toBe(false);
    expect(completeness.cycles).toEqual([['container:A', 'container:B']]);
    expect(completeness.deadEnds).toEqual([{ object: 'unit:U-2', reason: 'unit_never_started' }]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Everything a thread loads that starts with this file, packages by name; types are not loaded. */
function importsFrom(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, clause = '', target = ''] of source.matchAll(
    /^(?:import|export) ([^;]*?) from '([^']+)'/gm,
  )) {
    if (clause.startsWith('type ')) continue;
    const names = clause
      .match(/\{([^}]*)\}/)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const isTypesOnly =
      clause.startsWith('{') && names?.every((name) => name.trim().startsWith('type '));
    if (isTypesOnly) continue;
    if (!target.startsWith('.')) seen.add(target);
    else if (target.endsWith('.ts')) importsFrom(resolve(dirname(file), target), seen);
  }
  return seen;
}
