import Database from 'better-sqlite3';
import { FactoryError } from '../../domain/factory-error.ts';

/**
 * Takes the data folder for this process until it ends, however it ends: a lock of SQLite on a side
 * file, which the system gives back. Readers of the database are not held up by it. Close what is
 * returned to give the folder back.
 */
export function lockFolder(databaseFile: string): Database.Database {
  const file = databaseFile.replace(/(?:\.db)?$/, '.lock');
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    throw new FactoryError(
      'unavailable',
      `another edge is running on this data folder, it holds ${file}: stop it, or give this one a folder of its own (store.dataDir, LOTLINE_DATA_DIR)`,
      { cause: error },
    );
  }
}
