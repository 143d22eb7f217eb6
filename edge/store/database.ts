import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import { FactoryError } from '../../domain/factory-error.ts';

export type { Database } from 'better-sqlite3';

const migrationsFolder = new URL('./migrations/', import.meta.url);

/**
 * The one connection that may write. WAL with `synchronous=FULL`: a committed transaction survives a
 * power cut. better-sqlite3 is compiled with NORMAL for WAL, so FULL is set and then asserted.
 */
export function openForWriting(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = OFF'); // Declared for readers of the schema; ids come from our own caches.
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  db.pragma('wal_autocheckpoint = 4000');
  assert(db.pragma('synchronous', { simple: true }) === 2, 'synchronous is FULL');
  assert(
    file === ':memory:' || db.pragma('journal_mode', { simple: true }) === 'wal',
    'the journal is a write-ahead log',
  );
  return db;
}

/** A connection that cannot write, for a reader thread. The file must exist. */
export function openForReading(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('query_only = ON');
  db.pragma('cache_size = -32768');
  db.pragma('mmap_size = 1073741824');
  return db;
}

/** Brings the log's own tables to the newest version. A newer file than this program is refused. */
export function migrate(db: Database.Database): void {
  const migrations = readMigrations();
  const version = db.pragma('user_version', { simple: true }) as number; // SQLite's own integer.
  if (version > migrations.length) {
    throw new FactoryError(
      'invalid_config',
      `the database has version ${version}, this program knows ${migrations.length}: start the newer program, or restore an older backup`,
    );
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/** SQLite could not write: disk full, I/O error. Constraint errors are our own mistakes. */
export function isWorldFailure(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR'
  );
}

function readMigrations(): string[] {
  const names = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  for (const [index, name] of names.entries()) {
    assert(Number.parseInt(name, 10) === index + 1, `migration ${name} has number ${index + 1}`);
  }
  return names.map((name) => readFileSync(new URL(name, migrationsFolder), 'utf8'));
}
