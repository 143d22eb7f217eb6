import { Worker } from 'node:worker_threads';
import { FactoryError } from '../../domain/factory-error.ts';
import { endThread } from '../end-thread.ts';
import type { NamedThread } from '../heaps.ts';
import type {
  ReaderCommand,
  ReaderReply,
  ReaderSettings,
  ReadingSettings,
} from '../store/reader-protocol.ts';
import { type OwnBytes, toOwnBytes } from './own-bytes.ts';
import { Patience } from './patience.ts';
import type { QueryName, QueryParams, QueryResult } from './queries.ts';

type Waiting = {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
};

type Thread = Pick<ReaderSettings, 'answers'> & {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** Of the one for long questions. */
  readonly patience: Patience | undefined;
};

/** Answers some questions quicker than the readers; undefined where it does not. */
export type Shortcut = {
  readonly list: (params: QueryParams<'trace_list'>) => Promise<Uint8Array | undefined>;
};

/** Questions over weeks of history. One thread answers them, in turn, when nobody else wants a processor. */
const long: ReadonlySet<string> = new Set<QueryName>([
  'kpis',
  'kpiChange',
  'losses',
  'shift',
  'shiftReport',
]);

/** Questions waiting at all readers beyond this are refused with `overloaded`. */
const waitingMax = 1000;
/** How long a question over weeks waits for idle time alone. */
const patienceMs = 5000;

/**
 * A few threads with read-only connections, and one more for long questions. `ask` answers with plain data, `askJson` with the JSON
 * bytes of it, made in the reader's thread. Both reject with a FactoryError `overloaded` or
 * `unavailable`, or with the query's own error.
 */
export class Readers {
  readonly #threads: Thread[] = [];
  readonly #entry: URL;
  readonly #settings: ReadingSettings;
  readonly #patienceMs: number;
  readonly #stopping = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  #shortcut: Shortcut | undefined;
  #nextId = 1;

  constructor(entry: URL, settings: ReadingSettings, waits = patienceMs) {
    this.#patienceMs = waits;
    this.#entry = entry;
    this.#settings = settings;
  }

  /** `threads` for short questions. */
  start(threads: number): void {
    const kinds = ['long', ...Array.from({ length: threads }, () => 'short' as const)] as const;
    for (const answers of kinds) {
      const stopping = this.#stopping;
      const workerData: ReaderSettings = { ...this.#settings, answers, stopping };
      const worker = new Worker(this.#entry, { workerData });
      const patience = answers === 'long' ? new Patience(this.#patienceMs) : undefined;
      const thread: Thread = { answers, worker, waiting: new Map(), patience };
      worker.on('message', (reply: ReaderReply) => settle(thread, reply));
      this.#threads.push(thread);
    }
  }

  /** The threads, for whoever must know when one dies. */
  get workers(): readonly NamedThread[] {
    return this.#threads.map(({ answers, worker }, nth) => {
      return { name: answers === 'long' ? 'reader long' : `reader ${nth}`, worker };
    });
  }

  /** From now on recall lists are asked there first. */
  prefer(shortcut: Shortcut): void {
    this.#shortcut = shortcut;
  }

  ask<N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryResult<N>> {
    return this.#send(name, params, false);
  }

  async askJson<N extends QueryName>(name: N, params: QueryParams<N>): Promise<OwnBytes> {
    const quick =
      name === 'trace_list'
        ? await this.#shortcut?.list(params as QueryParams<'trace_list'>) // By its name.
        : undefined;
    return toOwnBytes(quick ?? (await this.#send<Uint8Array>(name, params, true)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const threads = this.#threads.splice(0);
    Atomics.store(new Int32Array(this.#stopping), 0, 1);
    await Promise.all(
      threads.map(({ worker }) => endThread(worker, 'stop' satisfies ReaderCommand)),
    );
    for (const { waiting } of threads) {
      for (const { reject } of waiting.values()) {
        reject(new FactoryError('unavailable', 'the edge is stopping'));
      }
    }
  }

  #send<T>(name: string, params: unknown, asJson: boolean): Promise<T> {
    const total = this.#threads.reduce((sum, { waiting }) => sum + waiting.size, 0);
    if (total >= waitingMax) {
      return Promise.reject(new FactoryError('overloaded', `${total} questions are waiting`));
    }
    const kind = long.has(name) ? 'long' : 'short';
    const able = this.#threads.filter(({ answers }) => answers === kind);
    const [thread] = able.toSorted((a, b) => a.waiting.size - b.waiting.size);
    if (thread === undefined) {
      return Promise.reject(new FactoryError('unavailable', 'no reader is running'));
    }
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      thread.waiting.set(id, { resolve, reject });
      thread.patience?.begin();
      thread.worker.postMessage({ id, name, params, asJson } satisfies ReaderCommand);
    });
  }
}

function settle({ waiting, patience }: Thread, reply: ReaderReply): void {
  if ('idleThread' in reply) {
    patience?.isOf(reply.idleThread);
    return;
  }
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  patience?.answered(waiting.size > 0);
  if (asked === undefined) return;
  if ('error' in reply) {
    const { name, message, stack, code } = reply.error;
    asked.reject(Object.assign(new Error(message), { name, stack, code }));
  } else asked.resolve(reply.result as never); // The reader answers with the query's own result type.
}
