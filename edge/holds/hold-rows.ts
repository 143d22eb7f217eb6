import type { EventOf } from '../../domain/events/event.ts';
import { namesOf } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';

/** One event that placed a hold. */
export type Placing = {
  readonly hold: string;
  readonly atMs: number;
  readonly seq: number;
  readonly reason: string;
  readonly severity: EventOf<'hold_placed'>['severity'];
  /** As JSON; null: it lists objects. */
  readonly selection: string | null;
  readonly objects: number;
  /** How many of them are held still; of a selection, 1 or 0. */
  readonly standing: number;
};

export type Release = {
  readonly hold: string;
  readonly atMs: number;
  readonly seq: number;
  readonly disposition: EventOf<'hold_released'>['disposition'];
  /** 0: all that the hold covers. */
  readonly objects: number;
};

export type Named = { readonly hold: string; readonly kind: number; readonly code: string };
type Said = { readonly seq: number; readonly by: string | null; readonly reason: string | null };

/** SQL: that a hold `h` was not released for one of `objects`. */
export const unreleased = (objects: string) => `NOT EXISTS (
  SELECT 1 FROM hold_release r
  WHERE r.hold = h.hold AND r.object_id IN (${objects}) AND r.at_ms >= h.at_ms)`;

/** SQL: that it was not released for the object that it lists, by none of its labels; few have others. */
export const standsAsListed = `${unreleased('0, h.object_id')} AND NOT (
  EXISTS (SELECT 1 FROM other_name o WHERE o.unit_id = h.object_id) AND EXISTS (
    WITH RECURSIVE ${namesOf('h.object_id')}
    SELECT 1 FROM name CROSS JOIN hold_release r
    WHERE r.hold = h.hold AND r.object_id = name.id AND r.at_ms >= h.at_ms))`;

export type HoldRows = {
  /** Of all holds or of one, the newest first. */
  readonly placings: (hold: string | undefined) => Placing[];
  readonly releases: (holds: readonly string[]) => Release[];
  /** The first objects that each lists. */
  readonly named: (holds: readonly string[], most: number) => Named[];
  /** Who said it and why, by log position. */
  readonly said: (seqs: readonly number[]) => Map<number, Said>;
};

export function prepareHoldRows(db: Database): HoldRows {
  const placings = db.prepare<[{ hold: string | null }], Placing>(`
    SELECT h.hold, h.at_ms AS "atMs", h.seq, h.reason, h.severity, NULL AS selection,
      COUNT(*) AS objects, SUM(${standsAsListed}) AS standing
    FROM hold h WHERE h.hold = COALESCE(@hold, h.hold)
    GROUP BY h.hold, h.at_ms, h.seq
    UNION ALL
    SELECT h.hold, h.at_ms, h.seq, h.reason, h.severity, h.selection, 0, ${unreleased('0')}
    FROM hold_selection h WHERE h.hold = COALESCE(@hold, h.hold)
    ORDER BY 2 DESC, 1, 3`);
  const releases = db.prepare<[string], Release>(`
    SELECT r.hold, r.at_ms AS "atMs", r.seq, r.disposition, SUM(r.object_id <> 0) AS objects
    FROM json_each(?) f CROSS JOIN hold_release r ON r.hold = f.value
    GROUP BY r.hold, r.at_ms, r.seq ORDER BY r.at_ms, r.seq`);
  const named = db.prepare<[{ holds: string; most: number }], Named>(`
    SELECT hold, kind, code FROM (
      SELECT h.hold, o.kind, o.code, ROW_NUMBER() OVER (PARTITION BY h.hold ORDER BY o.kind, o.code) AS nth
      FROM hold h JOIN object o ON o.id = h.object_id
      WHERE h.hold IN (SELECT value FROM json_each(@holds)))
    WHERE nth <= @most ORDER BY hold, nth`);
  const said = db.prepare<[string], Said>(`
    SELECT l.seq, body ->> '$.by' AS by, body ->> '$.reason' AS reason
    FROM json_each(?) f CROSS JOIN (
      SELECT seq, IIF(type = 'event_corrected', body -> '$.replacement', body) AS body FROM event_log
    ) l ON l.seq = f.value`);
  return {
    placings: (hold) => placings.all({ hold: hold ?? null }),
    releases: (holds) => releases.all(JSON.stringify(holds)),
    named: (holds, most) => named.all({ holds: JSON.stringify(holds), most }),
    said: (seqs) => new Map(said.all(JSON.stringify(seqs)).map((row) => [row.seq, row])),
  };
}
