import { readdirSync, readFileSync } from 'node:fs';
import { assert } from '../../domain/assert.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Database } from './database.ts';

const migrationsFolder = new URL('./migrations/', import.meta.url);

/** One lock for all receivers that start at the same time; the number has no meaning. */
const lockId = 5_084_012;

/** Brings the tables to the newest version. A newer database than this program is refused. */
export async function migrate(database: Database): Promise<void> {
  const migrations = readMigrations();
  await database.transaction(async ({ query, run }) => {
    await query('SELECT pg_advisory_xact_lock($1)', [lockId]);
    await run('CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY)');
    const [row] = await query<{ version: number }>(
      'SELECT COALESCE(MAX(version), 0) AS version FROM migration',
    );
    const version = row?.version ?? 0;
    if (version > migrations.length) {
      throw new FactoryError(
        'invalid_config',
        `the database has version ${version}, this program knows ${migrations.length}: start the newer program`,
      );
    }
    for (const [index, sql] of migrations.entries()) {
      if (index < version) continue;
      await run(sql);
      await query('INSERT INTO migration (version) VALUES ($1)', [index + 1]);
    }
  });
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
