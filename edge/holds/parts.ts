import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';

const { relabelled, on_panel, installed, packed, shipped } = linkCodes;

/**
 * SQL: units, their other labels and the panels that they were made on, as the common table
 * `same (of, id)`. `units` selects their ids as `id`.
 */
export function sameAs(units: string): string {
  return `same (of, id) AS (
    SELECT id, id FROM (${units})
    UNION
    SELECT s.of, l.child_id FROM same s JOIN link l ON l.parent_id = s.id
    WHERE l.kind IN (${relabelled}, ${on_panel})
    UNION
    SELECT s.of, l.parent_id FROM same s JOIN link l ON l.child_id = s.id
    WHERE l.kind = ${relabelled})`;
}

/**
 * SQL: an object, its other labels, the panel that it was made on, and all that it holds now, at any
 * depth, as the common table `part (id)`.
 */
export function partsOf(object: string): string {
  return `part (id) AS (
    SELECT ${object}
    UNION
    SELECT l.child_id FROM part p JOIN link l ON l.parent_id = p.id
    WHERE l.kind IN (${relabelled}, ${on_panel})
      OR (l.kind IN (${installed}, ${packed}, ${shipped}) AND l.to_ms IS NULL)
    UNION
    SELECT l.parent_id FROM part p JOIN link l ON l.child_id = p.id
    WHERE l.kind = ${relabelled})`;
}

/** The object itself, its other labels, and all that it holds now. */
export function prepareParts(db: Database): (id: number) => number[] {
  const select = db
    .prepare<[{ id: number }], number>(`WITH RECURSIVE ${partsOf('@id')} SELECT id FROM part`)
    .pluck();
  return (id) => select.all({ id });
}
