import type { EventOf } from '../../domain/events/event.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { namesOf } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';
import { partsOf } from './parts.ts';

export type Selection = NonNullable<EventOf<'hold_placed'>['selection']>;

/** A hold that was not released. */
export type ActiveHold = {
  readonly hold: string;
  readonly reason: string;
  readonly severity: string;
  readonly atMs: number;
};
/** `on`: the object that it lists. */
export type ListedHold = ActiveHold & { readonly on: number };
export type SelectiveHold = ActiveHold & { readonly selection: Selection };

/** SQL: that a hold `h` on the object `on` was not released, for that or for the object asked about, by any of its labels. */
const stands = (on: string) => `NOT EXISTS (
  WITH RECURSIVE ${namesOf(on)}
  SELECT 1 FROM hold_release r
  WHERE r.hold = h.hold AND r.at_ms >= h.at_ms
    AND (r.object_id IN (0, @id) OR r.object_id IN (SELECT id FROM name)))`;

const columns = 'h.hold, h.reason, h.severity, h.at_ms AS "atMs"';

/** Holds that list the object, something that it holds now, or a container around it; each once. */
export function prepareListedHolds(db: Database): (id: number) => ListedHold[] {
  const select = db.prepare<[{ id: number }], ListedHold>(`
    WITH RECURSIVE ${partsOf('@id')}, ${namesOf('@id')},
    around (id) AS (
      SELECT id FROM name
      UNION
      SELECT l.parent_id FROM around a JOIN link l ON l.child_id = a.id
      WHERE l.kind = ${linkCodes.packed} AND l.to_ms IS NULL
    )
    SELECT ${columns}, h.object_id AS "on"
    FROM (SELECT id FROM around UNION SELECT id FROM part) c JOIN hold h ON h.object_id = c.id
    WHERE ${stands('h.object_id')}
    ORDER BY h.at_ms, h.hold, h.object_id <> @id, h.object_id`);
  return (id) => {
    const rows = select.all({ id });
    return rows.filter(({ hold }, index) => rows.findIndex((row) => row.hold === hold) === index);
  };
}

/** Holds by selection, whether or not the object fits, that were not released for it. */
export function prepareSelectiveHolds(db: Database): (id: number) => SelectiveHold[] {
  const select = db.prepare<[{ id: number }], ActiveHold & { selection: string }>(`
    SELECT ${columns}, h.selection FROM hold_selection h
    WHERE ${stands('@id')} ORDER BY h.at_ms, h.hold`);
  return (id) =>
    select.all({ id }).map((row) => ({
      ...row,
      selection: JSON.parse(row.selection) as Selection, // Validated when it was logged.
    }));
}
