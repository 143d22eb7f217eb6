import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';

const { relabelled, on_panel, installed, packed, shipped } = linkCodes;

/** SQL: a unit, its other labels and the panel that it was made on, as the common table `same (id)`. */
export function sameAs(object: string): string {
  return withLinks('same', object, 'FALSE');
}

/** SQL: the same of an object, and all that it holds now, at any depth, as the common table `part (id)`. */
export function partsOf(object: string): string {
  return withLinks(
    'part',
    object,
    `l.kind IN (${installed}, ${packed}, ${shipped}) AND l.to_ms IS NULL`,
  );
}

/** For a WITH RECURSIVE: an object, what it is by another name, and the children of other links. */
function withLinks(table: string, object: string, others: string): string {
  return `${table} (id) AS (
    SELECT ${object}
    UNION
    SELECT l.child_id FROM ${table} p JOIN link l ON l.parent_id = p.id
    WHERE l.kind IN (${relabelled}, ${on_panel}) OR (${others})
    UNION
    SELECT l.parent_id FROM ${table} p JOIN link l ON l.child_id = p.id
    WHERE l.kind = ${relabelled})`;
}

/** The object itself, its other labels, and all that it holds now. */
export function prepareParts(db: Database): (id: number) => number[] {
  const select = db
    .prepare<[{ id: number }], number>(`WITH RECURSIVE ${partsOf('@id')} SELECT id FROM part`)
    .pluck();
  return (id) => select.all({ id });
}
