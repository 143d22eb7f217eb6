import { kindCodes } from './dictionary.ts';
import { linkCodes } from './link-folds.ts';
import { statusCodes } from './object-effects.ts';
import { visitsOf } from './visits.ts';

/** SQL: the rows of a table that meet a condition, by which it can be sought. */
type Rows = (table: 'mention' | 'passage_mark' | 'link', condition: string) => string;

const today: Rows = (table, condition) => `SELECT * FROM ${table} WHERE ${condition}`;

/** Links whose events have no rows in `mention`: those of which there are most. */
const telling = `kind IN (${linkCodes.installed}, ${linkCodes.packed})`;

/**
 * SQL: all that names an object, as common tables for a WITH RECURSIVE; the last of them is
 * `named (at_ms, seq, status, station_id)`. What the row of a passage or of a link says stands there
 * alone, the rest in `mention`; `toldBy` in object-effects.ts is the other half of this rule. An event
 * that names the object twice may be there twice.
 */
export function eventsNaming(objectId: string, rows: Rows = today): string {
  const visited = '(station_id, at_ms, unit_id) IN (SELECT station_id, at_ms, unit_id FROM visit)';
  return `${visitsOf(`SELECT ${objectId} AS id`)},
  named (at_ms, seq, status, station_id) AS (
    SELECT at_ms, seq, status, station_id FROM (${rows('mention', `object_id = ${objectId}`)})
    UNION ALL
    SELECT p.at_ms, p.seq, k.status, p.station_id
    FROM (${rows('passage_mark', visited)}) p CROSS JOIN passage_kind k ON k.id = p.kind_id
    UNION ALL
    SELECT from_ms, seq, NULL, station_id
    FROM (${rows('link', `parent_id = ${objectId} AND ${telling}`)})
    UNION ALL
    SELECT from_ms, seq,
      CASE WHEN kind = ${linkCodes.packed} THEN ${statusCodes.packed}
        WHEN (SELECT x.kind FROM main.object x WHERE x.id = ${objectId}) = ${kindCodes.unit}
        THEN ${statusCodes.in_use} END,
      station_id
    FROM (${rows('link', `child_id = ${objectId} AND ${telling}`)}))`;
}

/** SQL: whether any event names an object. */
export function isNamed(objectId: string): string {
  return `EXISTS (WITH RECURSIVE ${eventsNaming(objectId)} SELECT 1 FROM named)`;
}
