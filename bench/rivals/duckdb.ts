import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { idsInArray, numbered, type Rival, reachSql, type Sources, toJson } from './rival.ts';

/** 68 MB of a rival are not worth a place in everybody's installation: fetched when it is measured. */
const duckdb = '@duckdb/node-api@1.5.6-r.1';
const installTimeoutMs = 120_000;

type Value = string | number | bigint;
type Connection = {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string, values: Value[]) => Promise<{ getRows: () => Value[][] }>;
  readonly closeSync: () => void;
};
type DuckDb = {
  readonly DuckDBInstance: {
    create: (file: string) => Promise<{ connect: () => Promise<Connection> }>;
  };
};

/** DuckDB on the edge list between numbers; its indexes do not serve recursion, it scans. Rejects without a network. */
export async function openDuckDb({
  nodesCsv,
  edgesCsv,
  passagesCsv,
  folder,
}: Sources): Promise<Rival & Disposable> {
  const npm = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    duckdb,
  ];
  execFileSync('npm', npm, { stdio: 'ignore', timeout: installTimeoutMs });
  const { DuckDBInstance } = createRequire(join(folder, 'package.json'))(
    '@duckdb/node-api',
  ) as DuckDb; // As its own types say.
  const connection = await (await DuckDBInstance.create(join(folder, 'duck.db'))).connect();
  await connection.run(`
    CREATE TABLE edge AS SELECT * FROM read_csv('${edgesCsv}', header = false,
      columns = {'parent': 'INTEGER', 'child': 'INTEGER', 'at_s': 'BIGINT'})`);
  await connection.run(`
    CREATE TABLE node AS SELECT * FROM read_csv('${nodesCsv}', header = false,
      columns = {'id': 'INTEGER', 'code': 'VARCHAR'})`);
  await connection.run(`
    CREATE TABLE passage AS SELECT * FROM read_csv('${passagesCsv}', header = false,
      columns = {'station': 'VARCHAR', 'at_s': 'BIGINT', 'unit': 'VARCHAR'})`);
  await connection.run('CHECKPOINT');

  async function ask(sql: string, values: Value[]): Promise<string[]> {
    const reply = await connection.runAndReadAll(sql, values);
    return reply.getRows().map(([value]) => String(value));
  }
  const reach = (
    kind: keyof typeof numbered,
    { id, direction }: { id: string; direction: 'forward' | 'backward' },
  ) => ask(reachSql(direction, 'SELECT id FROM node WHERE code = ?', numbered[kind]), [id]);

  return {
    name: 'DuckDB, numbers',
    isTimeBlind: true,
    count: async (asked) => Number((await reach('count', asked))[0]),
    json: async (asked) => toJson(await reach('codes', asked)),
    shipments: (asked) => reach('shipments', asked),
    window: ({ station, fromMs, toMs }) =>
      ask('SELECT DISTINCT unit FROM passage WHERE station = ? AND at_s >= ? AND at_s < ?', [
        station,
        BigInt(fromMs / 1000),
        BigInt(toMs / 1000),
      ]),
    idsIn: idsInArray,
    [Symbol.dispose]: () => connection.closeSync(),
  };
}
