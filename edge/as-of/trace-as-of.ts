import { toIso } from '../../domain/time.ts';
import type { TraceReply } from '../api/contract/trace.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import type { TraceParams } from '../trace/params.ts';
import { trace } from '../trace/trace.ts';
import { type AsOfView, openAsOfView } from './as-of-view.ts';
import { type Position, preparePosition } from './position.ts';

export type TraceAsOfParams = TraceParams & { readonly asOf: Position };

/** What the same trace answered at an earlier position of the log. */
export const traceAsOf = defineQuery({
  name: 'trace_as_of',
  prepare: (context) => {
    const positionOf = preparePosition(context.db);
    const asOf = lazily(() => prepareTraceAt(context));
    return ({ asOf: position, ...params }: TraceAsOfParams): TraceReply =>
      asOf().traceAt(positionOf(position), params);
  },
});

/** A trace at any log position, and the view of the tables it reads. */
export function prepareTraceAt(context: QueryContext): {
  readonly view: AsOfView;
  readonly traceAt: (seq: number, params: TraceParams) => TraceReply;
} {
  const view = openAsOfView(context.db.name);
  const answer = trace.prepare({ ...context, db: view.db });
  const recordedAt = context.db
    .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
    .pluck();
  return {
    view,
    traceAt: (seq, params) =>
      view.at(seq, () => ({
        ...answer(params),
        asOf: { seq, at: toIso(recordedAt.get(seq) ?? 0) },
      })),
  };
}

/** A second connection costs memory in each reader: only when somebody asks. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
