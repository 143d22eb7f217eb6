import type { Database } from './database.ts';

/** Moves a consumer's cursor forward, never back. */
export type AdvanceCursor = (consumer: string, seq: number, updatedAtMs: number) => void;

export function openCursors(db: Database): AdvanceCursor {
  const advance = db.prepare(`
    INSERT INTO cursor (consumer, seq, updated_at_ms)
    VALUES (@consumer, @seq, @updatedAtMs)
    ON CONFLICT DO UPDATE
    SET seq = MAX(seq, excluded.seq), updated_at_ms = excluded.updated_at_ms`);
  return (consumer, seq, updatedAtMs) => {
    advance.run({ consumer, seq, updatedAtMs });
  };
}
