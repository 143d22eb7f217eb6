import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { FactoryError, type FactoryErrorCode } from '../../domain/factory-error.ts';
import { endThread } from '../end-thread.ts';
import type { TraceParams } from '../trace/params.ts';
import { forget } from './files.ts';
import type { EngineCommand, EngineNews, EngineReach, EngineSettings } from './protocol.ts';

type Waiting = {
  readonly resolve: (json: Uint8Array | undefined) => void;
  readonly reject: (error: FactoryError) => void;
};

export type EngineStatus =
  | { readonly state: 'loading' }
  | ({ readonly state: 'ready' } & EngineReach)
  | { readonly state: 'failed'; readonly reason: string };

type Options = {
  readonly entry: URL;
  readonly settings: EngineSettings;
  readonly log: Logger;
  /** How long to wait before each new try; after the last the tables answer until the edge starts again. */
  readonly retryMs?: readonly number[];
};

const retryMs = [1000, 10_000, 60_000, 300_000, 1_800_000];
/** A thread that answered for so long had a reason of its own to end: the tries begin anew. */
const soundMs = 3_600_000;

/** Questions waiting at the engine beyond this are refused with `overloaded`. */
const waitingMax = 1000;

/**
 * The thread with the genealogy in memory. It is never needed: while it loads, and when it has
 * failed, the tables answer. One that failed is started again a few times, from the rows.
 */
export class EngineThread {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #status: EngineStatus = { state: 'loading' };
  #isStopping = false;
  #nextId = 1;
  #failures = 0;
  #readySinceMs = Number.POSITIVE_INFINITY;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** The thread, for whoever must know when it ends. */
  get worker(): Worker | undefined {
    return this.#worker;
  }

  start(): void {
    const { entry, settings, log } = this.#options;
    const worker = new Worker(entry, { workerData: settings });
    this.#worker = worker;
    worker.on('message', (news: EngineNews) => this.#hear(news));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', (code) => {
      if (!this.#isStopping) this.#fail(new Error(`the thread ended with code ${code}`));
      this.#release();
      this.#startAgain();
    });
    log.debug('the genealogy is being read into memory');
  }

  /**
   * The reply of `trace_list` as JSON in UTF-8; undefined where the tables must answer. Rejects
   * with a FactoryError: the question's own, or `overloaded`.
   */
  list(params: TraceParams): Promise<Uint8Array | undefined> {
    const worker = this.#worker;
    if (worker === undefined || this.#status.state !== 'ready') return Promise.resolve(undefined);
    if (this.#waiting.size >= waitingMax) {
      const text = `${this.#waiting.size} lists are waiting`;
      return Promise.reject(new FactoryError('overloaded', text));
    }
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ kind: 'list', id, params } satisfies EngineCommand);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker;
    this.#isStopping = true;
    clearTimeout(this.#retry);
    this.#worker = undefined;
    if (worker === undefined || this.#status.state === 'failed') return;
    await endThread(worker, { kind: 'stop' } satisfies EngineCommand);
  }

  #hear(news: EngineNews): void {
    switch (news.kind) {
      case 'ready': {
        const { reachedSeq, bytes, loadMs, from } = news;
        this.#status = { state: 'ready', reachedSeq, bytes };
        this.#readySinceMs = performance.now();
        this.#options.log.info(
          { reachedSeq, bytes, from, loadMs: Math.round(loadMs) },
          'the genealogy is in memory and answers recall lists',
        );
        break;
      }
      case 'reached':
        this.#status = { state: 'ready', reachedSeq: news.reachedSeq, bytes: news.bytes };
        break;
      case 'saved':
        this.#options.log.debug({ saveMs: Math.round(news.saveMs) }, 'the genealogy is in files');
        break;
      case 'not_saved':
        this.#options.log.warn(
          { reason: news.reason },
          'the genealogy in memory cannot be kept in files: the next start reads it from the rows, slower',
        );
        break;
      case 'answer':
        this.#take(news.id)?.resolve(news.json);
        break;
      case 'refused':
        // The thread sends the codes of FactoryErrors alone.
        this.#take(news.id)?.reject(new FactoryError(news.code as FactoryErrorCode, news.message));
        break;
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #fail(error: unknown): void {
    if (this.#status.state === 'failed') return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#status = { state: 'failed', reason };
    forget(this.#options.settings.folder); // Were it because of the files, the next start does better.
    if (performance.now() - this.#readySinceMs > soundMs) this.#failures = 0;
    this.#readySinceMs = Number.POSITIVE_INFINITY;
    this.#failures += 1;
    const nextTryMs = this.#nextTryMs();
    const until = nextTryMs === undefined ? 'the edge starts again' : 'it is read again';
    this.#options.log.error(
      { err: error, failures: this.#failures, nextTryMs },
      `the genealogy in memory failed: the tables answer recall lists, slower, until ${until}; report this`,
    );
  }

  #nextTryMs(): number | undefined {
    return (this.#options.retryMs ?? retryMs)[this.#failures - 1];
  }

  #startAgain(): void {
    const nextTryMs = this.#nextTryMs();
    if (this.#isStopping || nextTryMs === undefined) return;
    this.#retry = setTimeout(() => {
      this.#status = { state: 'loading' };
      this.start();
    }, nextTryMs).unref();
  }

  /** Whoever waits is answered by the tables. */
  #release(): void {
    for (const { resolve } of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }
}
