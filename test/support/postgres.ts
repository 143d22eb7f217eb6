import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './processes.ts';

/** The folder with initdb and postgres; undefined where PostgreSQL is not installed. */
export const postgresBin: string | undefined = [
  process.env['LOTLINE_POSTGRES_BIN'],
  ...debianFolders(),
].find((folder) => folder !== undefined && existsSync(join(folder, 'initdb')));

/** A PostgreSQL server in a temporary folder, as a process of its own. */
export type PostgresServer = AsyncDisposable & {
  /** Makes an empty database and returns its address. */
  readonly createDatabase: () => Promise<string>;
};

/** `settings` as in postgresql.conf: `shared_buffers=2GB`. */
export async function startPostgres(
  bin: string,
  settings: readonly string[] = [],
): Promise<PostgresServer> {
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'lotline-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const as = { ...user, cwd: folder, stdio: 'ignore' } as const;
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'lotline', '-A', 'trust', '--no-sync'], as);
  const port = await freePort();
  const options = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', '', '-F'];
  const set = settings.flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), [...options, ...set], as);
  const url = `postgres://lotline@127.0.0.1:${port}`;
  await ready(`${url}/postgres`);
  let databases = 0;
  return {
    createDatabase: async () => {
      const name = `test_${++databases}`;
      await say(`${url}/postgres`, `CREATE DATABASE ${name}`);
      return `${url}/${name}`;
    },
    [Symbol.asyncDispose]: async () => {
      await stop(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  for (;;) {
    try {
      await say(url, 'SELECT 1');
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await sleep(100);
    }
  }
}

const startTimeoutMs = 20_000;

async function say(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown. */
async function stop(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function debianFolders(): string[] {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(base, version, 'bin'));
}
