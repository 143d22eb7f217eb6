import BetterSqlite from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import type { Remembered } from '../projections/define-projection.ts';
import { rememberedBy, rowsAsOf } from '../projections/history.ts';
import { mentionColumns } from '../projections/mentions.ts';
import { orderUnits, unitOrders } from '../projections/order-units.ts';
import { projections } from '../projections/projections.ts';
import { linkColumns } from '../projections-trace/link-kinds.ts';
import { eventsNamingAny } from '../projections-trace/named.ts';
import { namesOf } from '../projections-trace/names.ts';
import { passageColumns } from '../projections-trace/passages.ts';
import { visitsEver } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/**
 * A connection on which the tables of the genealogy show what they said at a log position: views of
 * the same names hide them. What is prepared on it answers as of the position given last. The
 * clocks' offsets, silences that last and the quarantine are those known today.
 */
export type AsOfView = {
  readonly db: Database;
  /** Answers as of `seq`, within one snapshot of the file. */
  readonly at: <T>(seq: number, answer: () => T) => T;
};

export function openAsOfView(file: string): AsOfView {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  db.pragma('temp_store = MEMORY');
  db.exec(`
    CREATE TEMP TABLE as_of (seq INTEGER NOT NULL);
    INSERT INTO as_of VALUES (0);`);
  const allRemembered = rememberedBy(projections);
  for (const remembered of allRemembered) db.exec(viewOf(db, remembered));
  const rows: RowsThen = (table, condition) => {
    const remembered = allRemembered.find((one) => one.table === table);
    assert(remembered !== undefined, `the past of ${table} is kept`);
    return rowsAsOf(db, remembered, { seq: asOfSeq, condition });
  };
  db.exec(`
    CREATE TEMP VIEW passage AS ${passageColumns(stretch)};
    CREATE TEMP VIEW link AS ${linkColumns(stretch)};
    CREATE TEMP VIEW mention AS ${mentionColumns};
    CREATE TEMP VIEW unit_order AS ${unitOrders(stretch)};
    CREATE TEMP VIEW order_unit AS ${orderUnits(stretch)};
    CREATE TEMP VIEW visit_last AS ${visitsEver};
    CREATE TEMP VIEW event_log AS SELECT * FROM main.event_log WHERE seq <= ${asOfSeq};
    CREATE TEMP VIEW object AS
    SELECT o.id, o.kind, o.code, ${items(rows)}, ${stated(rows, 'status')},
      ${stated(rows, 'at_ms', 'status_at_ms')}, ${stated(rows, 'station_id')}
    FROM main.object o;`);
  const move = db.prepare<[number]>('UPDATE as_of SET seq = ?');
  const inSnapshot = db.transaction((answer: () => unknown) => answer());
  return {
    db,
    at: (seq, answer) => {
      move.run(seq);
      return inSnapshot(answer) as ReturnType<typeof answer>; // It returns what `answer` returns.
    },
  };
}

type RowsThen = (table: string, condition: string) => string;

const stretch = ', m.since_seq, m.until_seq';
const asOfSeq = '(SELECT seq FROM temp.as_of)';

function viewOf(db: Database, remembered: Remembered): string {
  return `CREATE TEMP VIEW ${remembered.table} AS ${rowsAsOf(db, remembered, { seq: asOfSeq })};`;
}

/** What the earliest event that names an item says, and the others, as the projection of objects has it. */
function items(rows: RowsThen): string {
  const told = `WITH RECURSIVE ${namesOf('o.id', rows)},
    told (item, at_ms) AS (
      SELECT k.item, e.at_ms
      FROM (${rows('mention_mark', 'object_id IN (SELECT id FROM name)')}) e
      CROSS JOIN mention_kind k ON k.id = e.kind_id AND k.item <> '')`;
  const first = 'SELECT item FROM told ORDER BY at_ms, item LIMIT 1';
  return `(${told} ${first}) AS item, (
    ${told}
    SELECT NULLIF(json_group_array(item), '[]') FROM (
      SELECT DISTINCT item FROM told WHERE item <> (${first}) ORDER BY item)) AS other_items`;
}

/** What the latest event that has a status says, as the projection of objects has it. */
function stated(rows: RowsThen, column: string, as = column): string {
  return `(
    WITH RECURSIVE ${eventsNamingAny('o.id', rows)}
    SELECT e.${column} FROM named e LEFT JOIN station s ON s.id = e.station_id
    WHERE e.status IS NOT NULL
    ORDER BY e.at_ms DESC, e.status DESC, COALESCE(s.path, '') DESC LIMIT 1) AS ${as}`;
}
