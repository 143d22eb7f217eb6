import { get } from 'node:http';
import type { Readable } from 'node:stream';
import { constants, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { andonBoard } from '../../edge/api/contract/andon.ts';
import { healthReply, linesReply } from '../../edge/api/contract/lines.ts';
import { wallReply } from '../../edge/api/contract/wall.ts';
import { Live } from '../../edge/api/live.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

type LiveEvent = { readonly event: string; readonly id: number; readonly data: unknown };

/** Server-sent events as they come, until the caller has seen enough. */
async function* listen(topics: string, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const reply = await edge.get(`/api/v1/live?topics=${topics}`, { signal });
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of reply.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data === undefined) continue;
      yield { event: field('event') ?? '', id: Number(field('id')), data: JSON.parse(data) };
    }
  }
}

const heartbeat = (id: string) => ({
  id,
  type: 'heartbeat',
  at: '2026-11-23T08:00:00+07:00',
  station: 'BD1/ASM/ASM1/GLUE',
});

describe('the live stream', () => {
  test('begins with a snapshot of each topic', async () => {
    const stop = new AbortController();
    const seen = new Map<string, unknown>();
    for await (const { event, data } of listen('lines,health,andon,wall', stop.signal)) {
      seen.set(event, data);
      if (seen.size === 4) break;
    }
    stop.abort();
    expect(linesReply.parse(seen.get('lines')).site).toBe('BD1');
    expect(healthReply.parse(seen.get('health'))).toMatchObject({
      version: '1.2.3',
      openAccess: true,
      sources: { total: 3, silent: expect.any(Number) },
    });
    expect(andonBoard.parse(seen.get('andon')).open).toEqual([]);
    expect(wallReply.parse(seen.get('wall')).lines).toHaveLength(1);
  });

  test('tells what was recorded meanwhile, under the position of the log', async () => {
    const stop = new AbortController();
    const stream = listen('lines', stop.signal);
    const first = await stream.next();
    const before = first.value?.id ?? 0;
    await edge.post(heartbeat('live-1'));
    for await (const { id, data } of stream) {
      const { asOf } = linesReply.parse(data);
      expect(asOf.seq).toBeGreaterThanOrEqual(id);
      if (asOf.seq > before) break;
    }
    stop.abort();
  });

  test('tells of a call for help within a second or so', async () => {
    const stop = new AbortController();
    const stream = listen('andon', stop.signal);
    await stream.next();
    const { id: _, ...rest } = heartbeat('');
    const call = { incident: 'INC-1', category: 'help' };
    await edge.post({ ...rest, id: 'live-2', type: 'incident_reported', ...call });
    for await (const { data } of stream) {
      const [first] = andonBoard.parse(data).open;
      if (first?.incident === 'INC-1') break;
    }
    stop.abort();
  });

  test('is told to nobody who has gone', async () => {
    const metric = async () => {
      const text = await (await edge.get('/metrics')).text();
      return Number(/^lotline_live_clients (\d+)$/m.exec(text)?.[1]);
    };
    const stop = new AbortController();
    const stream = listen('lines', stop.signal);
    await stream.next();
    expect(await metric()).toBeGreaterThanOrEqual(1);
    stop.abort();
    await expect(stream.next()).rejects.toThrow('abort');
    while ((await metric()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await metric()).toBe(0);
  });

  test('has room for a limited number of listeners; the next one is asked to come later', async () => {
    const requests = Array.from({ length: 501 }, () => {
      const request = get(`${edge.url}/api/v1/live?topics=health`);
      const answer = new Promise<string>((resolve) => {
        request.once('response', ({ statusCode, headers }) => {
          resolve(`${statusCode} ${headers['retry-after']}`);
        });
      });
      request.on('error', () => undefined);
      return { request, answer };
    });
    const answers = await Promise.all(requests.map(({ answer }) => answer));
    for (const { request } of requests) request.destroy();
    expect(answers.filter((answer) => answer.startsWith('200'))).toHaveLength(500);
    expect(answers.filter((answer) => answer === '503 1')).toHaveLength(1);
  });
});

test('a listener that unpacks gzip gets the same in a third of the bytes or less', async () => {
  vi.useFakeTimers();
  try {
    const snapshot = Buffer.from(
      JSON.stringify(Array.from({ length: 3000 }, (_, n) => `ASM ${n}`)),
    );
    const made = () => Promise.resolve(snapshot);
    let seq = 0;
    await using live = new Live({
      sources: { lines: made, health: made, andon: made, wall: made },
      headSeq: () => ++seq,
      onFailure: () => undefined,
    });
    live.start();
    const bytesOf = (stream: Readable) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      return () => Buffer.concat(chunks);
    };
    const plain = bytesOf(live.open(['lines']));
    const packed = bytesOf(live.open(['lines'], { isPacked: true }));
    await vi.advanceTimersByTimeAsync(3000);
    const unpacked = gunzipSync(packed(), { finishFlush: constants.Z_SYNC_FLUSH });
    expect(unpacked.toString()).toBe(plain().toString());
    expect(plain().length).toBeGreaterThan(3 * snapshot.length);
    expect(packed().length).toBeLessThan(plain().length / 3);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['gzip, deflate, br', 'gzip'],
  ['br;q=1, gzip;q=0.5', 'gzip'],
  ['identity', null],
  ['gzip;q=0', null],
])('a listener that accepts %s is told the stream as %s', async (accepted, encoding) => {
  const stop = new AbortController();
  const headers = { 'accept-encoding': accepted };
  const reply = await edge.get('/api/v1/live?topics=health', { signal: stop.signal, headers });
  expect(reply.headers.get('content-encoding')).toBe(encoding);
  stop.abort();
});

test('stopping the edge ends the streams that are open', async () => {
  const other = await startApiEdge();
  const reply = await other.get('/api/v1/live?topics=health');
  await other[Symbol.asyncDispose]();
  const text = await reply.text();
  expect(text).toContain('retry: 1000');
});

test('a listener that takes nothing is cut off instead of filling the memory', async () => {
  vi.useFakeTimers();
  try {
    const frame = new Uint8Array(600 * 1024).fill(0x20);
    const made = () => Promise.resolve(frame);
    let seq = 0;
    await using live = new Live({
      sources: { lines: made, health: made, andon: made, wall: made },
      headSeq: () => ++seq,
      onFailure: () => undefined,
    });
    live.start();
    const deaf = live.open(['lines']);
    const attentive = live.open(['lines']).resume();
    await vi.advanceTimersByTimeAsync(5000);
    expect([deaf.destroyed, attentive.destroyed, live.clients]).toEqual([true, false, 1]);
  } finally {
    vi.useRealTimers();
  }
});
