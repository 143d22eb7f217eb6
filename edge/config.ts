import { z } from 'zod';
import { plantModel } from '../domain/plant.ts';
import { mqttConfig } from '../gateway/mqtt/config.ts';
import { opcuaConfig } from '../gateway/opcua/config.ts';
import { clockConfig, cloudConfig, httpConfig, logConfig, storeConfig } from './config/sections.ts';

/** The edge's whole configuration: one YAML file. Every section has safe defaults. */
export const edgeConfig = z.strictObject({
  plant: plantModel.prefault({ site: 'SITE', name: { vi: 'Nhà máy', en: 'Plant' } }),
  mqtt: mqttConfig.prefault({}),
  opcua: opcuaConfig.prefault({}),
  http: httpConfig.prefault({}),
  store: storeConfig.prefault({}),
  cloud: cloudConfig.prefault({}),
  log: logConfig.prefault({}),
  /** Only for a simulated plant. */
  clock: clockConfig.optional(),
});
export type EdgeConfig = z.infer<typeof edgeConfig>;
