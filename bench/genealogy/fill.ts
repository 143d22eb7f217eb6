import type { RawMessage } from '../../domain/event-sink.ts';
import { decoders } from '../../edge/decoders.ts';
import { createFolder } from '../../edge/projections/fold.ts';
import { projections } from '../../edge/projections/projections.ts';
import { bringUpToDate } from '../../edge/projections/rebuild.ts';
import { type Database, migrate, openForWriting } from '../../edge/store/database.ts';
import { createRecorder } from '../../edge/store/recorder.ts';
import type { Told } from './scribe.ts';

const eventsPerMessage = 500;
const eventsPerBatch = 4000;
const encoder = new TextEncoder();

/** An edge's file, written by its own recorder and projections in this thread. */
export type Filling = {
  readonly db: Database;
  readonly note: (told: Told) => void;
  /** Records what is left and moves the write-ahead log into the file. */
  readonly finish: () => void;
};

/**
 * Opens an edge's file for events. Each source's events are messages of their own; the edge's clock
 * shows the time of the latest event, as if it listened. Throws when an event is not recorded.
 */
export function openFilling(file: string): Filling {
  const db = openForWriting(file);
  migrate(db);
  bringUpToDate(db, projections, () => {});
  let nowMs = 0;
  const recorder = createRecorder(db, {
    folder: createFolder(db, projections),
    clock: { nowMs: () => nowMs },
    decoders,
  });
  const waiting = new Map<string, object[]>();
  let messages: RawMessage[] = [];
  let count = 0;

  function send(source: string, events: readonly object[]): void {
    const payload = encoder.encode(JSON.stringify(events));
    messages.push({ format: 'json', source, topic: '', payload, guaranteed: true });
  }

  function flush(): void {
    for (const [source, events] of waiting) if (events.length > 0) send(source, events);
    waiting.clear();
    const receipts = recorder.record(messages).flat();
    const refused = receipts.find(({ outcome }) => outcome !== 'recorded');
    if (refused !== undefined)
      throw new Error(`an event was not recorded: ${JSON.stringify(refused)}`);
    messages = [];
    count = 0;
  }

  return {
    db,
    note: ({ source, event }) => {
      nowMs = Math.max(nowMs, event.at);
      const events = waiting.get(source) ?? [];
      events.push(event);
      waiting.set(source, events);
      if (events.length === eventsPerMessage) {
        send(source, events);
        waiting.delete(source);
      }
      count += 1;
      if (count === eventsPerBatch) flush();
    },
    finish: () => {
      flush();
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
}
