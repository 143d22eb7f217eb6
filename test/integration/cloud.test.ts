import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SummariesPage } from '../../cloud/read.ts';
import { refusal, type Summary, type SyncBatch, sha256Of, summary } from '../../edge/sync/wire.ts';
import { cloudToken, databases, TestCloud } from '../support/cloud.ts';
import type { PostgresServer } from '../support/postgres.ts';

function hour(from: string, good: number, complete = true): Summary {
  const fromMs = Date.parse(`2026-11-23T${from}:00Z`);
  return summary.parse({
    kind: 'hour',
    line: 'BD1/ASM/ASM1',
    from: new Date(fromMs).toISOString(),
    to: new Date(fromMs + 3_600_000).toISOString(),
    complete,
    good,
    reject: 0,
    products: [{ item: 'SPK-40W', good, reject: 0 }],
    stations: [{ station: 'BD1/ASM/ASM1/TEST', statesMs: { producing: 60_000 } }],
  });
}

function batch(plant: string, fields: Partial<SyncBatch>): SyncBatch {
  const summaries = fields.summaries ?? [];
  const positions = { fromSeq: 1, toSeq: 1, asOfSeq: fields.toSeq ?? 1 };
  const sha256 = sha256Of(summaries);
  return { plant, epoch: 'first', ...positions, sha256, summaries, ...fields };
}

describe.for(databases)('a receiver on $database', ({ isHere, openServer }) => {
  let server: PostgresServer | undefined;
  let cloud: TestCloud;

  beforeAll(async () => {
    if (!isHere) return;
    server = await openServer();
    cloud = new TestCloud(server);
    await cloud.start();
  }, 60_000);
  afterAll(async () => {
    await cloud?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  async function post(body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${cloud.url}/api/v1/sync`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${cloudToken}`,
        ...headers,
      },
      body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }
  const testHere = test.runIf(isHere);

  testHere('takes a batch once, however often it comes and even at the same time', async () => {
    const sent = batch('once', { toSeq: 10, summaries: [hour('03:00', 7)] });
    const answers = await Promise.all([post(sent), post(sent), post(sent)]);
    expect(answers).toEqual(Array(3).fill({ status: 200, answer: { hwm: 10 } }));
    expect(await cloud.summaries('once')).toMatchObject([{ good: 7, revision: 1, asOfSeq: 10 }]);
  });

  testHere('refuses a gap and says from where to send', async () => {
    await post(batch('gap', { toSeq: 10 }));
    expect(await post(batch('gap', { fromSeq: 12, toSeq: 20 }))).toEqual({
      status: 409,
      answer: {
        type: refusal.gap,
        title: 'Conflict',
        status: 409,
        detail: 'positions 11 to 11 are missing',
        expectedSeq: 11,
      },
    });
    expect(await post(batch('gap', { fromSeq: 11, toSeq: 20 }))).toMatchObject({ status: 200 });
    expect(await cloud.plant('gap')).toMatchObject({ hwm: 20 });
  });

  testHere('a new epoch that does not begin at the beginning changes nothing', async () => {
    await post(batch('epoch', { toSeq: 10 }));
    const later = batch('epoch', { epoch: 'second', fromSeq: 5, toSeq: 6 });
    expect(await post(later)).toMatchObject({ status: 409, answer: { expectedSeq: 1 } });
    expect(await cloud.plant('epoch')).toMatchObject({ epoch: 'first', hwm: 10 });
    expect(await post(batch('epoch', { fromSeq: 11, toSeq: 12 }))).toMatchObject({ status: 200 });

    expect(await post({ ...later, fromSeq: 1 })).toMatchObject({ status: 200 });
    expect(await post(batch('epoch', { fromSeq: 13, toSeq: 14 }))).toMatchObject({
      status: 409,
      answer: { type: refusal.superseded },
    });
  });

  testHere('an older word that comes later changes nothing', async () => {
    await post(batch('order', { toSeq: 20, summaries: [hour('03:00', 9)] }));
    const older = batch('order', { fromSeq: 5, toSeq: 10, summaries: [hour('03:00', 4)] });
    expect(await post(older)).toEqual({ status: 200, answer: { hwm: 20 } });
    expect(await cloud.summaries('order')).toMatchObject([{ good: 9, revision: 1, asOfSeq: 20 }]);
  });

  testHere('counts revisions from when an hour is over', async () => {
    const words = [
      hour('03:00', 1, false),
      hour('03:00', 2, false),
      hour('03:00', 3),
      hour('03:00', 3),
      hour('03:00', 4),
    ];
    const revisions: unknown[] = [];
    for (const [index, word] of words.entries()) {
      await post(batch('revised', { toSeq: index + 1, asOfSeq: index + 1, summaries: [word] }));
      revisions.push((await cloud.summaries('revised'))[0]?.revision);
    }
    expect(revisions).toEqual([1, 1, 1, 1, 2]);
  });

  testHere('a batch is taken whole or not at all', async () => {
    const damaged = { ...batch('whole', { summaries: [hour('03:00', 1)] }), sha256: sha256Of([]) };
    expect(await post(damaged)).toMatchObject({ status: 400 });
    const typo = { ...batch('whole', {}), summaries: [{ ...hour('03:00', 1), goood: 2 }] };
    expect(await post(typo)).toMatchObject({ status: 400 });
    const twice = batch('whole', { summaries: [hour('03:00', 1), hour('03:00', 2)] });
    expect(await post(twice)).toMatchObject({ status: 400 });
    const zipped = gzipSync(JSON.stringify(batch('whole', {})));
    expect(await post(zipped.subarray(0, 40), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 400,
    });
    expect(await cloud.plant('whole')).toBeUndefined();
    expect(await post(zipped, { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
  });

  testHere('a small message that unpacks to a large one is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '));
    expect(await post(bomb, { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
  });

  testHere('strangers may not send', async () => {
    const sent = batch('closed', {});
    expect(await post(sent, { authorization: '' })).toMatchObject({ status: 401 });
    expect(await post(sent, { authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
    expect(await cloud.plant('closed')).toBeUndefined();
  });

  testHere('pages of summaries follow one another in the order of time', async () => {
    const hours = ['05:00', '03:00', '04:00', '01:00', '02:00'].map((from) => hour(from, 1));
    await post(batch('pages', { summaries: hours }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ plant: 'pages', limit: '2', ...(cursor && { cursor }) });
      const response = await fetch(`${cloud.url}/api/v1/summaries?${query}`);
      const page = (await response.json()) as SummariesPage; // What the receiver's types say.
      for (const each of page.summaries)
        if (each.kind === 'hour') seen.push(each.from.slice(11, 16));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(['01:00', '02:00', '03:00', '04:00', '05:00']);

    const between = { from: '2026-11-23T03:00:00Z', to: '2026-11-23T04:00:00Z' };
    const lines = [{ line: 'BD1/ASM/ASM1' }, { line: 'BD1/ASM/ASM2' }];
    const found = await Promise.all(
      lines.map((line) => cloud.summaries('pages', { ...between, ...line })),
    );
    expect(found.map(({ length }) => length)).toEqual([1, 0]);
  });
});
