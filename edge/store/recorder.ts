import type { Clock } from '../../domain/clock.ts';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Folder } from '../projections/fold.ts';
import { type Database, isWorldFailure } from './database.ts';
import type { Decoders } from './decoders.ts';
import { type EventLog, type Origin, openEventLog } from './event-log.ts';
import { type KeptProblem, ownFault, problemsOf, usedAlready } from './problems.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';
import { createReplay, type Replay } from './replay.ts';

/** Turns messages into log, projections and quarantine: one transaction a batch, one fsync. */
export type Recorder = {
  /**
   * Records a batch and returns each message's receipts after the commit. Throws SQLite's error when
   * the batch could not be committed; then nothing of it is stored.
   */
  readonly record: (messages: readonly RawMessage[]) => readonly (readonly Receipt[])[];
  /** Reads messages again that were kept, or sets them aside; after a commit of its own. */
  readonly replay: Replay;
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
        const reason = ownFault(error);
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
    replay: createReplay(db, { clock, quarantine, recordOne, flush: folder.flush, forget }),
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

/** Takes what of a message could not become events. */
type Keep = (message: RawMessage, problem: KeptProblem & Origin) => void;

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
    return { id: event.id, outcome: 'quarantined', reason: usedAlready(event.id, outcome.seq) };
  }

  return (message: RawMessage, recordedAtMs: number, keep: Keep = quarantine.keep): Receipt[] => {
    const { format, source, topic, payload } = message;
    const origin = { sourceId: log.sourceId(source), recordedAtMs };
    const decoded = decoders[format](source, topic, payload);
    const told = decoded.events.map((event) => recordEvent(event, origin));
    // The bytes are kept once for each kind of problem and station, however many of its events have it.
    for (const problem of problemsOf(decoded, told)) keep(message, { ...origin, ...problem });
    if (decoded.problems.length === 0) return told;
    const refused = decoded.problems.map(({ id = '', reason }): Receipt => {
      return { id, outcome: 'quarantined', reason };
    });
    return [...refused, ...told];
  };
}
