import { FactoryError } from '../../domain/factory-error.ts';
import type { Database } from '../store/database.ts';

/** A position in the log, or an instant: what was recorded by then (epoch ms). */
export type Position = { readonly seq: number } | { readonly atMs: number };

/** A position as a log position. Throws `not_found` for one that the log has not reached. */
export function preparePosition(db: Database): (position: Position) => number {
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
  const recordedAt = db
    .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
    .pluck();

  return (position) => {
    const headSeq = head.get() ?? 0;
    if ('atMs' in position) return lastRecordedBy(position.atMs, headSeq);
    if (position.seq <= headSeq) return position.seq;
    throw new FactoryError(
      'not_found',
      `the log ends at ${headSeq}: expected asOf to be a position up to that, or an instant`,
    );
  };

  /** Positions follow the edge's clock, so halving finds it in a few reads. */
  function lastRecordedBy(atMs: number, headSeq: number): number {
    let [low, high] = [0, headSeq];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((recordedAt.get(middle) ?? 0) <= atMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
