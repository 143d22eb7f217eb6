import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FactoryError } from '../../domain/factory-error.ts';
import { loadEdgeConfig } from '../config.ts';
import { projections } from '../projections/projections.ts';
import { type Verification, verify } from '../store/verify.ts';
import { alignColumns } from './align-columns.ts';

const help = `lotline verify [--data-dir folder] [--json]

Folds the whole log into an empty database beside the file, compares every row of every read model,
and asks SQLite for the integrity of the file. Changes nothing; the edge may be running.

  --json       the comparison as JSON
  --config     the configuration file; else LOTLINE_CONFIG
  --data-dir   where the database is; else LOTLINE_DATA_DIR, store.dataDir

Exit code 0: a rebuild gives the same rows. 1: it does not. 2: it could not be tried.
`;

export function run(argv: string[]): Promise<number> {
  try {
    return Promise.resolve(answer(argv));
  } catch (error) {
    const told = messageOf(error);
    if (told === undefined) throw error;
    console.error(`lotline verify: ${told}`);
    return Promise.resolve(2);
  }
}

function answer(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      config: { type: 'string' },
      'data-dir': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const { config } = loadEdgeConfig({ file: values.config, env: process.env });
  const file = join(values['data-dir'] ?? config.store.dataDir, 'lotline.db');
  if (!existsSync(file)) throw new FactoryError('not_found', `there is no database ${file}`);
  const verification = verify(file, projections, reportProgress);
  const isSound = verification.isSame && verification.integrity.length === 0;
  console.log(values.json ? JSON.stringify({ isSound, ...verification }) : toTable(verification));
  return isSound ? 0 : 1;
}

const reportEveryEvents = 100_000;

function reportProgress(folded: number): void {
  if (folded > 0 && folded % reportEveryEvents === 0) console.error(`${folded} events folded`);
}

function toTable({ events, tables, isSame, integrity }: Verification): string {
  const header = ['table', 'rows', 'extra', 'missing'];
  const rows = tables.map(({ table, rows: count, extra, missing }) =>
    [table, count, extra, missing].map(String),
  );
  return [
    ...alignColumns([header, ...rows]),
    '',
    ...integrity.map((finding) => `the file is damaged: ${finding}`),
    isSame
      ? `the same: a rebuild from ${events} events gives every row`
      : `DIFFERENT from a rebuild of ${events} events: keep a copy of the file, then report it`,
  ].join('\n');
}

/** What a person can act on; undefined for our own faults, which need their stack. */
function messageOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_')) return `the database cannot be read: ${error.message}`;
  return error instanceof FactoryError || code.startsWith('ERR_PARSE_ARGS')
    ? error.message
    : undefined;
}
