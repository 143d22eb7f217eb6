import { toIso } from '../../domain/time.ts';
import type { TraceCause, TraceChange } from '../api/contract/trace-changes.ts';
import type { Database } from '../store/database.ts';

/** The events behind changes, in the order of the log, with how many changes each made. */
export function prepareDescribe(db: Database): (changes: readonly TraceChange[]) => TraceCause[] {
  const select = db.prepare<[string], Row>(`
    SELECT e.seq AS "eventSeq", e.type, e.at_ms AS "atMs", e.recorded_at_ms AS "recordedAtMs",
      s.name AS source, e.body ->> '$.station' AS station, e.body ->> '$.reason' AS reason
    FROM json_each(?) f CROSS JOIN event_log e ON e.seq = f.value
    JOIN source s ON s.id = e.source_id
    ORDER BY e.seq`);
  return (changes) => {
    const behind = Map.groupBy(changes, ({ because }) => because);
    const seqs = [...behind.keys()].filter((seq) => seq !== undefined);
    return select
      .all(JSON.stringify(seqs))
      .map(({ atMs, recordedAtMs, station, reason, ...row }) => {
        const made = behind.get(row.eventSeq) ?? [];
        return {
          ...row,
          at: toIso(atMs),
          recordedAt: toIso(recordedAtMs),
          ...(station === null ? {} : { station }),
          ...(reason === null ? {} : { reason }),
          added: made.filter(({ before }) => before === undefined).length,
          removed: made.filter(({ now }) => now === undefined).length,
          changed: made.filter(({ before, now }) => before !== undefined && now !== undefined)
            .length,
        };
      });
  };
}

type Row = {
  readonly eventSeq: number;
  readonly type: string;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly source: string;
  readonly station: string | null;
  readonly reason: string | null;
};
