import { parseArgs } from 'node:util';
import { FactoryError } from '../../domain/factory-error.ts';
import { loadEdgeConfig } from '../config.ts';

const help = `lotline check-config [file]

Says what is wrong in a config file, with the environment's overrides, and where.
Without a file: LOTLINE_CONFIG, else the defaults.
`;

/** Exit code 0 when the file is valid, 1 when not. */
export function run(argv: string[]): Promise<number> {
  return Promise.resolve(checkConfig(argv));
}

function checkConfig(argv: string[]): number {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { help: { type: 'boolean' }, config: { type: 'string' } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  try {
    const file = positionals[0] ?? values.config;
    const { config, warnings } = loadEdgeConfig({ file, env: process.env });
    for (const warning of warnings) console.error(warning);
    const { plant, http, mqtt, opcua, store } = config;
    const stations = plant.lines.reduce((sum, line) => sum + line.stations.length, 0);
    console.log(`${file ?? 'the defaults'}: valid
  plant     ${plant.site}: ${plant.lines.length} lines, ${stations} stations, ${plant.timeZone}
  http      ${http.host}:${http.port}
  mqtt      ${mqtt.host}:${mqtt.port}, ${mqtt.clients.length} clients
  opcua     ${opcua.connections.length} connections
  data      ${store.dataDir}`);
    return 0;
  } catch (error) {
    if (!(error instanceof FactoryError)) throw error;
    console.error(error.message);
    return 1;
  }
}
