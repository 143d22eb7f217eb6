import type { MessagePort } from 'node:worker_threads';
import type { EventSink, RawMessage } from '../../domain/event-sink.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { type AppendReply, type AppendRequest, packBatch } from '../store/protocol.ts';

type Waiting = {
  readonly message: RawMessage;
  readonly wantsReceipts: boolean;
  readonly resolve: (receipts: readonly Receipt[]) => void;
  readonly reject: (error: FactoryError) => void;
};

export type SinkLimits = {
  /** How long the first message waits for others to share its commit. */
  readonly commitIntervalMs: number;
  /** Beyond these, messages are refused with `overloaded`. */
  readonly waitingMessagesMax: number;
  readonly waitingBytesMax: number;
};

export const defaultSinkLimits: SinkLimits = {
  commitIntervalMs: 5,
  waitingMessagesMax: 50_000,
  waitingBytesMax: 128 * 1024 * 1024,
};

/** One batch is being committed while the next one is on its way. */
const batchesInFlightMax = 2;
/** A batch this large goes off at once, whatever the interval. */
const batchBytes = 4 * 1024 * 1024;
const batchMessages = 4000;

/**
 * Gathers messages of all protocols into batches for the writer's thread and settles each one when
 * its commit is on disk. Refuses with `overloaded` at its limits; refuses everything with
 * `unavailable` once closed.
 */
export class Sink implements EventSink {
  readonly #port: MessagePort;
  readonly #limits: SinkLimits;
  readonly #inFlight = new Map<number, readonly Waiting[]>();
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #nextId = 1;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(port: MessagePort, limits: SinkLimits = defaultSinkLimits) {
    this.#port = port;
    this.#limits = limits;
    port.on('message', (reply: AppendReply) => this.#settle(reply));
    port.on('close', () => this.#close('the writer has stopped'));
  }

  /** Messages not yet on disk. */
  get waitingMessages(): number {
    let count = this.#waiting.length;
    for (const batch of this.#inFlight.values()) count += batch.length;
    return count;
  }

  store(message: RawMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#add({ message, wantsReceipts: false, resolve: () => resolve(), reject });
    });
  }

  append(message: RawMessage): Promise<readonly Receipt[]> {
    return new Promise((resolve, reject) => {
      this.#add({ message, wantsReceipts: true, resolve, reject });
    });
  }

  /** Accepts nothing more; resolves when all that was accepted is on disk or refused. */
  async drain(): Promise<void> {
    this.#closed = true;
    this.#flush();
    while (this.waitingMessages > 0) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    this.#port.close();
  }

  #add(waiting: Waiting): void {
    const { waitingMessagesMax, waitingBytesMax, commitIntervalMs } = this.#limits;
    if (this.#closed) {
      waiting.reject(new FactoryError('unavailable', 'the edge is stopping; send again later'));
      return;
    }
    if (this.#waiting.length >= waitingMessagesMax || this.#waitingBytes >= waitingBytesMax) {
      const text = `${this.#waiting.length} messages are waiting to be written; send again later`;
      waiting.reject(new FactoryError('overloaded', text));
      return;
    }
    this.#waiting.push(waiting);
    this.#waitingBytes += waiting.message.payload.byteLength;
    const isFull = this.#waiting.length >= batchMessages || this.#waitingBytes >= batchBytes;
    if (isFull) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), commitIntervalMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0 && this.#inFlight.size < batchesInFlightMax) {
      const batch = this.#waiting.splice(0, batchMessages);
      const packed = packBatch(batch.map(({ message }) => message));
      this.#waitingBytes -= packed.payload.byteLength;
      const wanted = batch.flatMap(({ wantsReceipts }, index) => (wantsReceipts ? [index] : []));
      const id = this.#nextId++;
      this.#inFlight.set(id, batch);
      const request: AppendRequest = { kind: 'append', id, batch: packed, wanted };
      this.#port.postMessage(request, [packed.payload]);
    }
  }

  #settle(reply: AppendReply): void {
    const batch = this.#inFlight.get(reply.id) ?? [];
    this.#inFlight.delete(reply.id);
    if ('refused' in reply) refuse(batch, reply.refused);
    else accept(batch, reply.receipts);
    if (this.#waiting.length > 0 && this.#timer === undefined) this.#flush();
  }

  #close(reason: string): void {
    this.#closed = true;
    const error = new FactoryError('unavailable', reason);
    const lost = [...this.#inFlight.values()].flat().concat(this.#waiting);
    this.#inFlight.clear();
    this.#waiting = [];
    for (const { reject } of lost) reject(error);
  }
}

function accept(batch: readonly Waiting[], receipts: readonly (readonly Receipt[])[]): void {
  let wanted = 0;
  for (const { wantsReceipts, resolve } of batch) {
    resolve(wantsReceipts ? (receipts[wanted++] ?? []) : []);
  }
}

function refuse(batch: readonly Waiting[], { code, message }: Refusal): void {
  const error = new FactoryError(code, message);
  for (const { reject } of batch) reject(error);
}

type Refusal = Extract<AppendReply, { refused: unknown }>['refused'];
