import BetterSqlite from 'better-sqlite3';
import type { Remembered } from '../projections/define-projection.ts';
import { rememberedBy, rowsAsOf } from '../projections/history.ts';
import { projections } from '../projections/projections.ts';
import type { Database } from '../store/database.ts';

/**
 * A connection on which the tables of the genealogy show what they said at a log position: views of
 * the same names hide them. What is prepared on it answers as of the position given last. The
 * clocks' offsets, the silences and the quarantine are those known today.
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
  for (const remembered of rememberedBy(projections)) db.exec(viewOf(db, remembered));
  db.exec(`
    CREATE TEMP VIEW event_log AS SELECT * FROM main.event_log WHERE seq <= ${asOfSeq};
    CREATE TEMP VIEW object AS
    SELECT o.id, o.kind, o.code, ${named('item')}, ${named('at_ms', 'item_at_ms')},
      ${stated('status')}, ${stated('at_ms', 'status_at_ms')}, ${stated('station_id')}
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

const asOfSeq = '(SELECT seq FROM temp.as_of)';

function viewOf(db: Database, remembered: Remembered): string {
  return `CREATE TEMP VIEW ${remembered.table} AS ${rowsAsOf(db, remembered, asOfSeq)};`;
}

/** What the earliest event that names an item says, as the projection of objects has it. */
function named(column: string, as = column): string {
  return `(SELECT e.${column} FROM object_event e
    WHERE e.object_id = o.id AND e.item IS NOT NULL ORDER BY e.at_ms, e.item LIMIT 1) AS ${as}`;
}

/** What the latest event that has a status says, as the projection of objects has it. */
function stated(column: string, as = column): string {
  return `(SELECT e.${column} FROM object_event e LEFT JOIN station s ON s.id = e.station_id
    WHERE e.object_id = o.id AND e.status IS NOT NULL
    ORDER BY e.at_ms DESC, e.status DESC, COALESCE(s.path, '') DESC LIMIT 1) AS ${as}`;
}
