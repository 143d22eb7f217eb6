import type { EventType } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { splitObjectRef } from '../../domain/object-ref.ts';
import { toIso } from '../../domain/time.ts';
import type { GetEventsReply } from '../api/contract/events.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { eventsNaming } from '../projections-trace/named.ts';
import { defineQuery } from './define-query.ts';

export type LogPageParams = {
  /** Only events after this position. */
  readonly afterSeq: number;
  readonly limit: number;
  readonly type?: EventType | undefined;
  /** Only events that name it and still count. */
  readonly object?: ObjectRef | undefined;
  readonly station?: string | undefined;
  /** Only these positions. */
  readonly seq?: readonly number[] | undefined;
  /** Event time, epoch ms; `toMs` is excluded. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
};

/** A page looks at no more of the log; a rare filter may give an empty page with a cursor. */
const scannedMax = 50_000;

/** The log in order. `cursor` is the position to go on from; absent when the head was reached. */
export const logPage = defineQuery({
  name: 'log_page',
  prepare: ({ db }) => {
    const filters = `
      (@type IS NULL OR l.type = @type)
      AND (@station IS NULL OR l.body ->> '$.station' = @station)
      AND l.at_ms >= @fromMs AND l.at_ms < @toMs
      ORDER BY l.seq LIMIT @limit`;
    const columns = `l.seq, l.recorded_at_ms AS "recordedAtMs", s.name AS source, l.body`;
    const inLog = db.prepare<[Filter], LogRow>(`
      SELECT ${columns}
      FROM event_log l JOIN source s ON s.id = l.source_id
      WHERE l.seq > @afterSeq AND l.seq <= @lastSeq AND ${filters}`);
    const ofObject = db.prepare<[Filter], LogRow>(`
      WITH RECURSIVE ${eventsNaming('(SELECT id FROM object WHERE code = @code AND kind = @kind)')}
      SELECT ${columns}
      FROM (SELECT DISTINCT seq FROM named WHERE seq > @afterSeq) n
      JOIN event_log l ON l.seq = n.seq
      JOIN source s ON s.id = l.source_id
      WHERE ${filters}`);
    const atSeqs = db.prepare<[Filter & { readonly seqs: string }], LogRow>(`
      SELECT ${columns}
      FROM json_each(@seqs) f
      CROSS JOIN event_log l ON l.seq = f.value
      JOIN source s ON s.id = l.source_id
      WHERE l.seq > @afterSeq AND ${filters}`);
    const headSeq = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();

    return (params: LogPageParams): GetEventsReply => {
      const head = headSeq.get() ?? 0;
      if (params.seq !== undefined) {
        const seqs = JSON.stringify([...new Set(params.seq)]);
        return { events: atSeqs.all({ ...toFilter(params, head), limit: -1, seqs }).map(toEntry) };
      }
      const isOfObject = params.object !== undefined;
      const lastSeq = isOfObject ? head : Math.min(head, params.afterSeq + scannedMax);
      const rows = (isOfObject ? ofObject : inLog).all(toFilter(params, lastSeq));
      const reachedSeq = rows.length === params.limit ? (rows.at(-1)?.seq ?? lastSeq) : lastSeq;
      return {
        events: rows.map(toEntry),
        ...(reachedSeq < head ? { cursor: String(reachedSeq) } : {}),
      };
    };
  },
});

function toEntry({ seq, recordedAtMs, source, body }: LogRow): GetEventsReply['events'][number] {
  return {
    seq,
    recordedAt: toIso(recordedAtMs),
    source,
    event: JSON.parse(body) as GetEventsReply['events'][number]['event'], // Validated when logged.
  };
}

function toFilter(params: LogPageParams, lastSeq: number): Filter {
  const { object, type, station, fromMs, toMs, afterSeq, limit } = params;
  const parts = object === undefined ? undefined : splitObjectRef(object);
  return {
    afterSeq,
    lastSeq,
    limit,
    type: type ?? null,
    station: station ?? null,
    fromMs: fromMs ?? 0,
    toMs: toMs ?? Number.MAX_SAFE_INTEGER,
    code: parts?.id ?? null,
    kind: parts === undefined ? null : kindCodes[parts.kind],
  };
}

type Filter = {
  readonly afterSeq: number;
  readonly lastSeq: number;
  readonly limit: number;
  readonly type: string | null;
  readonly station: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly code: string | null;
  readonly kind: number | null;
};

type LogRow = {
  readonly seq: number;
  readonly recordedAtMs: number;
  readonly source: string;
  readonly body: string;
};
