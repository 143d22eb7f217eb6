import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Database } from '../store/database.ts';
import type { Logged } from './corrections.ts';
import type { Projection } from './define-projection.ts';
import { createFolder, createTables } from './fold.ts';

/**
 * Makes the projections' tables fit this program: when a version differs or a table is new, all of
 * them are dropped and folded again from the log, in one transaction. Reports events folded.
 */
export function bringUpToDate(
  db: Database,
  projections: readonly Projection[],
  onProgress: (folded: number) => void,
): void {
  const stored = db
    .prepare<[], string>('SELECT name || version FROM projection ORDER BY name')
    .pluck()
    .all();
  const wanted = projections.map(({ name, version }) => name + version).sort();
  if (JSON.stringify(stored) === JSON.stringify(wanted)) return;
  db.transaction(() => {
    for (const { type, name } of owned(db)) db.exec(`DROP ${type} "${name}"`);
    createTables(db, projections);
    db.exec('DELETE FROM projection');
    const note = db.prepare('INSERT INTO projection (name, version) VALUES (?, ?)');
    for (const { name, version } of projections) note.run(name, version);
    foldLog(db, projections, onProgress);
  })();
}

/**
 * Folds the whole log into empty projections. `event_log` may be in an attached database; the
 * projections' tables are in the main one.
 */
export function foldLog(
  db: Database,
  projections: readonly Projection[],
  onProgress: (folded: number) => void,
): void {
  const page = db.prepare<[number, number], LogRow>(`
    SELECT seq, at_ms AS "atMs", recorded_at_ms AS "recordedAtMs", source_id AS "sourceId", body
    FROM event_log WHERE seq > ? ORDER BY seq LIMIT ?`);
  if (page.get(0, 1) === undefined) return; // A new edge: a folder is dear to make.
  const folder = createFolder(db, projections);
  let after = 0;
  let folded = 0;
  for (;;) {
    const rows = page.all(after, pageRows);
    for (const { body, ...rest } of rows) {
      folder.fold({ ...rest, event: JSON.parse(body) as FactoryEvent } satisfies Logged); // Validated when logged.
    }
    folder.flush();
    folded += rows.length;
    onProgress(folded);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

const pageRows = 5000;

/** Log tables stay; everything else in the file belongs to projections of this or an older version. */
const logTables = new Set(['source', 'event_log', 'quarantine', 'cursor', 'projection', 'meta']);

function owned(db: Database): { type: string; name: string }[] {
  const all = db
    .prepare<[], { type: string; name: string }>(`
      SELECT type, name FROM sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`)
    .all();
  return all.filter(({ name }) => !logTables.has(name));
}

type LogRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly sourceId: number;
  readonly body: string;
};
