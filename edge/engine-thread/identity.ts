import type { Database } from '../store/database.ts';

/** Raised whenever the columns of the engine change. */
const format = 1;

/**
 * Names the rows that a copy was made from, up to a log position: the file's history, its
 * projections as they were built (their ids hold only until they are built again, which changes
 * SQLite's own count of schema changes), and the event at that position. Undefined: there is none.
 */
export function prepareIdentity(db: Database): (seq: number) => string | undefined {
  const epoch = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch'").pluck();
  const projections = db
    .prepare<[], string>("SELECT name || ' ' || version FROM projection ORDER BY name")
    .pluck();
  const idAt = db.prepare<[number], string>('SELECT id FROM event_log WHERE seq = ?').pluck();
  return (seq) => {
    const id = idAt.get(seq);
    if (id === undefined) return undefined;
    const schema = db.pragma('schema_version', { simple: true });
    return JSON.stringify([format, epoch.get(), schema, projections.all(), id]);
  };
}
