import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Language } from '../api/contract/exports.ts';
import type { ExportName } from './exports.ts';
import type { ExportReply, ExportRequest, ExportSettings } from './protocol.ts';

/** What one document waits for. */
type Waiting = {
  readonly resolve: (piece: Uint8Array | undefined) => void;
  readonly reject: (error: Error) => void;
};

export type ExporterLimits = {
  /** Documents written at a time; one more is refused with `overloaded`. */
  readonly openMax: number;
  /** A reader that takes nothing for this long loses its document. */
  readonly idleMsMax: number;
  readonly heapMbMax: number;
};

const defaultLimits: ExporterLimits = { openMax: 6, idleMsMax: 120_000, heapMbMax: 1024 };

/**
 * Writes documents in a thread of its own, which starts with the first one. A piece is made when
 * the reader has taken the one before: at most two are in memory here. If the thread dies (a
 * document beyond its memory), its documents break off and the next one starts a new thread; the
 * edge does not notice.
 */
export class Exporter {
  readonly #entry: URL;
  readonly #settings: ExportSettings;
  readonly #limits: ExporterLimits;
  readonly #waiting = new Map<number, Waiting>();
  readonly #open = new Set<number>();
  #worker: Worker | undefined;
  #nextId = 1;

  constructor(entry: URL, settings: ExportSettings, limits: Partial<ExporterLimits> = {}) {
    this.#entry = entry;
    this.#settings = { plant: { name: settings.plant.name, timeZone: settings.plant.timeZone } };
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * Resolves when the first piece is made. `content` is JSON in UTF-8; its memory moves to the
   * thread. Rejects with a FactoryError `overloaded` or `unavailable`.
   */
  async stream(name: ExportName, content: Uint8Array, language: Language): Promise<Readable> {
    if (this.#open.size >= this.#limits.openMax) {
      throw new FactoryError('overloaded', `${this.#open.size} documents are being written`);
    }
    const id = this.#nextId++;
    this.#open.add(id);
    try {
      const owned = ownMemory(content);
      const start = { kind: 'start', id, name, content: owned, language } as const;
      return this.#toReadable(id, await this.#ask(start, [owned.buffer]));
    } catch (error) {
      this.#open.delete(id);
      throw error;
    }
  }

  /** The thread, while there is one. */
  get worker(): Worker | undefined {
    return this.#worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }

  #toReadable(id: number, first: Uint8Array | undefined): Readable {
    let ready = { piece: first, isFresh: true };
    const idle = setTimeout(() => {
      stream.destroy(new FactoryError('timeout', 'nobody reads the document'));
    }, this.#limits.idleMsMax);
    const stream = new Readable({
      highWaterMark: 1, // In bytes: the next piece is asked for when this one has gone.
      read: () => {
        idle.refresh();
        const next = ready.isFresh ? Promise.resolve(ready.piece) : this.#ask({ kind: 'next', id });
        ready = { piece: undefined, isFresh: false };
        next.then(
          (piece) => stream.push(piece ?? null),
          (error: Error) => stream.destroy(error),
        );
      },
      destroy: (error, done) => {
        clearTimeout(idle);
        this.#open.delete(id);
        this.#worker?.postMessage({ kind: 'cancel', id } satisfies ExportRequest);
        done(error);
      },
    });
    return stream;
  }

  #ask(request: ExportRequest, transfer: ArrayBuffer[] = []): Promise<Uint8Array | undefined> {
    const worker = this.#running();
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      worker.postMessage(request, transfer);
    });
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#entry, {
      workerData: this.#settings,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMbMax },
    });
    this.#worker = worker;
    worker.on('message', (reply: ExportReply) => this.#settle(reply));
    let cause: Error | undefined;
    worker.on('error', (error: Error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      const error = new FactoryError('unavailable', 'the thread that writes documents ended', {
        cause,
      });
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    return worker;
  }

  #settle(reply: ExportReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) {
      const { message, ...rest } = reply.error;
      waiting?.reject(Object.assign(new Error(message), rest));
    } else waiting?.resolve(reply.piece);
  }
}

/** Bytes that fill their memory alone can be handed over; others are copied. */
function ownMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isAlone ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
