import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getEventsReply, postEventsReply } from '../../edge/api/contract/events.ts';
import { quarantineReply } from '../../edge/api/contract/quarantine.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';

const heartbeat = (id: string) => ({ id, type: 'heartbeat', at, station });
const started = (id: string, unit: string) => ({ id, type: 'unit_started', at, unit, item: 'SPK' });

async function receiptsOf(reply: Response) {
  expect(reply.status).toBe(200);
  return postEventsReply.parse(await reply.json()).receipts;
}

function postText(text: string, type = 'application/json'): Promise<Response> {
  return edge.get('/api/v1/events', {
    method: 'POST',
    headers: { 'content-type': type },
    body: text,
  });
}

async function eventsOf(query: string) {
  const reply = await edge.get(`/api/v1/events?${query}`);
  expect(reply.status).toBe(200);
  return getEventsReply.parse(await reply.json());
}

describe('POST /api/v1/events', () => {
  test('answers with the position of the event in the log, and knows it when it comes again', async () => {
    const [first] = await receiptsOf(await edge.post(heartbeat('once-1')));
    expect(first).toEqual({ id: 'once-1', outcome: 'recorded', seq: expect.any(Number) });
    const again = await receiptsOf(await edge.post(heartbeat('once-1')));
    expect(again).toEqual([{ id: 'once-1', outcome: 'duplicate', seq: first?.seq }]);
  });

  test('a receipt that says recorded is about an event that can be read at once', async () => {
    const [receipt] = await receiptsOf(await edge.post(started('read-1', 'U-READ')));
    const { events } = await eventsOf(`after=${(receipt?.seq ?? 0) - 1}&limit=1`);
    expect(events).toMatchObject([
      { seq: receipt?.seq, source: 'http:127.0.0.1', event: { id: 'read-1', unit: 'U-READ' } },
    ]);
  });

  test('an array is answered in the order sent; one wrong event spoils no other', async () => {
    const wrong = { id: 'mix-2', type: 'heartbeat', at, station, typo: 1 };
    const receipts = await receiptsOf(
      await edge.post([heartbeat('mix-1'), wrong, heartbeat('mix-3')]),
    );
    expect(receipts.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['mix-1', 'recorded'],
      ['mix-2', 'quarantined'],
      ['mix-3', 'recorded'],
    ]);
    expect(receipts[1]?.reason).toContain('typo');
  });

  test('a message with more than a thousand events is taken whole', async () => {
    const ids = Array.from({ length: 2500 }, (_, index) => `many-${index}`);
    const receipts = await receiptsOf(await edge.post(ids.map(heartbeat)));
    expect(receipts.map(({ id }) => id)).toEqual(ids);
    expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(['recorded']));
  });

  test('lines of NDJSON are judged one by one', async () => {
    const body = `${JSON.stringify(heartbeat('nd-1'))}\n\n{broken\r\n${JSON.stringify(heartbeat('nd-3'))}`;
    const receipts = await receiptsOf(await postText(body, 'application/x-ndjson'));
    expect(receipts.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['nd-1', 'recorded'],
      ['', 'quarantined'],
      ['nd-3', 'recorded'],
    ]);
  });

  test('the same id with other content is kept in quarantine, never overwritten', async () => {
    await edge.post(started('conflict-1', 'U-A'));
    const [receipt] = await receiptsOf(await edge.post(started('conflict-1', 'U-B')));
    expect(receipt).toMatchObject({ id: 'conflict-1', outcome: 'quarantined' });
  });

  test('what is no JSON is kept byte for byte, and shown with the reason', async () => {
    const [receipt] = await receiptsOf(await postText('[{"id": "cut'));
    expect(receipt?.outcome).toBe('quarantined');
    const reply = await edge.get('/api/v1/quarantine?limit=1');
    const { messages, cursor } = quarantineReply.parse(await reply.json());
    expect(messages).toMatchObject([
      { code: 'not_json', source: 'http:127.0.0.1', times: 1, payloadPreview: '[{"id": "cut' },
    ]);
    const older = await edge.get(`/api/v1/quarantine?cursor=${cursor}`);
    const ids = quarantineReply.parse(await older.json()).messages.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => id < (messages[0]?.id ?? 0))).toBe(true);
  });

  test.each([
    ['an empty body', '', 400],
    ['an empty array', ' [ ] ', 400],
    ['a body nested beyond reason', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400],
    ['a body of more than 16 MiB', ' '.repeat(16 * 1024 * 1024 + 1), 413],
  ])('%s is refused with a problem', async (_name, body, status) => {
    const reply = await postText(body);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(await reply.json()).toMatchObject({ status });
  });

  test('a form that a page of elsewhere could send is refused', async () => {
    const reply = await postText(JSON.stringify(heartbeat('csrf')), 'text/plain');
    expect(reply.status).toBe(415);
  });

  test('a field named __proto__ is kept out of the log', async () => {
    const [receipt] = await receiptsOf(
      await postText(
        `{"id":"p-1","type":"heartbeat","at":"${at}","station":"${station}","__proto__":{"x":1}}`,
      ),
    );
    expect(receipt?.outcome).toBe('quarantined');
  });
});

describe('GET /api/v1/events', () => {
  beforeAll(async () => {
    await edge.post([
      { id: 'g-1', type: 'lot_mounted', at, station, lot: 'R-77', slot: 'F1' },
      {
        id: 'g-2',
        type: 'lot_dismounted',
        at: '2026-11-23T09:00:00+07:00',
        station,
        lot: 'R-77',
        slot: 'F1',
      },
      { ...heartbeat('g-3'), station: 'BD1/ASM/ASM1/EOL' },
    ]);
  });

  test('pages through the whole log by its cursor, each event once', async () => {
    const seqs: number[] = [];
    let cursor: string | undefined = '0';
    while (cursor !== undefined) {
      const page: Awaited<ReturnType<typeof eventsOf>> = await eventsOf(
        `cursor=${cursor}&limit=1000`,
      );
      seqs.push(...page.events.map(({ seq }) => seq));
      cursor = page.cursor;
    }
    expect(seqs).toEqual(Array.from({ length: edge.storage.headSeq() }, (_, index) => index + 1));
  });

  test.each([
    ['type=lot_mounted', ['g-1']],
    ['object=lot:R-77', ['g-1', 'g-2']],
    ['object=lot:R-77&type=lot_dismounted', ['g-2']],
    ['station=BD1/ASM/ASM1/EOL', ['g-3']],
    [`from=${encodeURIComponent('2026-11-23T08:30:00+07:00')}`, ['g-2']],
    ['object=lot:nobody', []],
  ])('finds by %s', async (query, ids) => {
    const { events } = await eventsOf(query);
    expect(events.map(({ event }) => event.id)).toEqual(ids);
  });

  test('names each wrong parameter and what is expected', async () => {
    const reply = await edge.get('/api/v1/events?limit=5000&from=yesterday&colour=red');
    expect(reply.status).toBe(400);
    const problem = (await reply.json()) as { errors: { path: string; detail: string }[] };
    expect(new Set(problem.errors.map(({ path }) => path))).toEqual(new Set(['', 'from', 'limit']));
    expect(JSON.stringify(problem.errors)).toContain('colour');
  });
});
