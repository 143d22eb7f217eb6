import { kindCodes } from '../projections/dictionary.ts';
import { statusCodes } from '../projections/object-effects.ts';
import { linkCodes } from './link-folds.ts';
import { namesOf } from './names.ts';
import { visitsOf } from './visits.ts';

/** SQL: the rows of a table that meet a condition, by which it can be sought. */
type Rows = (table: Table, condition: string) => string;
type Table = 'mention_mark' | 'passage_mark' | 'link_mark' | 'other_name';

const today: Rows = (table, condition) => `SELECT * FROM ${table} WHERE ${condition}`;

/** Links whose events have no rows in `mention_mark`: those of which there are most. */
const telling = `k.kind IN (${linkCodes.installed}, ${linkCodes.packed})`;

/**
 * SQL: all that names an object, as common tables for a WITH RECURSIVE; the last of them is
 * `named (at_ms, seq, status, station_id)`. What the row of a passage or of a link says stands there
 * alone, the rest in `mention_mark`; `toldBy` in object-effects.ts is the other half of this rule. An event
 * that names the object twice may be there twice.
 */
export function eventsNaming(object: string, rows: Rows = today): string {
  const objectId = `+${object}`; // Hidden from the planner, as every value that is given.
  return naming({ ids: `SELECT ${objectId} AS id`, isAsked: `= ${objectId}`, rows });
}

/** SQL: the same of an object under any of its names. */
export function eventsNamingAny(object: string, rows?: Rows): string {
  const asked = { ids: 'SELECT id FROM name', isAsked: 'IN (SELECT id FROM name)' };
  return `${namesOf(object, rows)}, ${naming({ ...asked, rows: rows ?? today })}`;
}

function naming({ ids, isAsked, rows }: Asked): string {
  const visited = '(station_id, at_ms, unit_id) IN (SELECT station_id, at_ms, unit_id FROM visit)';
  return `${visitsOf(ids)},
  named (at_ms, seq, status, station_id) AS (
    SELECT m.at_ms, m.seq, NULLIF(k.status, 0), NULLIF(k.station_id, 0)
    FROM (${rows('mention_mark', `object_id ${isAsked}`)}) m
    CROSS JOIN mention_kind k ON k.id = m.kind_id
    UNION ALL
    SELECT p.at_ms, p.seq, k.status, p.station_id
    FROM (${rows('passage_mark', visited)}) p CROSS JOIN passage_kind k ON k.id = p.kind_id
    UNION ALL
    SELECT l.from_ms, l.seq, NULL, NULLIF(k.station_id, 0)
    FROM (${rows('link_mark', `parent_id ${isAsked}`)}) l
    CROSS JOIN link_kind k ON k.id = l.kind_id AND ${telling}
    UNION ALL
    SELECT l.from_ms, l.seq,
      CASE WHEN k.kind = ${linkCodes.packed} THEN ${statusCodes.packed}
        WHEN (SELECT x.kind FROM main.object x WHERE x.id = l.child_id) = ${kindCodes.unit}
        THEN ${statusCodes.in_use} END,
      NULLIF(k.station_id, 0)
    FROM (${rows('link_mark', `child_id ${isAsked}`)}) l
    CROSS JOIN link_kind k ON k.id = l.kind_id AND ${telling})`;
}

type Asked = { readonly ids: string; readonly isAsked: string; readonly rows: Rows };

/** SQL: whether any event names an object. */
export function isNamed(objectId: string): string {
  return `EXISTS (WITH RECURSIVE ${eventsNaming(objectId)} SELECT 1 FROM named)`;
}
