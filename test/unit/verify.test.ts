import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../edge/cli/verify.ts';
import { openStorage } from '../../edge/storage.ts';
import { message, plant } from '../support/edge-file.ts';

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/SMT/SMT1/PLACE';
const events = [
  { id: 'e-1', type: 'lot_mounted', at, station, lot: 'R-1', slot: 'F01' },
  {
    id: 'e-2',
    type: 'unit_processed',
    at: '2026-11-23T08:00:30+07:00',
    startedAt: '2026-11-23T08:00:10+07:00',
    station,
    unit: 'U-1',
    operation: 'PLACE',
    result: 'pass',
  },
];

let dataDir: string;
let said: { out: string; err: string };
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-verify-test-'));
  said = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((text) => {
    said.out += `${text}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    said.err += `${text}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true });
});

async function recordEvents(): Promise<void> {
  await using storage = await openStorage({ dataDir, plant });
  await storage.sink.append(message(events));
}

/** Something that nobody should do to the file while no edge runs. */
function tamper(sql: string): void {
  const db = new Database(join(dataDir, 'lotline.db'));
  db.exec(sql);
  db.close();
}

const verify = (...argv: string[]) => run(['--data-dir', dataDir, ...argv]);

describe('lotline verify', () => {
  test('finds a rebuild the same while the edge runs, and counts the rows', async () => {
    await using storage = await openStorage({ dataDir, plant });
    await storage.sink.append(message(events));
    expect(await verify()).toBe(0);
    expect(said.out).toMatch(/^table +rows +extra +missing$/m);
    expect(said.out).toMatch(/^mount +1 +0 +0$/m);
    expect(said.out).toContain('the same: a rebuild from 2 events gives every row');
  });

  test('finds a row that somebody removed and one that somebody added', async () => {
    await recordEvents();
    tamper('DELETE FROM passage_mark; UPDATE mount SET slot = slot || 1');
    expect(await verify()).toBe(1);
    expect(said.out).toMatch(/^passage_mark +0 +0 +1$/m);
    expect(said.out).toMatch(/^mount +1 +1 +1$/m);
    expect(said.out).toContain('DIFFERENT');
    said.out = '';
    expect(await verify('--json')).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({ isSound: false, isSame: false, events: 2 });
  });

  test('says why it cannot try: no database, not one of ours, another version', async () => {
    expect(await verify()).toBe(2);
    expect(said.err).toContain(`there is no database ${join(dataDir, 'lotline.db')}`);

    writeFileSync(join(dataDir, 'lotline.db'), 'not a database at all'.repeat(50));
    expect(await verify()).toBe(2);
    expect(said.err).toContain('the database cannot be read: file is not a database');

    rmSync(join(dataDir, 'lotline.db'));
    await recordEvents();
    tamper("UPDATE projection SET version = 99 WHERE name = 'mounts'");
    expect(await verify()).toBe(2);
    expect(said.err).toMatch(/holds version 99 of the read model mounts/);
  });

  test('refuses an option it does not know', async () => {
    expect(await verify('--repair')).toBe(2);
    expect(said.err).toContain('--repair');
  });
});
