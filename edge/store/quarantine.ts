import { createHash } from 'node:crypto';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { Database } from './database.ts';

/** Keeps a message byte for byte with the reason. The same message again only counts. */
export type Quarantine = (message: RawMessage, entry: QuarantineEntry) => void;

export type QuarantineEntry = {
  readonly sourceId: number;
  readonly recordedAtMs: number;
  readonly code: string;
  readonly reason: string;
};

const reasonMax = 4000;

export function openQuarantine(db: Database): Quarantine {
  const keep = db.prepare(`
    INSERT INTO quarantine
      (digest, first_at_ms, last_at_ms, times, source_id, format, topic, code, reason, payload)
    VALUES (@digest, @atMs, @atMs, 1, @sourceId, @format, @topic, @code, @reason, @payload)
    ON CONFLICT (digest) DO UPDATE SET last_at_ms = excluded.last_at_ms, times = times + 1`);
  return ({ format, source, topic, payload }, { sourceId, recordedAtMs, code, reason }) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([source, topic, code]))
      .update(payload)
      .digest();
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    const short = reason.slice(0, reasonMax);
    keep.run({
      digest,
      atMs: recordedAtMs,
      sourceId,
      format,
      topic,
      code,
      reason: short,
      payload: bytes,
    });
  };
}
