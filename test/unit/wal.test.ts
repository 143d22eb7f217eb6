import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openForReading, openForWriting } from '../../edge/store/database.ts';
import { createGateMemory, createReadingGate } from '../../edge/store/reading-gate.ts';
import { createWalKeeper } from '../../edge/store/wal.ts';

const bytesMax = 128 * 1024;
let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-wal-'));
  db = openForWriting(join(folder, 'lotline.db'));
  db.pragma('synchronous = OFF'); // What is tested is its size.
  db.exec('CREATE TABLE event (seq INTEGER PRIMARY KEY, body BLOB)');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const commit = () => db.prepare('INSERT INTO event (body) VALUES (?)').run(Buffer.alloc(20_000));
const walBytes = () => statSync(join(folder, 'lotline.db-wal')).size;

test('pages that are always being read do not make the write-ahead log grow without end', async () => {
  // Two readers that take turns: there is never a moment without one.
  const reader = `
    const Database = require('better-sqlite3');
    const { workerData, parentPort } = require('node:worker_threads');
    const db = new Database(workerData, { readonly: true });
    const read = db.transaction(() => {
      db.prepare('SELECT COUNT(*) FROM event').get();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    });
    const turn = () => { read(); setImmediate(turn); };
    turn();
    parentPort.postMessage('reading');`;
  const workers = [1, 2].map(() => new Worker(reader, { eval: true, workerData: db.name }));
  await Promise.all(
    workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))),
  );
  const keep = createWalKeeper(db, { limits: { bytesMax, waitMsMax: 100, gateMsMax: 0 } });
  let largest = 0;
  for (let round = 0; round < 60; round++) {
    commit();
    keep();
    largest = Math.max(largest, walBytes());
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect(largest).toBeLessThan(5 * bytesMax);
});

test('somebody who reads for long does not stop the writing, and the log shrinks afterwards', () => {
  const keep = createWalKeeper(db, { limits: { bytesMax, waitMsMax: 10, gateMsMax: 0 } });
  commit();
  const long = openForReading(db.name);
  long.exec('BEGIN');
  const seen = long.prepare('SELECT COUNT(*) FROM event').pluck();
  expect(seen.get()).toBe(1);
  for (let round = 0; round < 40; round++) {
    commit();
    keep();
  }
  expect(seen.get()).toBe(1);
  expect(walBytes()).toBeGreaterThan(bytesMax);
  long.close();
  for (let round = 0; round < 40; round++) {
    commit();
    keep();
  }
  expect(walBytes()).toBeLessThan(2 * bytesMax);
});

test('a long question holds up no commit: the next ones wait at the gate until the log was begun anew', () => {
  const gate = createReadingGate();
  const limits = { bytesMax, waitMsMax: 60_000, gateMsMax: 60_000 };
  const keep = createWalKeeper(db, { limits, gate });
  const long = openForReading(db.name);
  gate.enter();
  long.exec('BEGIN');
  long.prepare('SELECT COUNT(*) FROM event').get();
  for (let round = 0; round < 40; round++) {
    commit();
    // With the reader inside an attempt would wait for a minute.
    keep();
  }
  expect(walBytes()).toBeGreaterThan(2 * bytesMax);
  long.exec('COMMIT');
  gate.leave();
  commit();
  keep();
  expect(walBytes()).toBe(0);
  gate.enter();
  expect(gate.inside('all')).toBe(1);
  long.close();
});

test('while somebody reads, pages are moved into the database once a stretch of the log, not with every commit', () => {
  const keep = createWalKeeper(db, { limits: { checkpointBytes: bytesMax } });
  const moved = db.prepare<[], { checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  const work = (commits: number) => {
    for (let nth = 0; nth < commits; nth++) {
      commit();
      keep();
    }
    return moved.get()?.checkpointed ?? 0;
  };
  const read = () => {
    const reader = openForReading(db.name);
    reader.exec('BEGIN');
    reader.prepare('SELECT COUNT(*) FROM event').get();
    return reader;
  };
  expect(work(1)).toBe(0);
  const first = read();
  const stretch = Math.ceil(bytesMax / 20_000);
  const before = work(stretch);
  expect(before).toBeGreaterThan(0);
  const second = read();
  first.close();
  expect(work(1)).toBe(before);
  expect(work(stretch)).toBeGreaterThan(before);
  second.close();
});

test('a question that waits at a gate nobody opens goes in by itself', () => {
  const gate = createReadingGate();
  gate.close('all');
  gate.enter();
  expect(gate.inside('all')).toBe(1);
  gate.leave();
  gate.enter();
  expect(gate.inside('all')).toBe(1);
});

test('the log is begun anew when no long question is inside, and short ones need not wait for that', () => {
  const memory = createGateMemory();
  const gate = createReadingGate(memory);
  const ofLong = createReadingGate(memory, { isLong: true });
  const limits = { checkpointBytes: bytesMax, gateMsMax: 60_000 };
  const keep = createWalKeeper(db, { limits, gate });
  const log = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  const work = () => {
    for (let bytes = 0; bytes < 2 * bytesMax; bytes += 20_000) {
      commit();
      keep();
    }
    return log.get();
  };
  ofLong.enter();
  const grown = work();
  expect(grown?.checkpointed).toBe(0);
  gate.enter();
  expect(gate.inside('all')).toBe(2);
  ofLong.leave();
  expect(work()?.log).toBeLessThan(grown?.log ?? 0);
});
