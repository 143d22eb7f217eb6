import type { Clock } from '../../domain/clock.ts';
import type { MessageFormat, RawMessage } from '../../domain/event-sink.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Folder } from '../projections/fold.ts';
import type { Database } from './database.ts';
import { type EventLog, openEventLog } from './event-log.ts';
import { openQuarantine } from './quarantine.ts';

/** Reads one format's bytes; pure. Given by the composition root, which knows the protocols. */
export type Decode = (source: string, topic: string, payload: Uint8Array) => DecodedMessage;
export type DecodedMessage = {
  readonly events: readonly FactoryEvent[];
  readonly problems: readonly {
    readonly code: string;
    readonly reason: string;
    readonly id?: string;
  }[];
};
export type Decoders = Readonly<Record<MessageFormat, Decode>>;

/** Turns messages into log, projections and quarantine: one transaction a batch, one fsync. */
export type Recorder = {
  /**
   * Records a batch and returns each message's receipts after the commit. Throws SQLite's error when
   * the batch could not be committed; then nothing of it is stored.
   */
  readonly record: (messages: readonly RawMessage[]) => readonly (readonly Receipt[])[];
  readonly headSeq: () => number;
};

export function createRecorder(
  db: Database,
  { decoders, folder, clock }: { decoders: Decoders; folder: Folder; clock: Clock },
): Recorder {
  const log = openEventLog(db);
  const quarantine = openQuarantine(db);

  function recordOne(message: RawMessage, recordedAtMs: number): Receipt[] {
    const sourceId = log.sourceId(message.source);
    const { events, problems } = decoders[message.format](
      message.source,
      message.topic,
      message.payload,
    );
    const receipts: Receipt[] = [];
    for (const { code, reason, id } of problems) {
      quarantine(message, { sourceId, recordedAtMs, code, reason });
      receipts.push({ id: id ?? '', outcome: 'quarantined', reason });
    }
    for (const event of events) {
      const outcome = log.append(event, { sourceId, recordedAtMs });
      if (outcome.kind === 'recorded') {
        folder.fold(outcome.logged);
        receipts.push({ id: event.id, outcome: 'recorded', seq: outcome.logged.seq });
      } else if (outcome.kind === 'duplicate') {
        receipts.push({ id: event.id, outcome: 'duplicate', seq: outcome.seq });
      } else {
        const reason = `the id ${event.id} is already in the log at ${outcome.seq} with other content`;
        quarantine(message, { sourceId, recordedAtMs, code: 'conflict', reason });
        receipts.push({ id: event.id, outcome: 'quarantined', reason });
      }
    }
    return receipts;
  }

  const commit = db.transaction((messages: readonly RawMessage[]): Receipt[][] => {
    const recordedAtMs = clock.nowMs();
    const receipts = messages.map((message) => recordOne(message, recordedAtMs));
    folder.flush();
    return receipts;
  });

  function forget(): void {
    log.reset();
    folder.reset();
  }

  return {
    headSeq: log.headSeq,
    record: (messages) => {
      try {
        return commit.immediate(messages);
      } catch (error) {
        forget();
        if (isWorldFailure(error)) throw error;
        return messages.map((message) => recordAlone(message, { db, commit, forget, log, clock }));
      }
    },
  };
}

/**
 * A message that our own code cannot fold must not stop the plant: it is kept in quarantine with the
 * error, and everybody else's messages are recorded.
 */
function recordAlone(message: RawMessage, by: Alone): readonly Receipt[] {
  try {
    const [receipts] = by.commit.immediate([message]);
    return receipts ?? [];
  } catch (error) {
    by.forget();
    if (isWorldFailure(error)) throw error;
    const reason = `our own fault, please report it: ${error instanceof Error ? error.stack : String(error)}`;
    by.db.transaction(() => {
      const recordedAtMs = by.clock.nowMs();
      const sourceId = by.log.sourceId(message.source);
      openQuarantine(by.db)(message, { sourceId, recordedAtMs, code: 'internal', reason });
    })();
    return [{ id: '', outcome: 'quarantined', reason }];
  }
}

type Alone = {
  readonly db: Database;
  readonly commit: { immediate: (messages: readonly RawMessage[]) => Receipt[][] };
  readonly forget: () => void;
  readonly log: EventLog;
  readonly clock: Clock;
};

/** SQLite could not write: disk full, I/O error. Constraint errors are our own mistakes. */
function isWorldFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR'
  );
}
