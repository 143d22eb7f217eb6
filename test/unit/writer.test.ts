import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sink } from '../../edge/ingest/sink.ts';
import { defineProjection } from '../../edge/projections/define-projection.ts';
import { projections } from '../../edge/projections/projections.ts';
import type { Database } from '../../edge/store/database.ts';
import type { WriterNews } from '../../edge/store/protocol.ts';
import { Writer } from '../../edge/store/writer.ts';
import { decodeJson, decodeNative } from '../../gateway/native/decode.ts';
import { message } from '../support/edge-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-writer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mounted = (n: number) =>
  message({
    id: `m-${n}`,
    type: 'lot_mounted',
    at: '2026-11-23T08:00:00+07:00',
    station: 'BD1/SMT/SMT1/PLACE',
    lot: `R-${n}`,
    slot: `F-${n}`,
  });

test('a full disk refuses machines and lets a cursor wait; with room again all goes on', async () => {
  const open: { db?: Database } = {};
  const news: WriterNews[] = [];
  /** Folds nothing: it is where a test gets hold of the writer's own connection. */
  const insider = defineProjection({
    name: 'insider',
    version: 1,
    tables: [],
    schema: '',
    prepare: (db) => {
      open.db = db;
      return { folds: {} };
    },
  });
  const writer = new Writer({
    file: join(folder, 'lotline.db'),
    clock: { nowMs: () => 2_000_000_000_000 },
    decoders: {
      'native-mqtt': decodeNative,
      json: (source, _topic, payload) => decodeJson(source, payload),
      unknown: () => ({ events: [], problems: [] }),
    },
    projections: [...projections, insider],
    tell: (each) => news.push(each),
  });
  const { port1, port2 } = new MessageChannel();
  writer.handle({ kind: 'connect', port: port1 });
  const sink = new Sink(port2);
  const { db } = open;
  if (db === undefined) return expect.unreachable('the writer prepared its projections');
  const sendAll = () =>
    Promise.allSettled(Array.from({ length: 200 }, (_, n) => sink.append(mounted(n))));

  const pagesMax = db.pragma('max_page_count', { simple: true });
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
  const refused = await sendAll();
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
  db.pragma('query_only = ON'); // What a cursor would write fits into its page: this stands for no room at all.
  expect(() => writer.handle({ kind: 'advance', consumer: 'cloud', seq: 1 })).not.toThrow();
  expect(news.filter(({ kind }) => kind === 'failing').length).toBeGreaterThan(1);

  db.pragma('query_only = OFF');
  db.pragma(`max_page_count = ${pagesMax}`);
  const taken = await sendAll();
  expect(taken.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))).toEqual(
    Array.from({ length: 200 }, (_, n) => ({ id: `m-${n}`, outcome: 'recorded', seq: n + 1 })),
  );
  expect(news.at(-1)).toEqual({ kind: 'grew', headSeq: 200 });
  await sink.drain();
  writer.handle({ kind: 'stop' });
  expect(news.at(-1)).toEqual({ kind: 'stopped' });
});
