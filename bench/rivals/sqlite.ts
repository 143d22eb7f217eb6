import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EdgeList } from '../genealogy/edge-list.ts';
import { idsInArray, type Rival, reachSql, toJson } from './rival.ts';

const selects = {
  count: 'COUNT(*) - 1 FROM reached',
  codes: 'id FROM reached',
  shipments: "id FROM reached WHERE id LIKE 'SHP-%'",
};

const cacheKiB = 1_048_576;

/** What anybody would write: text ids in one table, an index each way, a recursive query. */
export function openSqlite(
  folder: string,
  { edges, passages }: { edges: EdgeList; passages: Iterable<readonly [string, number, string]> },
): Rival & Disposable {
  const db = new Database(join(folder, 'edges.db'));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${cacheKiB}`);
  db.pragma('mmap_size = 4294967296');
  db.exec(`
    CREATE TABLE edge (parent TEXT NOT NULL, child TEXT NOT NULL, at_s INTEGER NOT NULL) STRICT;
    CREATE TABLE passage (station TEXT NOT NULL, at_s INTEGER NOT NULL, unit TEXT NOT NULL) STRICT`);
  const ids = edges.ids();
  const addEdge = db.prepare('INSERT INTO edge VALUES (?, ?, ?)');
  const addPassage = db.prepare('INSERT INTO passage VALUES (?, ?, ?)');
  db.transaction(() => {
    for (const [parent, child, atS] of edges.rows()) addEdge.run(ids[parent], ids[child], atS);
    for (const row of passages) addPassage.run(...row);
  })();
  db.exec(`
    CREATE INDEX edge_child ON edge (child, parent);
    CREATE INDEX edge_parent ON edge (parent, child);
    CREATE INDEX passage_at ON passage (station, at_s, unit);
    ANALYZE`);
  const prepare = (select: string) => {
    const of = (direction: 'forward' | 'backward') =>
      db.prepare<[string], string>(reachSql(direction, 'SELECT ?', select)).pluck();
    return { forward: of('forward'), backward: of('backward') };
  };
  const [codes, counts, shipments] = [selects.codes, selects.count, selects.shipments].map(prepare);
  if (codes === undefined || counts === undefined || shipments === undefined) {
    throw new Error('assertion failed: three statements were prepared');
  }
  const inWindow = db
    .prepare<[string, number, number], string>(
      'SELECT DISTINCT unit FROM passage WHERE station = ? AND at_s >= ? AND at_s < ?',
    )
    .pluck();
  return {
    name: 'SQLite, text ids',
    isTimeBlind: true,
    count: ({ id, direction }) => Number(counts[direction].get(id)),
    json: ({ id, direction }) => toJson(codes[direction].all(id)),
    shipments: ({ id, direction }) => shipments[direction].all(id),
    window: ({ station, fromMs, toMs }) => inWindow.all(station, fromMs / 1000, toMs / 1000),
    idsIn: idsInArray,
    [Symbol.dispose]: () => db.close(),
  };
}
