import { Client } from 'pg';
import { startPostgres } from '../../test/support/postgres.ts';
import { idsInArray, numbered, type Rival, reachSql, type Sources, toJson } from './rival.ts';

const settings = [
  'shared_buffers=2GB',
  'effective_cache_size=8GB',
  'work_mem=256MB',
  'maintenance_work_mem=1GB',
  'max_wal_size=8GB',
  'jit=off',
];

/**
 * PostgreSQL with the edge list between numbers, an index each way that holds all it needs, and
 * prepared statements.
 */
export async function openPostgres(
  bin: string,
  { nodesCsv, edgesCsv, passagesCsv }: Sources,
): Promise<Rival & AsyncDisposable> {
  const server = await startPostgres(bin, settings);
  const client = new Client({ connectionString: await server.createDatabase() });
  await client.connect();
  await client.query(`
    CREATE UNLOGGED TABLE node (id int PRIMARY KEY, code text COLLATE "C" UNIQUE);
    CREATE UNLOGGED TABLE edge (parent int, child int, at_s bigint);
    CREATE UNLOGGED TABLE passage (station text COLLATE "C", at_s bigint, unit text COLLATE "C");
    COPY node FROM '${nodesCsv}' CSV;
    COPY edge FROM '${edgesCsv}' CSV;
    COPY passage FROM '${passagesCsv}' CSV;
    CREATE INDEX edge_child ON edge (child, parent);
    CREATE INDEX edge_parent ON edge (parent, child);
    CREATE INDEX passage_at ON passage (station, at_s, unit)`);
  await client.query('VACUUM ANALYZE');

  async function ask(name: string, text: string, values: readonly unknown[]): Promise<string[]> {
    const reply = await client.query<[string]>({
      name,
      text,
      values: [...values],
      rowMode: 'array',
    });
    return reply.rows.map(([value]) => value);
  }
  const reach = (
    kind: keyof typeof numbered,
    { id, direction }: { id: string; direction: 'forward' | 'backward' },
  ) =>
    ask(
      `${kind}-${direction}`,
      reachSql(direction, 'SELECT id FROM node WHERE code = $1', numbered[kind]),
      [id],
    );

  return {
    name: 'PostgreSQL, numbers',
    isTimeBlind: true,
    count: async (asked) => Number((await reach('count', asked))[0]),
    json: async (asked) => toJson(await reach('codes', asked)),
    shipments: (asked) => reach('shipments', asked),
    window: ({ station, fromMs, toMs }) =>
      ask(
        'window',
        'SELECT DISTINCT unit FROM passage WHERE station = $1 AND at_s >= $2 AND at_s < $3',
        [station, fromMs / 1000, toMs / 1000],
      ),
    idsIn: idsInArray,
    [Symbol.asyncDispose]: async () => {
      await client.end();
      await server[Symbol.asyncDispose]();
    },
  };
}
