import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plantModel } from '../../domain/plant.ts';
import { Readers } from '../../edge/queries/readers.ts';
import { openStorage } from '../../edge/storage.ts';
import { plant } from '../support/edge-file.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-readers-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const plantWithLine = plantModel.parse({
  ...plant,
  lines: [
    {
      path: 'BD1/SMT/SMT1',
      name: { vi: 'Chuyền', en: 'Line' },
      stations: [{ path: 'BD1/SMT/SMT1/PLACE', name: { vi: 'Gắn', en: 'Placing' } }],
    },
  ],
});
const overWeeks = { line: 'NOBODY', fromMs: 0, by: [] };

test('a machine that asks before it runs is answered before the questions over weeks that came first', async () => {
  await using storage = await openStorage({ dataDir, plant, readers: 1 });
  const { readers } = storage;
  await readers.ask('head', {});
  await expect(readers.ask('kpis', overWeeks)).rejects.toMatchObject({ code: 'not_found' });
  let answered = 0;
  const long = Array.from({ length: 500 }, () =>
    readers.ask('kpis', overWeeks).catch(() => {
      answered += 1;
    }),
  );
  await readers.ask('head', {});
  expect(answered).toBeLessThan(long.length);
  await Promise.all(long);
});

test('an edge that is stopped while it starts its threads, amid questions, ends by itself and says so to who asked', async () => {
  const storage = await openStorage({ dataDir, plant, readers: 2 });
  const asked = Array.from({ length: 300 }, () =>
    storage.readers.ask('kpis', overWeeks).then(
      () => 'answered',
      ({ code }) => code as string, // Readers reject with an error of ours.
    ),
  );
  await storage[Symbol.asyncDispose]();
  const ends = new Set(await Promise.all(asked));
  expect(ends).toContain('unavailable');
  expect(ends.difference(new Set(['unavailable', 'not_found']))).toEqual(new Set());
});

const hasChrt = process.platform === 'linux' && spawnSync('chrt', ['-h']).error === undefined;

test.skipIf(!hasChrt)(
  'questions over weeks are worked on while no machine needs a processor, the others at a low priority',
  async () => {
    await using storage = await openStorage({ dataDir, plant, readers: 2 });
    const { readers } = storage;
    const asked = [readers.ask('head', {}), readers.ask('head', {}), readers.ask('head', {})];
    await Promise.all(asked);
    await expect(readers.ask('kpis', overWeeks)).rejects.toMatchObject({ code: 'not_found' });
    expect(threadsNow()).toEqual({ idle: 1, polite: 2 });
  },
);

test.skipIf(!hasChrt)(
  'on a machine that is never idle a question over weeks takes its turns after a while, and the next one waits again',
  async () => {
    const storage = await openStorage({ dataDir, plant: plantWithLine, readers: 1 });
    await storage[Symbol.asyncDispose]();
    const file = join(dataDir, 'lotline.db');
    const entry = new URL('../../edge/reader.worker.ts', import.meta.url);
    await using readers = new Readers(entry, { file, plant: plantWithLine }, 1);
    readers.start(1);
    await readers.ask('head', {});
    await expect.poll(threadsNow).toEqual({ idle: 1, polite: 1 });
    const question = {
      line: 'BD1/SMT/SMT1',
      fromMs: 0,
      toMs: 60 * 86_400_000,
      by: ['hour' as const],
    };
    const answers = Promise.all(Array.from({ length: 12 }, () => readers.ask('kpis', question)));
    await expect.poll(threadsNow, { interval: 1 }).toEqual({ idle: 0, polite: 2 });
    await answers;
    await expect.poll(threadsNow).toEqual({ idle: 1, polite: 1 });
  },
);

/** How many threads of this process work in idle time only, and how many at the low priority. */
function threadsNow(): { readonly idle: number; readonly polite: number } {
  const threads = readdirSync('/proc/self/task').map((thread) => {
    const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ');
    const values = fields.split(' '); // From the third field of proc_pid_stat(5) on.
    return { niceness: Number(values[19 - 3]), policy: Number(values[41 - 3]) };
  });
  const idlePolicy = 5;
  return {
    idle: threads.filter(({ policy }) => policy === idlePolicy).length,
    polite: threads.filter(({ policy, niceness }) => policy === 0 && niceness === 10).length,
  };
}
