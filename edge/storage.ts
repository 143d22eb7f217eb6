import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ClockSettings } from '../domain/clock.ts';
import { FactoryError, type FactoryErrorCode } from '../domain/factory-error.ts';
import type { PlantModel } from '../domain/plant.ts';
import type { NamedThread } from './heaps.ts';
import { createSettling, type Settle } from './ingest/settling.ts';
import { defaultSinkLimits, Sink, type SinkLimits } from './ingest/sink.ts';
import { Readers } from './queries/readers.ts';
import { makeDataFolder } from './store/data-folder.ts';
import type { WriterCommand, WriterNews, WriterSettings } from './store/protocol.ts';
import { createGateMemory } from './store/reading-gate.ts';

export type StorageOptions = {
  readonly dataDir: string;
  readonly plant: PlantModel;
  readonly clock?: ClockSettings;
  readonly limits?: SinkLimits;
  readonly readers?: number;
  /** Every piece of news from the writer after the first `ready`. */
  readonly onNews?: (news: WriterNews) => void;
  /** A thread died by itself: nothing can be trusted any more, the process must end. */
  readonly onDeath?: (error: Error) => void;
};

/** The writer's and the readers' threads around one SQLite file, `lotline.db` in the data folder. */
export type Storage = {
  readonly file: string;
  readonly sink: Sink;
  readonly readers: Readers;
  /** Names this file's history; it changes when the file is restored. */
  readonly epoch: string;
  readonly headSeq: () => number;
  /** The memory of the gate between the writer and whoever reads. */
  readonly gate: SharedArrayBuffer;
  readonly threads: readonly NamedThread[];
  /** A port to the writer for another thread's own sink; transfer it. */
  readonly connect: () => MessagePort;
  /** Settles messages in quarantine. */
  readonly settle: Settle;
  /** Moves a consumer's cursor; durable with the next commit. */
  readonly advance: (consumer: string, seq: number) => void;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts the threads; resolves when the log is open and every projection fits this program. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  makeDataFolder(options.dataDir, 'store.dataDir, LOTLINE_DATA_DIR');
  const file = join(options.dataDir, 'lotline.db');
  const clock = options.clock === undefined ? {} : { clock: options.clock };
  const gate = createGateMemory();
  const settings: WriterSettings = { file, gate, ...clock };
  const writer = new Worker(new URL('./writer.worker.ts', import.meta.url), {
    workerData: settings,
  });
  const command = (message: WriterCommand): void => writer.postMessage(message);
  const settling = createSettling(command);
  const ready = await firstReady(writer, { file, onNews: options.onNews });
  let headSeq = ready.headSeq;
  let isStopping = false;
  const watch = (thread: Worker): void => {
    thread.on('error', (error) => options.onDeath?.(error as Error)); // Node rethrows what the thread threw.
    thread.on('exit', (code) => {
      if (!isStopping) options.onDeath?.(new Error(`a thread ended by itself with code ${code}`));
    });
  };
  writer.on('message', (news: WriterNews) => {
    if (news.kind === 'grew') headSeq = news.headSeq;
    settling.hear(news);
    options.onNews?.(news);
  });
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    writer.postMessage({ kind: 'connect', port: port1 } satisfies WriterCommand, [port1]);
    return port2;
  };
  const sink = new Sink(connect(), options.limits ?? defaultSinkLimits);
  const readers = new Readers(new URL('./reader.worker.ts', import.meta.url), {
    file,
    plant: options.plant,
    gate,
    ...clock,
  });
  readers.start(options.readers ?? 2);
  const threads = [{ name: 'writer', worker: writer }, ...readers.workers];
  for (const { worker } of threads) watch(worker);

  return {
    file,
    sink,
    readers,
    epoch: ready.epoch,
    headSeq: () => headSeq,
    gate,
    threads,
    connect,
    settle: settling.settle,
    advance: (consumer, seq) => command({ kind: 'advance', consumer, seq }),
    [Symbol.asyncDispose]: async () => {
      isStopping = true;
      await sink.drain();
      await readers[Symbol.asyncDispose]();
      const ended = once(writer, 'exit');
      command({ kind: 'stop' });
      await ended;
    },
  };
}

type Ready = Extract<WriterNews, { kind: 'ready' }>;

function firstReady(
  writer: Worker,
  { file, onNews }: { file: string; onNews: StorageOptions['onNews'] },
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const listen = (news: WriterNews): void => {
      if (news.kind !== 'ready') {
        onNews?.(news);
        return;
      }
      writer.off('message', listen);
      writer.off('error', fail);
      resolve(news);
    };
    const fail = (error: unknown): void => reject(toStartError(error, file));
    writer.on('message', listen);
    writer.once('error', fail);
  });
}

/** What a person can act on; a thread's error arrives without its class. Our own faults stay as they are. */
function toStartError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (error.name === 'FactoryError') {
    return new FactoryError(error.code as FactoryErrorCode, error.message, { cause: error }); // As it was thrown.
  }
  const text = `${file} cannot be opened: ${error.message} (${code})`;
  if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(code)) {
    const hint = 'keep a copy of the folder, then put a backup in its place';
    return new FactoryError('invalid_config', `${text}; ${hint}`, { cause: error });
  }
  if (/^SQLITE_(?:CANTOPEN|READONLY|PERM|FULL|IOERR|BUSY|LOCKED)/.test(code)) {
    const hint = 'check the folder, its rights and the free space';
    return new FactoryError('unavailable', `${text}; ${hint}`, { cause: error });
  }
  return error;
}
