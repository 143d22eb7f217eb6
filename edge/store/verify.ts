import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Projection } from '../projections/define-projection.ts';
import { createTables, projectionTables } from '../projections/fold.ts';
import { foldLog } from '../projections/rebuild.ts';

/** How one table compares with its rebuild from the log. */
export type TableComparison = {
  readonly table: string;
  readonly rows: number;
  /** Rows in the file that a rebuild does not make. */
  readonly extra: number;
  /** Rows that a rebuild makes and the file lacks. */
  readonly missing: number;
};

export type Verification = {
  readonly events: number;
  readonly tables: readonly TableComparison[];
  readonly isSame: boolean;
  /** What SQLite's own integrity check says; empty when it found nothing. */
  readonly integrity: readonly string[];
};

/**
 * Folds the whole log into an empty database beside the file and compares every row of every
 * projection. Drops and changes nothing; the edge may run meanwhile, since one read transaction sees
 * one state of the file.
 */
export function verify(
  file: string,
  projections: readonly Projection[],
  onProgress: (folded: number) => void,
): Verification {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-verify-'));
  const db = new Database(join(folder, 'rebuild.db'));
  try {
    db.pragma('journal_mode = OFF'); // A scratch file: nothing to protect.
    createTables(db, projections);
    db.prepare('ATTACH ? AS live').run(file);
    assertSameVersion(db, projections);
    return db.transaction(() => {
      foldLog(db, projections, onProgress);
      const tables = projectionTables(projections).map((table) => compare(db, table));
      const events = db.prepare<[], number>('SELECT COUNT(*) FROM event_log').pluck().get() ?? 0;
      const integrity = integrityOf(db);
      const isSame = tables.every(({ extra, missing }) => extra === 0 && missing === 0);
      return { events, tables, isSame, integrity };
    })();
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

function assertSameVersion(db: Database.Database, projections: readonly Projection[]): void {
  const find = db
    .prepare<[string], number>('SELECT version FROM projection WHERE name = ?')
    .pluck();
  for (const { name, version } of projections) {
    const stored = find.get(name);
    if (stored === version) continue;
    throw new FactoryError(
      'invalid_config',
      `the file holds version ${stored ?? 0} of the read model ${name}, this program makes ${version}: start the edge once, which builds it anew`,
    );
  }
}

function compare(db: Database.Database, table: string): TableComparison {
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    table,
    rows: count(`SELECT COUNT(*) FROM live."${table}"`),
    extra: count(
      `SELECT COUNT(*) FROM (SELECT * FROM live."${table}" EXCEPT SELECT * FROM main."${table}")`,
    ),
    missing: count(
      `SELECT COUNT(*) FROM (SELECT * FROM main."${table}" EXCEPT SELECT * FROM live."${table}")`,
    ),
  };
}

function integrityOf(db: Database.Database): string[] {
  const found = db.pragma('live.integrity_check') as { integrity_check: string }[]; // SQLite's own answer.
  return found.map(({ integrity_check: text }) => text).filter((text) => text !== 'ok');
}
