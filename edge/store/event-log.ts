import type { FactoryEvent } from '../../domain/events/event.ts';
import { Known } from '../../domain/known.ts';
import { toMs } from '../../domain/time.ts';
import type { Logged } from '../projections/corrections.ts';
import type { Database } from './database.ts';

/** What became of an event at the log. */
export type LogOutcome =
  | { readonly kind: 'recorded'; readonly logged: Logged }
  | { readonly kind: 'duplicate'; readonly seq: number }
  | { readonly kind: 'conflict'; readonly seq: number };

/**
 * The append-only log. An id is recorded once (invariant 2): the same id with the same content is a
 * duplicate, with other content a conflict. Used inside a transaction.
 */
export type EventLog = {
  readonly append: (event: FactoryEvent, origin: Origin) => LogOutcome;
  readonly sourceId: (name: string) => number;
  readonly headSeq: () => number;
  /** Reads the head again; call after a rollback. */
  readonly reset: () => void;
};

export type Origin = { readonly sourceId: number; readonly recordedAtMs: number };

export function openEventLog(db: Database): EventLog {
  const insert = db.prepare(`
    INSERT INTO event_log (seq, id, type, at_ms, recorded_at_ms, source_id, body)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING`);
  const find = db.prepare<[string], { seq: number; body: string }>(
    'SELECT seq, body FROM event_log WHERE id = ?',
  );
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
  const findSource = db.prepare<[string], number>('SELECT id FROM source WHERE name = ?').pluck();
  const addSource = db.prepare<[string]>('INSERT INTO source (name) VALUES (?)');
  const sources = new Known<string, number>(sourcesKnownMax);
  let headSeq = head.get() ?? 0;

  return {
    headSeq: () => headSeq,
    append: (event, { sourceId, recordedAtMs }) => {
      const seq = headSeq + 1;
      const body = JSON.stringify(event);
      const atMs = toMs(event.at);
      const added = insert.run(seq, event.id, event.type, atMs, recordedAtMs, sourceId, body);
      if (added.changes === 1) {
        headSeq = seq;
        return { kind: 'recorded', logged: { event, seq, atMs, recordedAtMs, sourceId } };
      }
      const known = find.get(event.id);
      if (known === undefined) throw new Error('assertion failed: a refused id is in the log');
      return { kind: known.body === body ? 'duplicate' : 'conflict', seq: known.seq };
    },
    sourceId: (name) => {
      const cached = sources.get(name);
      if (cached !== undefined) return cached;
      const id = findSource.get(name) ?? Number(addSource.run(name).lastInsertRowid);
      sources.set(name, id);
      return id;
    },
    reset: () => {
      headSeq = head.get() ?? 0;
      sources.clear();
    },
  };
}

const sourcesKnownMax = 10_000;
