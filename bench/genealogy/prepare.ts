import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../edge/store/database.ts';
import type { Sources } from '../rivals/rival.ts';
import type { Graph } from './edge-list.ts';
import { openFilling } from './fill.ts';
import type { PassageRow } from './questions.ts';
import { type History, simulate, ticksFor } from './simulate.ts';

/** A plant's past: in an edge's file, as a flat list, and in files for the rivals. */
export type Prepared = {
  readonly file: string;
  readonly db: Database;
  readonly history: History;
  readonly graph: Graph;
  readonly passages: readonly PassageRow[];
  readonly fillSeconds: number;
};

/** Lets the plant run until it has about so many edges and records all that it tells. */
export function prepare(folder: string, edges: number): Prepared {
  const file = join(folder, 'lotline.db');
  const beginAt = performance.now();
  const filling = openFilling(file);
  const passages: PassageRow[] = [];
  const history = simulate(ticksFor(edges), (told) => {
    filling.note(told);
    if ('unit' in told.event && 'startedAt' in told.event && 'station' in told.event) {
      passages.push([String(told.event.station), told.event.at / 1000, String(told.event.unit)]);
    }
  });
  filling.finish();
  const fillSeconds = (performance.now() - beginAt) / 1000;
  return { file, db: filling.db, history, graph: history.edges.toGraph(), passages, fillSeconds };
}

export function writeSources(folder: string, { history, passages }: Prepared): Sources {
  const nodesCsv = join(folder, 'nodes.csv');
  const edgesCsv = join(folder, 'edges.csv');
  const passagesCsv = join(folder, 'passages.csv');
  writeCsv(nodesCsv, history.edges.ids().entries());
  writeCsv(edgesCsv, history.edges.rows());
  writeCsv(passagesCsv, passages);
  return { nodesCsv, edgesCsv, passagesCsv, folder };
}

/** Bytes on disk by what they serve, the write-ahead log being in the file. */
export function sizesOf({ db, file }: Prepared): {
  tables: Map<string, number>;
  fileBytes: number;
} {
  const rows = db
    .prepare<[], { name: string; bytes: number }>(
      'SELECT name, SUM(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC',
    )
    .all();
  return {
    tables: new Map(rows.map(({ name, bytes }) => [name, bytes])),
    fileBytes: statSync(file).size,
  };
}

function writeCsv(file: string, rows: Iterable<readonly (string | number)[]>): void {
  const handle = openSync(file, 'w');
  let piece: string[] = [];
  const flush = () => {
    writeSync(handle, piece.join(''));
    piece = [];
  };
  for (const row of rows) {
    piece.push(`${row.join(',')}\n`);
    if (piece.length === 20_000) flush();
  }
  flush();
  closeSync(handle);
}
