import { createHash } from 'node:crypto';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { Database } from './database.ts';
import type { KeptMessage } from './kept-messages.ts';
import type { KeptProblem } from './problems.ts';

/**
 * Keeps a message byte for byte with the reason. The same message again only counts, unless it was settled
 * meanwhile: then it is a new one. When the quarantine is full, the oldest settled ones make room; where
 * there are none, a message that is new to it is counted by its source, station and kind of problem,
 * without its bytes: a broken machine must not fill the disk of the log.
 */
export type Quarantine = {
  readonly keep: (message: RawMessage, entry: QuarantineEntry) => void;
  /** Keeps one that waits for another reason, too, since when and as often as it came. */
  readonly keepSince: (kept: KeptMessage, problem: KeptProblem) => void;
  /** A message that waits still, for a reason of today. */
  readonly tellAnew: (id: number, reason: string) => void;
  /** Ends the waiting of a message: it stays to be found, and limits no trace any more. */
  readonly settle: (id: number, settled: Settled) => void;
  /** Counts again what is kept; call after a rollback. */
  readonly reset: () => void;
};

/** `read`: all of it is in the log by now. `set_aside`: somebody said why it never will be. */
export type Settled = {
  readonly as: 'read' | 'set_aside';
  readonly atMs: number;
  readonly by: string;
  readonly why?: string | undefined;
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
    'UPDATE quarantine SET last_at_ms = @lastAtMs, times = times + 1 WHERE digest = @digest',
  );
  const add = db.prepare(`
    INSERT INTO quarantine
      (digest, first_at_ms, last_at_ms, times, source_id, format, topic, code, reason, payload, station)
    VALUES (@digest, @firstAtMs, @lastAtMs, @times, @sourceId, @format, @topic, @code, @reason, @payload,
      @station)
    ON CONFLICT (digest) DO NOTHING`);
  const tellAnew = db.prepare('UPDATE quarantine SET reason = ? WHERE id = ?');
  // Without its digest: the same message is a new one from now on.
  const settle = db.prepare(`
    UPDATE quarantine SET digest = RANDOMBLOB(32), settled_at_ms = @atMs, settled_as = @as,
      settled_by = @by, settled_why = @why
    WHERE id = @id AND settled_at_ms IS NULL`);
  const dropSettled = db
    .prepare<[], number>(`
      DELETE FROM quarantine WHERE id = (
        SELECT id FROM quarantine WHERE settled_at_ms IS NOT NULL ORDER BY settled_at_ms LIMIT 1)
      RETURNING LENGTH(payload)`)
    .pluck();
  const sourceOf = db
    .prepare<[number], number>('SELECT source_id FROM quarantine WHERE id = ?')
    .pluck();
  const measure = db.prepare<[], Kept>(
    'SELECT COUNT(*) AS messages, COALESCE(SUM(LENGTH(payload)), 0) AS bytes FROM quarantine',
  );
  let kept = measure.get() ?? { messages: 0, bytes: 0 };

  function noteNew(row: Row): void {
    if (add.run(row).changes === 0) return;
    kept = { messages: kept.messages + 1, bytes: kept.bytes + row.payload.byteLength };
  }

  function hasRoomFor({ payload }: Row): boolean {
    for (;;) {
      const { messages, bytes } = kept;
      if (messages < limits.messagesMax && bytes + payload.byteLength <= limits.bytesMax)
        return true;
      const freed = dropSettled.get();
      if (freed === undefined) return false;
      kept = { messages: messages - 1, bytes: bytes - freed };
    }
  }

  function keep(row: Row, message: RawMessage): void {
    if (countAgain.run(row).changes === 1) return;
    if (hasRoomFor(row)) {
      noteNew(row);
      return;
    }
    const counted = withoutBytes(row, message);
    if (countAgain.run(counted).changes === 0) noteNew(counted);
  }

  return {
    reset: () => {
      kept = measure.get() ?? { messages: 0, bytes: 0 };
    },
    keep: (message, { recordedAtMs: atMs, ...entry }) =>
      keep(toRow(message, { ...entry, firstAtMs: atMs, lastAtMs: atMs, times: 1 }), message),
    keepSince: ({ id, message, firstAtMs, lastAtMs, times }, problem) => {
      const sourceId = sourceOf.get(id) ?? 0;
      noteNew(toRow(message, { ...problem, sourceId, firstAtMs, lastAtMs, times }));
    },
    tellAnew: (id, reason) => void tellAnew.run(reason.slice(0, reasonMax), id),
    settle: (id, { as, atMs, by, why = null }) => void settle.run({ id, as, atMs, by, why }),
  };
}

type Kept = { readonly messages: number; readonly bytes: number };
type Came = Pick<KeptMessage, 'firstAtMs' | 'lastAtMs' | 'times'>;
type Row = Omit<QuarantineEntry, 'recordedAtMs' | 'station'> &
  Came &
  Pick<RawMessage, 'format' | 'topic'> & {
    readonly station: string | null;
    readonly digest: Buffer;
    readonly payload: Buffer;
  };

function toRow(
  { format, source, topic, payload }: RawMessage,
  entry: Omit<QuarantineEntry, 'recordedAtMs'> & Came,
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
