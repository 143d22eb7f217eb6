import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { readConfig } from '../../cloud/config.ts';
import type { PlantState, SummariesPage } from '../../cloud/read.ts';
import { type PostgresServer, postgresBin, startPostgres } from './postgres.ts';

export const cloudToken = 'token-of-every-plant-of-these-tests';

/** The databases that a receiver must work with, and where to get one. */
export const databases = [
  { database: 'the embedded database', isHere: true, openServer: () => Promise.resolve(undefined) },
  {
    database: 'a PostgreSQL server',
    isHere: postgresBin !== undefined,
    openServer: () => startPostgres(postgresBin ?? ''),
  },
] as const;

export type StoredSummaries = SummariesPage['summaries'];

/** A real receiver that can be stopped and started again at the same address. */
export class TestCloud {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'lotline-cloud-'));
  readonly #server: PostgresServer | undefined;
  #databaseUrl: string | undefined;
  #cloud: Cloud | undefined;
  #port = 0;

  constructor(server: PostgresServer | undefined) {
    this.#server = server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#databaseUrl ??= await this.#server?.createDatabase();
    const env: NodeJS.ProcessEnv = {
      LOTLINE_CLOUD_DATA_DIR: this.#dataDir,
      LOTLINE_CLOUD_HTTP_PORT: `${this.#port}`,
      LOTLINE_CLOUD_TOKEN: cloudToken,
    };
    if (this.#databaseUrl !== undefined) env['LOTLINE_CLOUD_DATABASE_URL'] = this.#databaseUrl;
    this.#cloud = await startCloud(readConfig(undefined, env), pino({ level: 'silent' }));
    this.#port = this.#cloud.port;
  }

  async stop(): Promise<void> {
    await this.#cloud?.[Symbol.asyncDispose]();
    this.#cloud = undefined;
  }

  async plant(plant: string): Promise<PlantState | undefined> {
    const { plants } = await this.#get<{ plants: PlantState[] }>('/api/v1/plants');
    return plants.find((state) => state.plant === plant);
  }

  async summaries(plant: string, filter: Record<string, string> = {}): Promise<StoredSummaries> {
    const query = new URLSearchParams({ plant, limit: '1000', ...filter });
    return (await this.#get<SummariesPage>(`/api/v1/summaries?${query}`)).summaries;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(this.url + path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T; // What the receiver's own types say.
  }
}
