import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assert } from '../../domain/assert.ts';
import { sendBytes } from '../../edge/api/send-bytes.ts';
import { type OwnBytes, toOwnBytes } from '../../edge/queries/own-bytes.ts';

/** More than the two ends of a connection hold, so that most of it waits in the edge. */
const largeBytes = 12 * 1024 * 1024;

const headEnd = '\r\n\r\n';

let app: FastifyInstance;
let port: number;
/** Every answer that was sent, by its name. */
let sent: Map<string, OwnBytes>;

beforeEach(async () => {
  sent = new Map();
  app = fastify({ forceCloseConnections: true });
  app.get<{ Params: { name: string; bytes: string } }>('/:name/:bytes', (request, reply) => {
    const { name, bytes } = request.params;
    const answer = toOwnBytes(contentOf(name, Number(bytes)));
    sent.set(name, answer);
    return sendBytes(reply, answer);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo); // It listens on TCP.
});
afterEach(() => app.close());

/** Its name, again and again: bytes of another answer are noticed wherever they are. */
function contentOf(name: string, bytes: number): Buffer {
  return Buffer.alloc(bytes, `${name};`);
}

const isFree = (name: string) => sent.get(name)?.buffer.detached === true;
const freed = () => [...sent.keys()].filter(isFree).length;

function client(): Socket {
  return connect(port, '127.0.0.1');
}

function ask(socket: Socket, name: string, bytes: number): void {
  socket.write(`GET /${name}/${bytes} HTTP/1.1\r\nhost: edge\r\n\r\n`);
}

/** The next whole answer of a connection, each time it is called. A pause before each piece makes the client slow. */
function answersOn(socket: Socket, pauseMs = 0): () => Promise<Buffer> {
  const pieces: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  let have: Buffer = Buffer.alloc(0);
  async function more(): Promise<Buffer> {
    if (pauseMs > 0) await sleep(pauseMs);
    const { value, done } = await pieces.next();
    assert(done !== true, 'the connection stays open until all is answered');
    return value;
  }
  return async () => {
    while (!have.includes(headEnd)) have = Buffer.concat([have, await more()]);
    const begin = have.indexOf(headEnd) + headEnd.length;
    const length = Number(/content-length: (\d+)/i.exec(have.toString('latin1', 0, begin))?.[1]);
    const body: Buffer[] = [have.subarray(begin)];
    for (let bytes = have.length - begin; bytes < length; bytes += body.at(-1)?.length ?? 0) {
      body.push(await more());
    }
    const all = Buffer.concat(body);
    have = all.subarray(length);
    return all.subarray(0, length);
  };
}

async function expectNext(next: () => Promise<Buffer>, name: string, bytes: number) {
  const answer = await next();
  expect([name, answer.length, answer.equals(contentOf(name, bytes))]).toEqual([name, bytes, true]);
}

test('an answer gives its memory back once it is sent, with nothing collected', async () => {
  const socket = client();
  const next = answersOn(socket);
  for (const [name, bytes] of [
    ['empty', 0],
    ['short', 5],
    ['kpis', 900_000],
    ['large', largeBytes],
  ] as const) {
    ask(socket, name, bytes);
    await expectNext(next, name, bytes);
    await expect.poll(() => isFree(name)).toBe(true);
  }
  socket.destroy();
});

test('an answer that its client does not take keeps its memory until it does', async () => {
  const socket = client();
  ask(socket, 'slow', largeBytes);
  // Meanwhile others are answered, in memory that is freed and used again.
  for (let nth = 0; nth < 50; nth += 1) {
    const other = client();
    ask(other, `other-${nth}`, 300_000);
    await expectNext(answersOn(other), `other-${nth}`, 300_000);
  }
  expect(isFree('slow')).toBe(false);
  await expectNext(answersOn(socket), 'slow', largeBytes);
  await expect.poll(() => isFree('slow')).toBe(true);
});

test('answers behind one that is not taken wait whole, and those of a client that leaves are never freed under it', async () => {
  const stays = client();
  const leaves = client();
  for (const [nth, bytes] of [largeBytes, 10, 900_000, largeBytes].entries()) {
    ask(stays, `stays-${nth}`, bytes);
    ask(leaves, `leaves-${nth}`, bytes);
  }
  await expect.poll(() => sent.size).toBe(8);
  const [first] = (await once(leaves, 'data')) as [Buffer]; // A socket without an encoding reads bytes.
  expect(first.toString('latin1', 0, 12)).toBe('HTTP/1.1 200');
  leaves.destroy();
  const next = answersOn(stays);
  await expectNext(next, 'stays-0', largeBytes);
  await expectNext(next, 'stays-1', 10);
  await expectNext(next, 'stays-2', 900_000);
  await expectNext(next, 'stays-3', largeBytes);
  await expect.poll(() => ['stays-0', 'stays-3'].every(isFree)).toBe(true);
  stays.destroy();
});

test('among many clients, quick, slow, pipelined and gone, each gets exactly its own bytes', async () => {
  const sizes = [1, 700, 20_000, 66_000, 900_000, 3_000_000];
  const sizeOf = (nth: number) => sizes[nth % sizes.length] ?? 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  const quick = Array.from({ length: 120 }, async (_, nth) => {
    const request = get({ port, agent, path: `/quick-${nth}/${sizeOf(nth)}` });
    const [reply] = (await once(request, 'response')) as [IncomingMessage]; // Node.js' own event.
    const body = Buffer.concat(await reply.toArray());
    expect([nth, body.equals(contentOf(`quick-${nth}`, sizeOf(nth)))]).toEqual([nth, true]);
  });
  const pipelined = Array.from({ length: 8 }, async (_, who) => {
    const socket = client();
    const names = Array.from({ length: 12 }, (_, nth) => `pipelined-${who}-${nth}`);
    for (const [nth, name] of names.entries()) ask(socket, name, sizeOf(nth + who));
    const next = answersOn(socket, who % 2);
    for (const [nth, name] of names.entries()) await expectNext(next, name, sizeOf(nth + who));
    socket.destroy();
  });
  const gone = Array.from({ length: 60 }, async (_, nth) => {
    const socket = client();
    ask(socket, `gone-${nth}`, 3_000_000);
    ask(socket, `gone-${nth}-next`, 66_000);
    await once(socket, 'data');
    await sleep(nth % 7);
    if (nth % 2 === 0) socket.destroy();
    else socket.resetAndDestroy();
  });
  await Promise.all([...quick, ...pipelined, ...gone]);
  agent.destroy();
  await expect.poll(freed).toBeGreaterThanOrEqual(120 + 8 * 12);
});
