import { createHash } from 'node:crypto';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { Database } from './database.ts';

/**
 * Keeps a message byte for byte with the reason. The same message again only counts. When the
 * quarantine is full, a message that is new to it is counted by its source, station and kind of
 * problem, without its bytes: a broken machine must not fill the disk of the log.
 */
export type Quarantine = {
  readonly keep: (message: RawMessage, entry: QuarantineEntry) => void;
  /** Counts again what is kept; call after a rollback. */
  readonly reset: () => void;
};

export type QuarantineEntry = {
  readonly sourceId: number;
  readonly recordedAtMs: number;
  readonly code: string;
  readonly reason: string;
  /** Undefined where the message says none. */
  readonly station?: string | undefined;
};

export type QuarantineLimits = { readonly messagesMax: number; readonly bytesMax: number };

const defaultLimits: QuarantineLimits = { messagesMax: 100_000, bytesMax: 1024 ** 3 };
const reasonMax = 4000;

export function openQuarantine(db: Database, limits: QuarantineLimits = defaultLimits): Quarantine {
  const countAgain = db.prepare(
    'UPDATE quarantine SET last_at_ms = @atMs, times = times + 1 WHERE digest = @digest',
  );
  const add = db.prepare(`
    INSERT INTO quarantine
      (digest, first_at_ms, last_at_ms, times, source_id, format, topic, code, reason, payload, station)
    VALUES (@digest, @atMs, @atMs, 1, @sourceId, @format, @topic, @code, @reason, @payload, @station)`);
  const measure = db.prepare<[], Kept>(
    'SELECT COUNT(*) AS messages, COALESCE(SUM(LENGTH(payload)), 0) AS bytes FROM quarantine',
  );
  let kept = measure.get() ?? { messages: 0, bytes: 0 };

  function note(row: Row): void {
    if (countAgain.run(row).changes === 1) return;
    add.run(row);
    kept = { messages: kept.messages + 1, bytes: kept.bytes + row.payload.byteLength };
  }

  return {
    reset: () => {
      kept = measure.get() ?? { messages: 0, bytes: 0 };
    },
    keep: (message, { recordedAtMs: atMs, ...entry }) => {
      const row = toRow(message, { ...entry, atMs });
      const isFull =
        kept.messages >= limits.messagesMax ||
        kept.bytes + row.payload.byteLength > limits.bytesMax;
      if (!isFull) note(row);
      else if (countAgain.run(row).changes === 0) note(withoutBytes(row, message));
    },
  };
}

type Kept = { readonly messages: number; readonly bytes: number };
type Row = Omit<QuarantineEntry, 'recordedAtMs' | 'station'> &
  Pick<RawMessage, 'format' | 'topic'> & {
    readonly atMs: number;
    readonly station: string | null;
    readonly digest: Buffer;
    readonly payload: Buffer;
  };

function toRow(
  { format, source, topic, payload }: RawMessage,
  entry: Omit<QuarantineEntry, 'recordedAtMs'> & { readonly atMs: number },
): Row {
  return {
    ...entry,
    format,
    topic,
    station: entry.station ?? null,
    digest: digestOf([source, ...aboutOf(topic, entry), entry.code], payload),
    reason: entry.reason.slice(0, reasonMax),
    payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
  };
}

/** A topic names the station; what has none may be about several. */
function aboutOf(topic: string, { station = '' }: Pick<QuarantineEntry, 'station'>): string[] {
  return topic === '' && station !== '' ? [topic, station] : [topic];
}

/** One row for all such messages of a station; a trace still finds that it was not understood. */
function withoutBytes(row: Row, { source }: RawMessage): Row {
  const isNative = row.format === 'native-mqtt';
  const topic = isNative ? `${row.topic.split('/').slice(0, 6).join('/')}/` : '';
  return {
    ...row,
    topic,
    digest: digestOf(
      [source, ...aboutOf(topic, { station: row.station ?? '' }), row.code, 'only counted'],
      new Uint8Array(),
    ),
    reason: 'the quarantine is full: such messages are counted, their bytes are not kept',
    payload: Buffer.alloc(0),
  };
}

function digestOf(key: readonly string[], payload: Uint8Array): Buffer {
  return createHash('sha256').update(JSON.stringify(key)).update(payload).digest();
}
