import { z } from 'zod';
import { linePath, stationPath } from '../../domain/equipment-path.ts';
import { identifier } from '../../domain/ids.ts';

const mebibyte = 1024 * 1024;
const port = z.int().min(0).max(65_535);
const topicFilter = z.string().min(1).max(1024);

/** A machine that names itself. Its secret comes from a file or the environment, never from here. */
const clientConfig = z
  .strictObject({
    /** The user name it connects with; its messages have the source `mqtt:{name}`. */
    name: identifier.max(64),
    secretFile: z.string().min(1).max(4096).optional(),
    secretEnv: z.string().min(1).max(128).optional(),
    /** The lines and stations it may speak for, without the leading `lotline/v1/`. */
    publish: z
      .array(z.union([linePath, stationPath]))
      .max(200)
      .default([]),
    /** Filters of topics outside `lotline/` that it may publish as well. */
    publishTopics: z.array(topicFilter).max(50).default([]),
  })
  .refine(({ secretFile, secretEnv }) => (secretFile === undefined) !== (secretEnv === undefined), {
    path: ['secretFile'],
    error: 'expected either secretFile or secretEnv',
  });

/** MQTT inside WebSocket, on a port of its own. */
const webSocketConfig = z.strictObject({
  port: port.default(9001),
  path: z.string().startsWith('/').max(256).default('/mqtt'),
  /** Pages that may connect, as `https://host:port`. Programs send no origin and are not asked. */
  origins: z.array(z.url().max(256)).max(50).default([]),
});

/** The limits of the broker, each with what happens there. */
const limits = {
  /** More connections are closed at once. */
  clientsMax: z.int().min(1).max(100_000).default(1000),
  /** A longer packet closes its connection before it is read. */
  packetBytesMax: z
    .int()
    .min(1024)
    .max(64 * mebibyte)
    .default(mebibyte),
  /** A connection is not read on while this much of it waits to be stored. */
  unstoredBytesMax: z
    .int()
    .min(1024)
    .max(256 * mebibyte)
    .default(mebibyte),
  /** QoS 0 messages beyond this, over all clients, are lost and counted. */
  unguaranteedBytesMax: z
    .int()
    .min(1024)
    .max(256 * mebibyte)
    .default(8 * mebibyte),
  /** A subscriber for whom this much waits to be sent is disconnected. */
  unsentBytesMax: z
    .int()
    .min(1024)
    .max(256 * mebibyte)
    .default(4 * mebibyte),
  /** More subscriptions of a client are refused. */
  subscriptionsMax: z.int().min(1).max(10_000).default(100),
  /** A client with more QoS 2 messages between PUBLISH and PUBREL is disconnected. */
  qos2InFlightMax: z.int().min(1).max(65_535).default(1000),
  /** Topics and filters with more levels close the connection. */
  topicLevelsMax: z.int().min(8).max(100).default(32),
  /** Beyond these a retained message is delivered, but not kept. */
  retainedMax: z.int().min(0).max(100_000).default(2000),
  retainedBytesMax: z
    .int()
    .min(0)
    .max(1024 * mebibyte)
    .default(16 * mebibyte),
  /** A connection that has not sent its CONNECT by then is closed. */
  connectTimeoutMs: z.int().min(100).max(60_000).default(5000),
  /** A client that does not take its acknowledgements for this long is disconnected. */
  drainTimeoutMs: z.int().min(100).max(60_000).default(500),
  /** A check that has no answer by then is answered with `allow: false`. */
  checkTimeoutMs: z.int().min(10).max(60_000).default(2000),
};

/** The section `mqtt` of the configuration. */
export const mqttConfig = z
  .strictObject({
    host: z.string().min(1).max(255).default('127.0.0.1'),
    /** 0 means any free one. */
    port: port.default(1883),
    webSocket: webSocketConfig.optional(),
    /** Lets clients in that give no name; only where nobody else can reach the broker. */
    anonymous: z.boolean().default(false),
    clients: z.array(clientConfig).max(5000).default([]),
    /** Filters of topics that pass through the broker without being stored. */
    ignoreTopics: z.array(topicFilter).max(100).default([]),
    ...limits,
  })
  .refine(({ anonymous, host }) => !anonymous || isLoopback(host), {
    path: ['anonymous'],
    error: 'expected false: unnamed clients are for a loopback host only (127.0.0.1, ::1)',
  })
  .refine(({ clients }) => new Set(clients.map(({ name }) => name)).size === clients.length, {
    path: ['clients'],
    error: 'expected each name once',
  });
export type MqttConfig = z.infer<typeof mqttConfig>;
export type MqttClientConfig = z.infer<typeof clientConfig>;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
