import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { makeDataFolder } from '../edge/store/data-folder.ts';
import { createAccess } from './access.ts';
import { createApp } from './app.ts';
import type { CloudConfig } from './config.ts';
import type { Database } from './database/database.ts';
import { openEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { openServer } from './database/server.ts';

/** A running receiver. */
export type Cloud = {
  readonly url: string;
  readonly port: number;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Opens the database, brings its tables up to date and listens. */
export async function startCloud(config: CloudConfig, log: Logger): Promise<Cloud> {
  const { dataDir, http } = config;
  makeDataFolder(dataDir, 'dataDir, LOTLINE_CLOUD_DATA_DIR');
  const access = createAccess({
    plants: new Map(config.plants.map(({ id, tokenSha256 }) => [id, tokenSha256])),
    anyPlantToken: config.anyPlantToken ?? ownToken(config, log),
    readToken: config.readToken,
  });
  const database = await openDatabase(config, log);
  try {
    await migrate(database);
    const app = createApp({ database, access, log });
    await app.listen({ ...http, listenTextResolver: (at) => `the operations centre is at ${at}` });
    const { port } = app.server.address() as AddressInfo; // It listens on TCP.
    announce(dataDir, { http: port });
    const url = `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${port}`;
    return {
      url,
      port,
      [Symbol.asyncDispose]: async () => {
        await app.close();
        await database[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

function openDatabase({ databaseUrl, dataDir }: CloudConfig, log: Logger): Promise<Database> {
  if (databaseUrl === undefined) return openEmbedded(join(dataDir, 'postgres'));
  const onLost = (error: Error): void =>
    log.warn({ err: error }, 'the database closed a connection');
  return Promise.resolve(openServer(databaseUrl, onLost));
}

/** Written beside and renamed, so that nobody reads half a file. */
function announce(dataDir: string, ports: object): void {
  const file = join(dataDir, 'ports.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(ports)}\n`);
  renameSync(`${file}.new`, file);
}

/** Without any token a first one is made and kept in the data folder, for the first plant to use. */
function ownToken({ plants, dataDir }: CloudConfig, log: Logger): string | undefined {
  if (plants.length > 0) return undefined;
  const file = join(dataDir, 'sync-token');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
    log.info({ file }, 'made a token; give it to the edges that send here');
  }
  return readFileSync(file, 'utf8').trim();
}
