import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { FactoryError } from '../domain/factory-error.ts';
import { plantModel } from '../domain/plant.ts';
import { mqttConfig } from '../gateway/mqtt/config.ts';
import { opcuaConfig } from '../gateway/opcua/config.ts';
import { type Environment, environmentOverrides, unusedVariables } from './config/environment.ts';
import { parseConfig } from './config/load.ts';
import {
  clockConfig,
  cloudConfig,
  httpConfig,
  isLoopback,
  logConfig,
  storeConfig,
  traceConfig,
} from './config/sections.ts';

/** The edge's configuration file. Everything has a safe default: an empty file is a valid one. */
export const edgeConfig = z
  .strictObject({
    plant: plantModel.prefault({ site: 'SITE', name: { vi: 'Nhà máy', en: 'Plant' } }),
    http: httpConfig.prefault({}),
    mqtt: mqttConfig.prefault({}),
    opcua: opcuaConfig.prefault({}),
    store: storeConfig.prefault({}),
    trace: traceConfig.prefault({}),
    cloud: cloudConfig.prefault({}),
    /** Only for a simulated plant. */
    clock: clockConfig.optional(),
    log: logConfig.prefault({}),
  })
  .refine(({ mqtt }) => isLoopback(mqtt.host) || mqtt.clients.length > 0, {
    path: ['mqtt', 'host'],
    error:
      'expected a loopback host (127.0.0.1, ::1) while no client is listed; list the machines with their secrets in mqtt.clients first',
  });
export type EdgeConfig = z.infer<typeof edgeConfig>;

export type LoadedConfig = {
  readonly config: EdgeConfig;
  /** What was said and has no effect, for the log. */
  readonly warnings: readonly string[];
};

const fileBytesMax = 4 * 1024 * 1024;

/**
 * Reads the file that is named, by the caller or by `LOTLINE_CONFIG`, with the environment's
 * overrides. Throws a FactoryError `invalid_config` that says for each mistake where it is and how
 * to mend it.
 */
export function loadEdgeConfig(options: {
  readonly file?: string | undefined;
  readonly env: Environment;
}): LoadedConfig {
  const { env } = options;
  const file = options.file ?? env['LOTLINE_CONFIG'];
  const text = file === undefined ? '' : readConfigFile(file);
  const overrides = environmentOverrides(env);
  const config = parseConfig(edgeConfig, { file: file ?? 'the configuration', text, overrides });
  return { config, warnings: unusedVariables(env) };
}

function readConfigFile(file: string): string {
  if (!existsSync(file)) {
    throw new FactoryError('invalid_config', `there is no config file ${file}`);
  }
  const bytes = readFileSync(file);
  if (bytes.length > fileBytesMax) {
    throw new FactoryError('invalid_config', `${file} has more than ${fileBytesMax} bytes`);
  }
  return bytes.toString('utf8');
}
