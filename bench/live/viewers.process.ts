import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

export type ViewersOrder = {
  readonly port: number;
  readonly viewers: number;
  readonly seconds: number;
};

/** A frame as one viewer got it: the position of the log that it rests on at least, and when it came. */
export type Seen = { readonly seq: number; readonly atMs: number };

export type ViewersReport = {
  readonly messages: number;
  /** On the wire, and what they say. */
  readonly wireBytes: number;
  readonly textBytes: number;
  /** Frames with the lines, of each viewer. */
  readonly seen: readonly (readonly Seen[])[];
};

const agent = { 'accept-encoding': 'gzip' };
const path = '/api/v1/live?topics=lines,health,andon,wall';

/** Browsers that watch a wallboard: one stream each, read and counted. */
process.on('message', ({ port, viewers, seconds }: ViewersOrder) => {
  void watch(port, viewers, seconds).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());

async function watch(port: number, viewers: number, seconds: number): Promise<ViewersReport> {
  const all = await Promise.all(Array.from({ length: viewers }, () => open(port)));
  await sleep(seconds * 1000);
  for (const { close } of all) close();
  const sum = (of: (viewer: (typeof all)[number]) => number) =>
    all.reduce((total, viewer) => total + of(viewer), 0);
  return {
    messages: sum(({ count }) => count.messages),
    wireBytes: sum(({ count }) => count.wireBytes),
    textBytes: sum(({ count }) => count.textBytes),
    seen: all.map(({ seen }) => seen),
  };
}

async function open(port: number) {
  const request = get({ host: '127.0.0.1', port, path, headers: agent, agent: false });
  const [reply] = (await once(request, 'response')) as [IncomingMessage]; // As Node says.
  if (reply.statusCode !== 200) throw new Error(`the stream answered ${reply.statusCode}`);
  const count = { messages: 0, wireBytes: 0, textBytes: 0 };
  const seen: Seen[] = [];
  reply.on('data', (chunk: Buffer) => {
    count.wireBytes += chunk.length;
  });
  const isZipped = reply.headers['content-encoding'] === 'gzip';
  const text = isZipped ? reply.pipe(createGunzip()) : reply;
  let event = '';
  let tail = '';
  text.on('error', () => undefined); // Closed in the middle of a stream.
  text.on('data', (chunk: Buffer) => {
    count.textBytes += chunk.length;
    const lines = (tail + chunk.toString('latin1')).split('\n');
    // A line that goes on is a long one of data, which nobody reads here.
    tail = (lines.pop() ?? '').slice(0, 40);
    for (const line of lines) {
      if (line.startsWith('event: ')) event = line.slice(7);
      if (!line.startsWith('id: ')) continue;
      count.messages += 1;
      if (event === 'lines') seen.push({ seq: Number(line.slice(4)), atMs: Date.now() });
    }
  });
  return { count, seen, close: () => request.destroy() };
}
