import { randomUUID } from 'node:crypto';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Clock } from '../../domain/clock.ts';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { Projection } from '../projections/define-projection.ts';
import { createFolder } from '../projections/fold.ts';
import { bringUpToDate } from '../projections/rebuild.ts';
import { openCursors } from './cursors.ts';
import { type Database, isWorldFailure, migrate, openForWriting } from './database.ts';
import type { Decoders } from './decoders.ts';
import { lockFolder } from './lock.ts';
import {
  type AppendReply,
  type AppendRequest,
  unpackBatch,
  type WriterCommand,
  type WriterNews,
} from './protocol.ts';
import { createReadingGate, type ReadingGate } from './reading-gate.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createWalKeeper } from './wal.ts';

type Waiting = { readonly port: MessagePort; readonly request: AppendRequest };

/**
 * The one writer. Whatever has arrived on any port when a turn begins is one transaction and one
 * fsync; what arrives meanwhile is the next. Answers leave after the commit.
 */
export class Writer {
  readonly #lock: Database;
  readonly #db: Database;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #tell: (news: WriterNews) => void;
  readonly #advance: ReturnType<typeof openCursors>;
  readonly #keepWalSmall: () => void;
  readonly #gate: ReadingGate;
  readonly #ports: MessagePort[] = [];
  #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(options: {
    file: string;
    clock: Clock;
    decoders: Decoders;
    projections: readonly Projection[];
    gate?: ReadingGate;
    tell: (news: WriterNews) => void;
  }) {
    const { file, clock, decoders, projections, gate = createReadingGate(), tell } = options;
    this.#gate = gate;
    this.#lock = lockFolder(file);
    this.#db = openForWriting(file);
    this.#clock = clock;
    this.#tell = tell;
    migrate(this.#db);
    bringUpToDate(this.#db, projections, (folded) => tell({ kind: 'rebuilding', folded }));
    const folder = createFolder(this.#db, projections);
    this.#recorder = createRecorder(this.#db, { decoders, folder, clock });
    this.#advance = openCursors(this.#db);
    this.#keepWalSmall = createWalKeeper(this.#db, { gate });
    tell({ kind: 'ready', headSeq: this.#recorder.headSeq(), epoch: epochOf(this.#db) });
  }

  handle(command: WriterCommand): void {
    switch (command.kind) {
      case 'connect':
        this.#connect(command.port);
        break;
      case 'advance':
        // A cursor that stays behind is harmless: its consumer sends again what was sent.
        this.#try(() =>
          this.#gate.write(() => this.#advance(command.consumer, command.seq, this.#clock.nowMs())),
        );
        break;
      case 'settle':
        this.#settle(command);
        break;
      case 'stop':
        this.#stop();
        break;
    }
  }

  #settle({ id, request }: Extract<WriterCommand, { kind: 'settle' }>): void {
    const before = this.#recorder.headSeq();
    try {
      const reply = this.#gate.write(() => this.#recorder.replay(request));
      this.#tellGrown(before);
      this.#tell({ kind: 'settled', id, reply });
    } catch (error) {
      if (!isWorldFailure(error)) throw error;
      this.#tell({ kind: 'failing', message: error.message });
      this.#tell({ kind: 'settled', id, refused: error.message });
    }
    this.#try(this.#keepWalSmall);
  }

  #connect(port: MessagePort): void {
    this.#ports.push(port);
    port.on('message', (request: AppendRequest) => this.#enqueue({ port, request }));
    port.on('close', () => this.#ports.splice(this.#ports.indexOf(port), 1));
  }

  #enqueue(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#commit();
    });
  }

  #commit(): void {
    for (const port of this.#ports) this.#drain(port);
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    const before = this.#recorder.headSeq();
    const messages = batch.map(({ request }) => unpackBatch(request.batch));
    try {
      const receipts = this.#gate.write(() => this.#recorder.record(messages.flat()));
      answer(batch, messages, receipts);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ kind: 'failing', message });
      refuse(batch, `the event log could not be written: ${message}`);
    }
    this.#tellGrown(before);
    this.#try(this.#keepWalSmall);
  }

  #tellGrown(before: number): void {
    const headSeq = this.#recorder.headSeq();
    if (headSeq > before) this.#tell({ kind: 'grew', headSeq });
  }

  #drain(port: MessagePort): void {
    for (;;) {
      const received = receiveMessageOnPort(port);
      if (received === undefined) return;
      this.#waiting.push({ port, request: received.message as AppendRequest }); // Only our sinks hold these ports.
    }
  }

  /** A full disk here loses nothing and must not end the thread. */
  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!isWorldFailure(error)) throw error;
      this.#tell({ kind: 'failing', message: error.message });
    }
  }

  #stop(): void {
    this.#commit();
    for (const port of [...this.#ports]) port.close();
    // What cannot be moved out of the WAL stays in it for the next start.
    this.#try(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
    this.#db.close();
    this.#lock.close();
    this.#tell({ kind: 'stopped' });
  }
}

function answer(
  batch: readonly Waiting[],
  messages: readonly (readonly RawMessage[])[],
  receipts: ReturnType<Recorder['record']>,
): void {
  let first = 0;
  for (const [index, { port, request }] of batch.entries()) {
    const start = first;
    first += messages[index]?.length ?? 0;
    const wanted = request.wanted.map((position) => receipts[start + position] ?? []);
    reply(port, { id: request.id, receipts: wanted });
  }
}

function refuse(batch: readonly Waiting[], message: string): void {
  for (const { port, request } of batch) {
    reply(port, { id: request.id, refused: { code: 'unavailable', message } });
  }
}

function reply(port: MessagePort, message: AppendReply): void {
  port.postMessage(message);
}

/** Names this file's history; a restore makes a new one, so that the cloud cannot mix the two. */
function epochOf(db: Database): string {
  db.prepare("INSERT INTO meta (key, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING").run(
    randomUUID(),
  );
  const epoch = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch'").pluck().get();
  if (epoch === undefined) throw new Error('assertion failed: the epoch was just written');
  return epoch;
}
