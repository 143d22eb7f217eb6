import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FactoryError } from '../../domain/factory-error.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createLogger } from '../config/logger.ts';
import { type EdgeConfig, loadEdgeConfig } from '../config.ts';
import { startEdge } from '../edge.ts';

const help = `lotline edge [--config plant.yaml] [--data-dir folder]

Runs the edge service of one plant until it is told to stop (SIGINT, SIGTERM).
Without a config it answers on 127.0.0.1 only and creates what it needs.

  --config    the configuration file; else LOTLINE_CONFIG
  --data-dir  where the database and ports.json are; else LOTLINE_DATA_DIR, store.dataDir

  LOTLINE_HTTP_HOST, LOTLINE_HTTP_PORT    the pages and the API; port 0 means any free one
  LOTLINE_MQTT_PORT                       the broker
  LOTLINE_MQTT_ANONYMOUS=1                lets machines in that give no name, on loopback only
  LOTLINE_CLOUD_URL, LOTLINE_CLOUD_TOKEN  the operations centre
  LOTLINE_LOG_LEVEL                       error, warn, info or debug
`;

/** Exit code 0 when it was told to stop, 1 when it could not start or a part of it died. */
export async function run(argv: string[]): Promise<number> {
  try {
    const options = {
      config: { type: 'string' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean' },
    } as const;
    const { values } = parseArgs({ args: argv, options });
    if (values.help) {
      console.log(help);
      return 0;
    }
    const dataDir = values['data-dir'];
    const env = dataDir === undefined ? process.env : { ...process.env, LOTLINE_DATA_DIR: dataDir };
    return await serve(loadEdgeConfig({ file: values.config, env }));
  } catch (error) {
    const told = messageOf(error);
    console.error(told === undefined ? error : `lotline edge: ${told}`);
    return 1;
  }
}

async function serve({ config, warnings }: ReturnType<typeof loadEdgeConfig>): Promise<number> {
  const log = createLogger(config.log);
  for (const warning of warnings) log.warn(warning);
  const cloudToken = readCloudToken(config);
  const death = Promise.withResolvers<Error>();
  const signals = ['SIGINT', 'SIGTERM'].map((signal) => once(process, signal).then(() => signal));
  const edge = await startEdge({
    config,
    log,
    version: packageJson.version,
    ...(cloudToken === undefined ? {} : { cloudToken }),
    onDeath: death.resolve,
  });
  const end = await Promise.race([...signals, death.promise]);
  if (end instanceof Error) {
    log.fatal({ err: end }, 'a part of the edge died; it ends, to be started again');
    process.exit(1); // Nothing may go on with what is left; the other threads would.
  }
  log.info({ signal: end }, 'stopping');
  await edge[Symbol.asyncDispose]();
  return 0;
}

function readCloudToken({ cloud }: EdgeConfig): string | undefined {
  if (cloud.tokenFile === undefined) return process.env['LOTLINE_CLOUD_TOKEN'] || undefined;
  try {
    return readFileSync(cloud.tokenFile, 'utf8').trim();
  } catch (error) {
    const told = `cloud.tokenFile ${cloud.tokenFile} cannot be read: the user that runs the edge needs it`;
    throw new FactoryError('invalid_config', told, { cause: error });
  }
}

/** What a person can act on; undefined for our own faults, which need their stack. */
function messageOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const isListening = 'syscall' in error && error.syscall === 'listen';
  if (isListening && (code === 'EADDRINUSE' || code === 'EACCES')) {
    return `${error.message}; set another http.port or mqtt.port (LOTLINE_HTTP_PORT, LOTLINE_MQTT_PORT; 0 means any free one)`;
  }
  return error instanceof FactoryError || code.startsWith('ERR_PARSE_ARGS')
    ? error.message
    : undefined;
}
