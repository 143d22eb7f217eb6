import { z } from 'zod';
import { stationPath } from '../../domain/equipment-path.ts';
import { equipmentState } from '../../domain/events/equipment.ts';
import { identifier, slotId } from '../../domain/ids.ts';
import { unitOfMeasure } from '../../domain/quantity.ts';
import { label } from '../../domain/text.ts';
import { cycleHandshake, handshakeName } from './config-cycle.ts';
import { nodeAddress } from './wire/node-address.ts';

const intervalMs = z.int().min(10).max(60_000);

const stateTags = z.strictObject({
  node: nodeAddress,
  /** Read beside the state: why it stopped. Empty means no reason. */
  reasonNode: nodeAddress.optional(),
  /** The machine's number or text, and the state it means: `{ "1": producing }`. */
  values: z.record(z.string().max(64), equipmentState),
});

const counterTags = z.strictObject({
  name: identifier,
  totalNode: nodeAddress,
  goodNode: nodeAddress.optional(),
  rejectNode: nodeAddress.optional(),
});

const measurementTag = z.strictObject({
  name: label.max(100),
  node: nodeAddress,
  uom: unitOfMeasure.optional(),
  /** How often the server samples it; by default as often as everything else. */
  everyMs: intervalMs.optional(),
  /** Smaller changes are not reported by the server. */
  deadband: z.number().min(0).optional(),
});

const slotTag = z.strictObject({ slot: slotId, node: nodeAddress });

const heartbeatTag = z.strictObject({
  node: nodeAddress,
  /** At most one heartbeat event in this time of the machine's clock. */
  everyMs: z.int().min(1000).max(3_600_000).default(10_000),
});

const answerCode = z.int().min(-32_768).max(32_767);

/** A machine raises `request` beside a serial or lot and waits for a number in `answer`. */
const permitHandshake = z
  .strictObject({
    name: handshakeName.default('permit'),
    request: nodeAddress,
    unit: nodeAddress.optional(),
    lot: nodeAddress.optional(),
    answer: nodeAddress,
    /** Written before the answer: why it was refused. */
    reason: nodeAddress.optional(),
    operation: identifier.optional(),
    permitted: answerCode.default(1),
    refused: answerCode.default(2),
    idle: answerCode.default(0),
  })
  .refine(({ unit, lot }) => (unit === undefined) !== (lot === undefined), {
    path: ['unit'],
    error: 'expected either unit or lot: the node that names what the machine asks about',
  });
export type PermitHandshake = z.infer<typeof permitHandshake>;

const tagsMax = 500;

const stationTags = z.strictObject({
  station: stationPath,
  /** The namespace of the nodes written without `nsu=`; its index is looked up at every connect. */
  namespace: z.string().min(1).max(256),
  /** A station that sends nothing for this long is "connected but silent". */
  silentAfterMs: z.int().min(1000).max(86_400_000).optional(),
  state: stateTags.optional(),
  counters: z.array(counterTags).max(tagsMax).default([]),
  measurements: z.array(measurementTag).max(tagsMax).default([]),
  slots: z.array(slotTag).max(tagsMax).default([]),
  heartbeat: heartbeatTag.optional(),
  cycles: z.array(cycleHandshake).max(50).default([]),
  permits: z.array(permitHandshake).max(50).default([]),
});
export type StationTags = z.infer<typeof stationTags>;

const securityPolicy = z.enum([
  'None',
  'Basic256Sha256',
  'Aes128_Sha256_RsaOaep',
  'Aes256_Sha256_RsaPss',
]);

const connection = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'expected letters, digits, - or _, at most 32'),
    endpoint: z
      .string()
      .max(512)
      .regex(/^opc\.tcp:\/\/[^\s/]+/, 'expected opc.tcp://host:port'),
    securityMode: z.enum(['None', 'Sign', 'SignAndEncrypt']).default('SignAndEncrypt'),
    securityPolicy: securityPolicy.default('Basic256Sha256'),
    /** Anonymous unless said. The password is read from a file at every connect. */
    user: z.strictObject({ name: label, passwordFile: z.string().min(1).max(1024) }).optional(),
    publishingIntervalMs: intervalMs.default(100),
    /** 0 is as fast as the server can, by exception where it knows how. */
    samplingIntervalMs: z.int().min(0).max(60_000).default(0),
    /** Values the server keeps between two publishes; by default twice what may come up. */
    queueSize: z.int().min(10).max(10_000).optional(),
    silentAfterMs: z.int().min(1000).max(86_400_000).default(30_000),
    stations: z.array(stationTags).min(1).max(200),
  })
  .refine(
    ({ securityMode, securityPolicy: policy }) => (securityMode === 'None') === (policy === 'None'),
    {
      path: ['securityPolicy'],
      error: 'expected None for both securityMode and securityPolicy, or for neither',
    },
  )
  .refine(({ stations }) => isUnique(stations.map(({ station }) => station)), {
    path: ['stations'],
    error: 'expected each station once in a connection',
  });
export type OpcuaConnectionConfig = z.infer<typeof connection>;

/** The section `opcua` of the configuration: which machines to read, and what their nodes mean. */
export const opcuaConfig = z.strictObject({
  connections: z
    .array(connection)
    .max(100)
    .refine((all) => isUnique(all.map(({ name }) => name)), 'expected each connection name once')
    .default([]),
});
export type OpcuaConfig = z.infer<typeof opcuaConfig>;

/** The values a server must keep between two publishes: at least 10, and twice what may come up. */
export function queueSizeOf(config: OpcuaConnectionConfig, samplingIntervalMs: number): number {
  const fastestMs = 10;
  const perPublish = config.publishingIntervalMs / Math.max(samplingIntervalMs, fastestMs);
  return config.queueSize ?? Math.max(10, Math.ceil(perPublish) * 2);
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
