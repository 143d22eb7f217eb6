import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FactoryError } from '../../domain/factory-error.ts';
import { openStorage } from '../../edge/storage.ts';
import { message, plant } from '../support/edge-file.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-storage-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const heartbeat = (id: string) =>
  message({ id, type: 'heartbeat', at: '2026-11-23T08:00:00+07:00', station: 'BD1/SMT/SMT1/AOI' });

/** Why the storage does not open. */
async function refusal(): Promise<FactoryError> {
  try {
    await using storage = await openStorage({ dataDir, plant });
    return expect.unreachable(`${storage.file} opened`);
  } catch (error) {
    expect(error).toBeInstanceOf(FactoryError);
    return error as FactoryError; // Just seen.
  }
}

describe('one data folder', () => {
  test('belongs to one edge at a time; a second one says so, and the first goes on', async () => {
    await using first = await openStorage({ dataDir, plant });
    expect((await refusal()).message).toContain('another edge is running');
    expect(await first.sink.append(heartbeat('h-1'))).toMatchObject([{ outcome: 'recorded' }]);
  });

  test('is free again when its edge has stopped', async () => {
    for (const id of ['h-1', 'h-2']) {
      await using storage = await openStorage({ dataDir, plant });
      expect(await storage.sink.append(heartbeat(id))).toMatchObject([{ outcome: 'recorded' }]);
    }
  });

  test('with a file that is no database is left as it is, and named', async () => {
    const file = join(dataDir, 'lotline.db');
    writeFileSync(file, 'not a database at all'.repeat(500));
    const { code, message: text } = await refusal();
    expect(code).toBe('invalid_config');
    expect(text).toContain(file);
    expect(text).toContain('file is not a database');
  });

  test('of a newer program is refused with what to do', async () => {
    const db = new Database(join(dataDir, 'lotline.db'));
    db.pragma('user_version = 99');
    db.close();
    const { code, message: text } = await refusal();
    expect(code).toBe('invalid_config');
    expect(text).toContain('the database has version 99');
  });
});
