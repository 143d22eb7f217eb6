import type { Clock } from '../../domain/clock.ts';
import type { MessageFormat, RawMessage } from '../../domain/event-sink.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Folder } from '../projections/fold.ts';
import { type Database, isWorldFailure } from './database.ts';
import { type EventLog, type Origin, openEventLog } from './event-log.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';

/** Reads one format's bytes; pure. Given by the composition root, which knows the protocols. */
export type Decode = (source: string, topic: string, payload: Uint8Array) => DecodedMessage;
export type DecodedMessage = {
  readonly events: readonly FactoryEvent[];
  readonly problems: readonly {
    readonly code: string;
    readonly reason: string;
    readonly id?: string;
    /** The station it is about, where the message says one. */
    readonly station?: string;
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

  const recordOne = messageRecorder({ decoders, folder, log, quarantine });

  const commit = db.transaction((messages: readonly RawMessage[]): Receipt[][] => {
    const recordedAtMs = clock.nowMs();
    const receipts = messages.map((message) => recordOne(message, recordedAtMs));
    folder.flush();
    return receipts;
  });

  /** Within a transaction this is a savepoint: what fails leaves the others as they are. */
  const recordApart = db.transaction((message: RawMessage, recordedAtMs: number): Receipt[] => {
    const receipts = recordOne(message, recordedAtMs);
    folder.flush();
    return receipts;
  });

  /**
   * A message that our own code cannot fold must not stop the plant: it is kept in quarantine with
   * the error, and everybody else's messages are recorded. Still one fsync for all of them.
   */
  const commitApart = db.transaction((messages: readonly RawMessage[]): Receipt[][] => {
    const recordedAtMs = clock.nowMs();
    return messages.map((message) => {
      try {
        return recordApart(message, recordedAtMs);
      } catch (error) {
        forget();
        if (isWorldFailure(error)) throw error;
        const reason = `our own fault, please report it: ${error instanceof Error ? error.stack : String(error)}`;
        const sourceId = log.sourceId(message.source);
        quarantine.keep(message, { sourceId, recordedAtMs, code: 'internal', reason });
        return [{ id: '', outcome: 'quarantined', reason }];
      }
    });
  });

  function forget(): void {
    log.reset();
    folder.reset();
    quarantine.reset();
  }

  return {
    headSeq: log.headSeq,
    record: (messages) => {
      try {
        return commit.immediate(messages);
      } catch (error) {
        forget();
        if (isWorldFailure(error)) throw error;
      }
      try {
        return commitApart.immediate(messages);
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}

type Parts = {
  readonly decoders: Decoders;
  readonly folder: Folder;
  readonly log: EventLog;
  readonly quarantine: Quarantine;
};

/** Records one message: its events into the log and the projections, the rest into quarantine. */
function messageRecorder({ decoders, folder, log, quarantine }: Parts) {
  function recordEvent(event: FactoryEvent, origin: Origin): Receipt {
    const outcome = log.append(event, origin);
    if (outcome.kind === 'recorded') {
      folder.fold(outcome.logged);
      return { id: event.id, outcome: 'recorded', seq: outcome.logged.seq };
    }
    if (outcome.kind === 'duplicate') {
      return { id: event.id, outcome: 'duplicate', seq: outcome.seq };
    }
    const reason = `the id ${event.id} is already in the log at ${outcome.seq} with other content`;
    return { id: event.id, outcome: 'quarantined', reason };
  }

  return (message: RawMessage, recordedAtMs: number): Receipt[] => {
    const { format, source, topic, payload } = message;
    const origin = { sourceId: log.sourceId(source), recordedAtMs };
    const { events, problems } = decoders[format](source, topic, payload);
    const told = events.map((event) => recordEvent(event, origin));
    if (problems.length === 0 && !told.some(isQuarantined)) return told; // Nearly always.
    const refused = problems.map(({ code, reason, id = '', station }) => ({
      ...{ code, station },
      receipt: { id, outcome: 'quarantined', reason } as const,
    }));
    const conflicts = told.flatMap((receipt, index) => {
      const event = events[index];
      const station = event !== undefined && 'station' in event ? event.station : undefined;
      return isQuarantined(receipt) ? [{ code: 'conflict', station, receipt }] : [];
    });
    // The bytes are kept once for each kind of problem and station, however many of its events have it.
    const kinds = Map.groupBy(
      [...refused, ...conflicts],
      ({ code, station }) => `${code} ${station}`,
    );
    for (const ones of kinds.values()) {
      const { code, station } = ones[0] as (typeof ones)[number]; // No group is empty.
      const reason = ones.map(({ receipt }) => receipt.reason).join('\n');
      quarantine.keep(message, { ...origin, code, station, reason });
    }
    return [...refused.map(({ receipt }) => receipt), ...told];
  };
}

function isQuarantined(receipt: Receipt): receipt is Extract<Receipt, { outcome: 'quarantined' }> {
  return receipt.outcome === 'quarantined';
}
