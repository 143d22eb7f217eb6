import { type ClientBase, Pool } from 'pg';
import type { Database, Session } from './database.ts';

const connectionsMax = 10;
const connectTimeoutMs = 10_000;

/** A PostgreSQL server; `onLost` hears of connections that break while nobody uses them. */
export function openServer(url: string, onLost: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
  });
  pool.on('error', onLost);
  return {
    ...sessionOn(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(sessionOn(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // Closing the connection rolls back, whatever state it is in.
        client.release(true);
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

function sessionOn(connection: Pick<ClientBase, 'query'>): Session {
  return {
    query: async (sql, params = []) => {
      const { rows } = await connection.query(sql, [...params]);
      return rows;
    },
    run: async (sql) => {
      await connection.query(sql);
    },
  };
}
