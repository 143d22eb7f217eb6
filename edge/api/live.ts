import { Readable } from 'node:stream';
import { FactoryError } from '../../domain/factory-error.ts';
import { gzipHeader, LivePiece } from './live-piece.ts';

export const liveTopics = ['lines', 'health', 'andon', 'wall'] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** Makes a topic's snapshot, as JSON in UTF-8. */
type Sources = Readonly<Record<LiveTopic, () => Promise<Uint8Array>>>;

type Client = {
  readonly stream: Readable;
  readonly topics: ReadonlySet<LiveTopic>;
  /** It unpacks gzip. */
  readonly isPacked: boolean;
};
type Frame = { readonly piece: LivePiece; readonly seq: number; readonly tick: number };

/** More clients are refused with `overloaded`. */
const clientsMax = 500;
/** A client for whom more waits to be sent is cut off; it comes back and gets a fresh snapshot. */
const unsentBytesMax = 1024 * 1024;
const tickMs = 1000;
const heartbeatTicks = 10;
/**
 * How old a snapshot may grow: while the log grows, and while nothing happens, for clocks and silences
 * move on without events. The wall's figures of a shift move slowly and cost the most.
 */
const agesMax: Readonly<Record<LiveTopic, { readonly busy: number; readonly quiet: number }>> = {
  lines: { busy: 1, quiet: 3 },
  andon: { busy: 1, quiet: 5 },
  health: { busy: 5, quiet: 5 },
  wall: { busy: 5, quiet: 5 },
};

/**
 * Server-sent events for everybody from one loop: each topic's snapshot is made at most once a
 * second, when the log grew or the last one is old, and only while somebody listens to it.
 */
export class Live {
  readonly #sources: Sources;
  readonly #headSeq: () => number;
  readonly #onFailure: (error: unknown) => void;
  readonly #clients = new Set<Client>();
  readonly #frames = new Map<LiveTopic, Frame>();
  readonly #making = new Map<LiveTopic, Promise<Frame>>();
  #timer: NodeJS.Timeout | undefined;
  #tick = 0;

  constructor(options: {
    sources: Sources;
    headSeq: () => number;
    onFailure: (error: unknown) => void;
  }) {
    this.#sources = options.sources;
    this.#headSeq = options.headSeq;
    this.#onFailure = options.onFailure;
  }

  get clients(): number {
    return this.#clients.size;
  }

  start(): void {
    this.#timer = setInterval(() => this.#beat(), tickMs);
  }

  /**
   * A stream of the topics, each beginning with a snapshot; as gzip for who unpacks it. Throws
   * `overloaded` at the limit.
   */
  open(topics: readonly LiveTopic[], { isPacked = false } = {}): Readable {
    if (this.#clients.size >= clientsMax) {
      throw new FactoryError('overloaded', `${clientsMax} clients are listening; try again later`);
    }
    const stream = new Readable({ read: () => undefined });
    const client: Client = { stream, topics: new Set(topics), isPacked };
    this.#clients.add(client);
    stream.once('close', () => this.#clients.delete(client));
    if (isPacked) stream.push(gzipHeader);
    this.#send(client, retry);
    for (const topic of client.topics) {
      // Its failure is reported where it is made; the client gets the next one.
      void this.#fresh(topic).then(
        (frame) => this.#send(client, frame.piece),
        () => undefined,
      );
    }
    return stream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const { stream } of this.#clients) stream.push(null);
    this.#clients.clear();
    await Promise.allSettled(this.#making.values());
  }

  #beat(): void {
    this.#tick += 1;
    for (const topic of liveTopics) {
      if (this.#isDue(topic)) void this.#broadcast(topic);
    }
    if (this.#tick % heartbeatTicks === 0) {
      for (const client of this.#clients) this.#send(client, heartbeat);
    }
  }

  #isDue(topic: LiveTopic): boolean {
    if (this.#making.has(topic)) return false;
    if (![...this.#clients].some(({ topics }) => topics.has(topic))) return false;
    const last = this.#frames.get(topic);
    if (last === undefined) return true;
    const { busy, quiet } = agesMax[topic];
    const age = this.#tick - last.tick;
    return age >= quiet || (age >= busy && this.#headSeq() > last.seq);
  }

  /** Never rejects. */
  async #broadcast(topic: LiveTopic): Promise<void> {
    const frame = await this.#make(topic).catch(() => undefined);
    if (frame === undefined) return;
    for (const client of this.#clients) {
      if (client.topics.has(topic)) this.#send(client, frame.piece);
    }
  }

  /** The last frame when it is of this second, or the one that is being made. */
  #fresh(topic: LiveTopic): Promise<Frame> {
    const last = this.#frames.get(topic);
    return last?.tick === this.#tick ? Promise.resolve(last) : this.#make(topic);
  }

  #make(topic: LiveTopic): Promise<Frame> {
    const running = this.#making.get(topic);
    if (running !== undefined) return running;
    const making = this.#makeFrame(topic).finally(() => this.#making.delete(topic));
    this.#making.set(topic, making);
    return making;
  }

  async #makeFrame(topic: LiveTopic): Promise<Frame> {
    const seq = this.#headSeq();
    const tick = this.#tick;
    try {
      const data = await this.#sources[topic]();
      const head = `event: ${topic}\nid: ${seq}\ndata: `;
      const piece = new LivePiece(Buffer.concat([Buffer.from(head), data, frameEnd]));
      const frame = { piece, seq, tick };
      this.#frames.set(topic, frame);
      return frame;
    } catch (error) {
      this.#onFailure(error);
      throw error;
    }
  }

  #send(client: Client, piece: LivePiece): void {
    if (!this.#clients.has(client)) return;
    if (client.stream.readableLength > unsentBytesMax) client.stream.destroy();
    else client.stream.push(client.isPacked ? piece.packed : piece.plain);
  }
}

const retry = new LivePiece(Buffer.from('retry: 1000\n\n'));
const heartbeat = new LivePiece(Buffer.from(':\n\n'));
const frameEnd = Buffer.from('\n\n');
