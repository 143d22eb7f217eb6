import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceLink } from '../api/contract/trace.ts';
import { prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/** The log positions between which the rows behind a link stood, on a view of the past. */
export type Causes = {
  /** The event after `seq` that made the link; undefined when all of its rows are older. */
  readonly ofNew: (link: TraceLink, seq: number) => number | undefined;
  /** The event after `seq` that ended what the link rests on; undefined when all stands. */
  readonly ofGone: (link: TraceLink, seq: number) => number | undefined;
};

/** `db` is an as-of view: its tables say since and until when each row stood. */
export function prepareCauses(db: Database): Causes {
  const find = prepareFind(db);
  const passages = db.prepare<[RowKey], Standing>(`
    WITH RECURSIVE ${visitsOf('SELECT @parentId AS id')}
    SELECT p.since_seq AS since, p.until_seq AS until
    FROM ${passagesOfVisits}
    WHERE @kind = 'exposed' AND p.seq = @seq`);
  const others = db.prepare<[RowKey], Standing>(`
    SELECT m.since_seq AS since, m.until_seq AS until FROM mount m
    WHERE @kind = 'exposed' AND m.lot_id = @childId AND m.slot = @slot
      AND m.station_id = (SELECT id FROM station WHERE path = @station)
      AND m.outer_from_ms <= @toMs AND COALESCE(m.outer_to_ms, @fromMs) >= @fromMs
    UNION ALL
    SELECT l.since_seq, l.until_seq FROM link l
    WHERE l.child_id = @childId AND l.parent_id = @parentId
    UNION ALL
    SELECT b.since_seq, b.until_seq FROM batch_part b
    WHERE @kind = 'transformed' AND b.object_id IN (@parentId, @childId)
    UNION ALL
    SELECT u.since_seq, u.until_seq FROM unit_order u
    WHERE @kind = 'consumed' AND u.unit_id = @parentId
    UNION ALL
    SELECT o.since_seq, o.until_seq FROM order_lot o
    WHERE @kind = 'consumed' AND o.lot_id = @childId`);

  function keyOf({ parent, child, kind, station, slot, from, to, eventSeq }: TraceLink): RowKey {
    const idOf = (ref: TraceLink['parent']): number => {
      const { kind: objectKind, id } = splitObjectRef(ref);
      return find(kindCodes[objectKind], id) ?? 0;
    };
    return {
      kind,
      parentId: idOf(parent),
      childId: idOf(child),
      station: station ?? null,
      slot: slot ?? null,
      fromMs: Date.parse(from ?? ''),
      toMs: Date.parse(to ?? from ?? ''),
      seq: eventSeq,
    };
  }

  /** A passage that came or went explains its exposures; else what it was exposed to does. */
  function explain(link: TraceLink, of: (rows: readonly Standing[]) => number | undefined) {
    const key = keyOf(link);
    return of(passages.all(key)) ?? of(others.all(key));
  }

  return {
    ofNew: (link, seq) =>
      explain(link, (rows) => {
        const newest = Math.max(0, ...rows.map(({ since }) => since));
        return newest > seq ? newest : undefined;
      }),
    ofGone: (link, seq) =>
      explain(link, (rows) => {
        const ended = rows.flatMap(({ until }) => until ?? []).filter((until) => until > seq);
        return ended.length === 0 ? undefined : Math.min(...ended);
      }),
  };
}

type Standing = { readonly since: number; readonly until: number | null };

type RowKey = {
  readonly kind: string;
  readonly parentId: number;
  readonly childId: number;
  readonly station: string | null;
  readonly slot: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly seq: number;
};
