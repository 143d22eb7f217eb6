import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { FactoryError } from '../domain/factory-error.ts';
import { startCloud } from './cloud.ts';
import { readConfig } from './config.ts';

const help = `lotline cloud [--config cloud.yaml]

Runs the operations centre: it receives what plants send and answers what they made.
Without a config it listens on 127.0.0.1:8090 and keeps its data in ./data/cloud.

  LOTLINE_CLOUD_CONFIG        the config file
  LOTLINE_CLOUD_HTTP_HOST     where to listen
  LOTLINE_CLOUD_HTTP_PORT     0 takes any free port and writes it to ports.json in the data folder
  LOTLINE_CLOUD_DATA_DIR      the data folder
  LOTLINE_CLOUD_DATABASE_URL  a PostgreSQL server; without it an embedded one in the data folder
  LOTLINE_CLOUD_TOKEN         the token of plants that the config does not list
  LOTLINE_CLOUD_READ_TOKEN    the token of readers; needed beyond loopback
  LOTLINE_LOG_LEVEL           error, warn, info or debug`;

/** Runs the receiver until it is told to stop. Returns the exit code. */
export async function run(argv: string[]): Promise<number> {
  try {
    const options = { config: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: argv, options });
    if (values.help === true) {
      console.log(help);
      return 0;
    }
    const config = readConfig(values.config, process.env);
    const cloud = await startCloud(config, pino({ level: config.log.level }));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await cloud[Symbol.asyncDispose]();
    return 0;
  } catch (error) {
    console.error(isTold(error) ? `lotline cloud: ${error.message}` : error);
    return 1;
  }
}

/** The message alone says what to do; anything else is our own fault and needs its stack. */
function isTold(error: unknown): error is Error {
  if (error instanceof FactoryError) return true;
  return error instanceof Error && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS');
}
