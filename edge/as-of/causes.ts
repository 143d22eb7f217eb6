import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceLink } from '../api/contract/trace.ts';
import { prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
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
  const rowsBehind = db.prepare<[RowKey], { since: number; until: number | null }>(`
    SELECT p.since_seq AS since, p.until_seq AS until
    FROM object_event e CROSS JOIN passage p ON p.station_id = e.station_id
      AND p.at_ms = e.at_ms AND p.unit_id = e.object_id AND p.seq = e.seq
    WHERE @kind = 'exposed' AND e.object_id = @parentId AND e.seq = @seq
    UNION ALL
    SELECT m.since_seq, m.until_seq FROM mount m
    WHERE @kind = 'exposed' AND m.lot_id = @childId AND m.slot = @slot
      AND m.station_id = (SELECT id FROM station WHERE path = @station)
    UNION ALL
    SELECT l.since_seq, l.until_seq FROM link l
    WHERE l.child_id = @childId AND l.parent_id = @parentId
    UNION ALL
    SELECT b.since_seq, b.until_seq FROM batch_part b
    WHERE @kind = 'transformed' AND b.object_id IN (@parentId, @childId)`);

  function rowsOf({ parent, child, kind, station, slot, eventSeq }: TraceLink) {
    const idOf = (ref: TraceLink['parent']): number => {
      const { kind: objectKind, id } = splitObjectRef(ref);
      return find(kindCodes[objectKind], id) ?? 0;
    };
    return rowsBehind.all({
      kind,
      parentId: idOf(parent),
      childId: idOf(child),
      station: station ?? null,
      slot: slot ?? null,
      seq: eventSeq,
    });
  }

  return {
    ofNew: (link, seq) => {
      const since = rowsOf(link).map((row) => row.since);
      const newest = Math.max(link.eventSeq, ...since);
      return newest > seq ? newest : undefined;
    },
    ofGone: (link, seq) => {
      const until = rowsOf(link).flatMap((row) => row.until ?? []);
      const ended = until.filter((position) => position > seq);
      return ended.length === 0 ? undefined : Math.min(...ended);
    },
  };
}

type RowKey = {
  readonly kind: string;
  readonly parentId: number;
  readonly childId: number;
  readonly station: string | null;
  readonly slot: string | null;
  readonly seq: number;
};
