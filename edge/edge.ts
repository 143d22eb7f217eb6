import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Interlock } from '../domain/check.ts';
import { createClock } from '../domain/clock.ts';
import { FactoryError } from '../domain/factory-error.ts';
import { createMqttBroker, type MqttBroker } from '../gateway/mqtt/broker.ts';
import { createApi } from './api/api.ts';
import type { EdgeConfig } from './config.ts';
import { EngineThread } from './engine-thread/engine-thread.ts';
import { Exporter } from './exports/exporter.ts';
import { defaultSinkLimits } from './ingest/sink.ts';
import { type OpcuaThread, startOpcua } from './opcua-thread.ts';
import { createProbes, createVitals, noteNews } from './probes.ts';
import { openStorage, type Storage } from './storage.ts';
import { createSync } from './sync/sync.ts';

export type EdgeOptions = {
  readonly config: EdgeConfig;
  readonly log: Logger;
  readonly version: string;
  /** The secret for the cloud, when one is configured. */
  readonly cloudToken?: string;
  /** A part died that nothing works without: the process must end, its manager starts it again. */
  readonly onDeath: (error: Error) => void;
};

export type Edge = {
  readonly ports: Ports;
  /** Stops in the reverse order of the start; what was accepted is on disk before it resolves. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Ports = { readonly http: number; readonly mqtt: number; readonly mqttWebSocket?: number };

const pagesFolder = fileURLToPath(new URL('../dashboards/dist/', import.meta.url));

/**
 * Starts the whole service: storage first, then what asks it, then what feeds it. The chosen ports
 * are in `ports.json` in the data folder once everything is ready.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const running = new AsyncDisposableStack();
  try {
    const ports = await assemble(options, running);
    return { ports, [Symbol.asyncDispose]: () => running.disposeAsync() };
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

async function assemble(options: EdgeOptions, running: AsyncDisposableStack): Promise<Ports> {
  const { config, log, version, onDeath } = options;
  const { dataDir, commitIntervalMs } = config.store;
  const limits = { ...defaultSinkLimits, commitIntervalMs };
  const clockSettings = config.clock === undefined ? {} : { clock: config.clock };
  const clock = createClock(Date.now, config.clock);
  const vitals = createVitals();

  const storage = running.use(
    await openStorage({
      dataDir,
      plant: config.plant,
      limits,
      readers: config.store.readers,
      onDeath,
      onNews: (news) => {
        noteNews(vitals, news, log);
        if (news.kind === 'grew') sync?.grew(news.headSeq);
      },
      ...clockSettings,
    }),
  );
  const { sink, readers, epoch, advance, settle } = storage;
  const engine = running.use(engineBeside(storage, options));
  if (engine !== undefined) readers.prefer(engine);
  const target = cloudTarget(config, options.cloudToken);
  const sync = running.use(
    createSync({ readers, advance, epoch, clock, log, plant: config.plant, config: target }),
  );
  const parts: { broker?: MqttBroker; opcua?: OpcuaThread } = {};
  const exportThread = new URL('./export.worker.ts', import.meta.url);
  const exporter = running.use(new Exporter(exportThread, { plant: config.plant }));
  const probes = createProbes({ version, storage, sync, engine, exporter, vitals, parts });
  const api = running.use(
    await createApi({
      ...{ sink, settle, readers, exporter, probes, log, pagesFolder },
      config: config.http,
    }),
  );
  const interlock: Interlock = (request) => readers.ask('check', request);
  const broker = running.use(createMqttBroker({ config: config.mqtt, sink, interlock, log }));
  parts.broker = broker;
  if (config.opcua.connections.length > 0) {
    const port = storage.connect();
    const settings = { config: config.opcua, pkiFolder: join(dataDir, 'pki'), port, limits };
    parts.opcua = running.use(
      startOpcua({ settings: { ...settings, ...clockSettings }, interlock, log, onDeath }),
    );
  }
  sync.start();
  const mqtt = await broker.start();
  const http = await api.start();
  const ports = {
    http,
    mqtt: mqtt.port,
    ...(mqtt.webSocketPort === undefined ? {} : { mqttWebSocket: mqtt.webSocketPort }),
  };
  announce(dataDir, ports);
  log.info({ ports, dataDir, events: storage.headSeq() }, 'the edge is ready');
  engine?.start();
  return ports;
}

/** Undefined: switched off. */
function engineBeside(
  { file, gate }: Storage,
  { config, log }: EdgeOptions,
): EngineThread | undefined {
  if (!config.trace.engine) return undefined;
  const folder = join(config.store.dataDir, 'trace-index');
  const clock = config.clock === undefined ? {} : { clock: config.clock };
  const entry = new URL('./trace.worker.ts', import.meta.url);
  return new EngineThread({
    entry,
    settings: { file, folder, gate, plant: config.plant, ...clock },
    log,
  });
}

function cloudTarget({ cloud }: EdgeConfig, token: string | undefined) {
  if (cloud.url === undefined) return undefined;
  if (token === undefined) {
    throw new FactoryError(
      'invalid_config',
      'cloud.url is set, but there is no token: set cloud.tokenFile or LOTLINE_CLOUD_TOKEN',
    );
  }
  return { url: cloud.url, token };
}

/** Written beside and renamed, so that nobody reads half a file. */
function announce(dataDir: string, ports: object): void {
  const file = join(dataDir, 'ports.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(ports)}\n`);
  renameSync(`${file}.new`, file);
}
