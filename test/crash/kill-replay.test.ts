import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projections } from '../../edge/projections/projections.ts';
import { verify } from '../../edge/store/verify.ts';
import { glueStation, keepUnread, keptGroup } from '../support/kept-messages.ts';
import { startEdgeProcess } from '../support/processes.ts';

const messages = 6000;
const kills = 6;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-kill-replay-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const events = Array.from({ length: messages }, (_, n) => ({
  ...{ id: `p-${n}`, type: 'unit_processed', at: 1_790_000_000_000 + n, station: glueStation },
  ...{ unit: `U-${n % 500}`, operation: 'GLUE', result: 'pass' },
}));

/** Reads all that waits again, until it is done or the edge is dead; true: it is done. */
async function replay(port: number): Promise<boolean> {
  let cursor: string | undefined = '0';
  while (cursor !== undefined) {
    const reply: Response | undefined = await fetch(
      `http://127.0.0.1:${port}/api/v1/quarantine/replay`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...keptGroup, by: 'it-1', cursor }),
      },
    ).catch(() => undefined);
    if (reply === undefined) return false;
    const page = (await reply.json().catch(() => undefined)) as { cursor?: string } | undefined;
    if (page === undefined) return false;
    cursor = page.cursor;
  }
  return true;
}

test(`a replay that is killed ${kills} times records each event once, and loses none`, async () => {
  const file = join(dataDir, 'lotline.db');
  keepUnread(file, events, 1_790_000_000_000);
  for (let kill = 0; kill < kills; kill++) {
    const { edge, http } = await startEdgeProcess({ dataDir });
    const working = replay(http);
    await sleep(20 + kill * 40);
    await edge.kill('SIGKILL');
    await working;
    const db = new Database(file, { readonly: true });
    const count = (sql: string) => db.prepare<[], number>(sql).pluck().get();
    // What waits no more is in the log, and nothing else is.
    const read = count("SELECT COUNT(*) FROM quarantine WHERE settled_as = 'read'");
    expect(count('SELECT COUNT(*) FROM event_log')).toBe(read);
    db.close();
  }
  const { edge, http } = await startEdgeProcess({ dataDir });
  expect(await replay(http)).toBe(true);
  await edge.kill('SIGTERM');
  const db = new Database(file, { readonly: true });
  const ids = db.prepare<[], string>('SELECT id FROM event_log ORDER BY seq').pluck().all();
  expect(ids).toEqual(events.map(({ id }) => id));
  const waiting = db.prepare('SELECT COUNT(*) FROM quarantine WHERE settled_at_ms IS NULL');
  expect(waiting.pluck().get()).toBe(0);
  db.close();
  const { isSame, integrity } = verify(file, projections, () => {});
  expect({ isSame, integrity }).toEqual({ isSame: true, integrity: [] });
});
