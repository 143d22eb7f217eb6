import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../edge/engine/engine.ts';
import { Chunks } from '../../edge/engine-thread/chunks.ts';
import type { QueryContext } from '../../edge/queries/define-query.ts';
import { table } from '../figures.ts';

const rounds = 5;
/** Of the log is not in the files after a crash. */
const behind = 0.02;

/** How long the engine takes to answer after a start: from the rows, and from its files. */
export async function measureStarts(folder: string, context: QueryContext): Promise<string> {
  const files = join(folder, 'trace-index');
  const timesMs = new Map<string, number[]>();
  for (let nth = 0; nth < rounds; nth += 1) {
    rmSync(files, { recursive: true, force: true });
    const fromRows = start(files, context);
    const seq = fromRows.engine.reachedSeq();
    note(timesMs, 'from the rows', fromRows.ms);
    note(timesMs, 'written', await save(fromRows, seq));
    const fromFiles = start(files, context);
    if (fromFiles.opened.reason !== undefined) throw new Error(fromFiles.opened.reason);
    note(timesMs, 'from the files', fromFiles.ms);
    await save(fromFiles, Math.floor(seq * (1 - behind)));
    const late = start(files, context);
    if (late.opened.reason !== undefined) throw new Error(late.opened.reason);
    note(timesMs, `from the files, ${behind * 100} % of the log behind`, late.ms);
  }
  const bytes = readdirSync(files).reduce((sum, file) => sum + statSync(join(files, file)).size, 0);
  const rows = [...timesMs].map(([what, times]) => {
    const [least = 0, , median = 0, , most = 0] = times.toSorted((a, b) => a - b);
    return [what, seconds(median), `${seconds(least)} – ${seconds(most)}`];
  });
  return [
    table([['the engine, s', 'median', 'least – most'], ...rows]),
    `its files: ${(bytes / 1e6).toFixed(0)} MB`,
  ].join('\n');
}

function start(files: string, context: QueryContext) {
  const atMs = performance.now();
  const chunks = new Chunks(files, context.db);
  const opened = chunks.open();
  const engine = createEngine(context, opened);
  engine.follow();
  return { chunks, opened, engine, ms: performance.now() - atMs };
}

async function save({ chunks, opened }: ReturnType<typeof start>, seq: number): Promise<number> {
  const atMs = performance.now();
  await chunks.save(opened.genealogy, seq);
  return performance.now() - atMs;
}

function note(timesMs: Map<string, number[]>, what: string, ms: number): void {
  timesMs.set(what, [...(timesMs.get(what) ?? []), ms]);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
