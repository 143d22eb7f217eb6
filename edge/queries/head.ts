import { toIso } from '../../domain/time.ts';
import { defineQuery, type QueryContext } from './define-query.ts';

/** The log position that an answer rests on, and the edge's time. */
export function prepareAsOf({ db, clock }: QueryContext): () => { seq: number; at: string } {
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
  return () => ({ seq: head.get() ?? 0, at: toIso(clock.nowMs()) });
}

/** How far the log has come. */
export const head = defineQuery({
  name: 'head',
  prepare: (context) => {
    const asOf = prepareAsOf(context);
    return (_params: Record<string, never>) => asOf();
  },
});
