import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { genealogy } from './genealogy.ts';
import { http } from './http.ts';
import { ingest } from './ingest.ts';
import { kpi } from './kpi.ts';
import { kpiAcks } from './kpi-acks.ts';
import { live } from './live.ts';
import { query } from './query.ts';
import type { Benchmark } from './run.ts';
import { soak } from './soak.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  ingest,
  query,
  genealogy,
  http,
  kpi,
  live,
  soak,
  'kpi-acks': kpiAcks,
};

/** `node bench/bench.ts [name] [--seconds N] [--edges 1M]`: one benchmark or all; files go below TMPDIR. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '70' },
    edges: { type: 'string', default: '1M' },
  },
});
const seconds = Number(values.seconds);
const edges = Number(values.edges.replace(/k$/i, 'e3').replace(/M$/i, 'e6'));
const [wanted = 'all'] = positionals;
const chosen = Object.entries(benchmarks).filter(([name]) => wanted === 'all' || wanted === name);
if (chosen.length === 0 || !(seconds > 0) || !(edges > 0)) {
  console.error(
    `usage: bench.ts [${Object.keys(benchmarks).join('|')}] [--seconds N] [--edges 1M]`,
  );
  process.exit(2);
}
const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model}, load ${loadavg()[0]?.toFixed(2)}, ${process.version}`,
);
for (const [name, run] of chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'));
  const processes = new AsyncDisposableStack();
  try {
    console.log(`\n${name}\n${await run({ seconds, edges, folder, processes })}`);
  } finally {
    await processes.disposeAsync();
    rmSync(folder, { recursive: true });
  }
}
