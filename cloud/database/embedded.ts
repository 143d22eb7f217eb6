import { mkdirSync } from 'node:fs';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Session } from './database.ts';

/**
 * PostgreSQL inside this process, in a folder. It survives the death of the process but does not
 * sync to disk: after a power cut the edges may have to send again, which they do by themselves.
 */
export async function openEmbedded(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const db = await PGlite.create({ dataDir: folder });
  return {
    ...sessionOn(db),
    transaction: (work) => db.transaction((transaction) => work(sessionOn(transaction))),
    [Symbol.asyncDispose]: () => db.close(),
  };
}

function sessionOn(connection: Pick<Transaction, 'query' | 'exec'>): Session {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await connection.query<Row>(sql, [...params]);
      return rows;
    },
    run: async (sql) => {
      await connection.exec(sql);
    },
  };
}
