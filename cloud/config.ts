import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { FactoryError } from '../domain/factory-error.ts';
import { plantId } from '../edge/sync/wire.ts';

const path = z.string().min(1).max(4096);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal');

/** The receiver's config file. Secrets come from the environment; of tokens it holds digests. */
const cloudFile = z.strictObject({
  http: z
    .strictObject({
      host: z.string().min(1).max(255).default('127.0.0.1'),
      /** 0: any free one, written to `ports.json`. */
      port: z.int().min(0).max(65_535).default(8090),
    })
    .prefault({}),
  dataDir: path.default('./data/cloud'),
  /** Each plant with the SHA-256 of its token. */
  plants: z
    .array(z.strictObject({ id: plantId, tokenSha256: sha256 }))
    .max(10_000)
    .default([]),
  log: z
    .strictObject({ level: z.enum(['error', 'warn', 'info', 'debug']).default('info') })
    .prefault({}),
});

const secret = z.string().min(32, 'expected at least 32 characters').max(4096);

const environment = z.object({
  LOTLINE_CLOUD_CONFIG: path.optional(),
  LOTLINE_CLOUD_HTTP_HOST: z.string().optional(),
  LOTLINE_CLOUD_HTTP_PORT: z.coerce.number().optional(),
  LOTLINE_CLOUD_DATA_DIR: path.optional(),
  LOTLINE_CLOUD_DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/ }).optional(),
  LOTLINE_CLOUD_TOKEN: secret.optional(),
  LOTLINE_CLOUD_READ_TOKEN: secret.optional(),
  LOTLINE_LOG_LEVEL: z.string().optional(),
});

export type CloudConfig = z.output<typeof cloudFile> & {
  /** Undefined: the embedded database in the data folder. */
  readonly databaseUrl?: string | undefined;
  /** For plants that the file does not list. */
  readonly anyPlantToken?: string | undefined;
  readonly readToken?: string | undefined;
};

/** Reads the file, when there is one, and the environment, which overrides it. */
export function readConfig(file: string | undefined, env: NodeJS.ProcessEnv): CloudConfig {
  const vars = check(environment, env, 'the environment');
  const from = file ?? vars.LOTLINE_CLOUD_CONFIG;
  const config = check(cloudFile, from === undefined ? {} : readYaml(from), from ?? 'the config');
  const host = vars.LOTLINE_CLOUD_HTTP_HOST ?? config.http.host;
  const port = vars.LOTLINE_CLOUD_HTTP_PORT ?? config.http.port;
  const level = vars.LOTLINE_LOG_LEVEL ?? config.log.level;
  const dataDir = vars.LOTLINE_CLOUD_DATA_DIR ?? config.dataDir;
  const overridden = { ...config, http: { host, port }, log: { level }, dataDir };
  const readToken = vars.LOTLINE_CLOUD_READ_TOKEN;
  if (!isLoopback(host) && readToken === undefined) {
    throw new FactoryError(
      'invalid_config',
      `http.host ${host} is open to the network: set LOTLINE_CLOUD_READ_TOKEN, which readers must send`,
    );
  }
  return {
    ...check(cloudFile, overridden, 'the environment'),
    databaseUrl: vars.LOTLINE_CLOUD_DATABASE_URL,
    anyPlantToken: vars.LOTLINE_CLOUD_TOKEN,
    readToken,
  };
}

function readYaml(file: string): unknown {
  if (!existsSync(file)) throw new FactoryError('invalid_config', `there is no file ${file}`);
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [error] = document.errors;
  if (error !== undefined) throw new FactoryError('invalid_config', `${file}: ${error.message}`);
  return document.toJS() ?? {};
}

function check<S extends z.ZodType>(schema: S, value: unknown, source: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path: at, message }) => `${at.join('.')}: ${message}`,
  );
  throw new FactoryError('invalid_config', `${source}: ${problems.join('; ')}`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
