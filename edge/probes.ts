import type { Logger } from 'pino';
import type { MqttBroker } from '../gateway/mqtt/broker.ts';
import type { Component, Metric, Probes } from './api/probes.ts';
import type { EngineThread } from './engine-thread/engine-thread.ts';
import type { Exporter } from './exports/exporter.ts';
import { heapMetrics, type NamedThread } from './heaps.ts';
import type { OpcuaThread } from './opcua-thread.ts';
import type { Storage } from './storage.ts';
import type { WriterNews } from './store/protocol.ts';
import type { Sync } from './sync/sync.ts';

/** How the writer is, as far as its news tell. */
export type Vitals = { failing: string | undefined; failures: number };

export function createVitals(): Vitals {
  return { failing: undefined, failures: 0 };
}

/** Notes the writer's news: it fails until a commit succeeds again. */
export function noteNews(vitals: Vitals, news: WriterNews, log: Logger): void {
  switch (news.kind) {
    case 'grew':
      if (vitals.failing !== undefined) log.info('the event log can be written again');
      vitals.failing = undefined;
      break;
    case 'failing':
      vitals.failures += 1;
      if (vitals.failing === undefined) {
        log.error(
          { reason: news.message },
          'the event log cannot be written: machines are not acknowledged and keep their data; check the disk',
        );
      }
      vitals.failing = news.message;
      break;
    case 'rebuilding':
      log.info({ folded: news.folded }, 'building the read models from the event log');
      break;
    case 'ready':
    case 'settled':
    case 'stopped':
      break;
  }
}

type Watched = {
  readonly version: string;
  readonly storage: Storage;
  readonly sync: Sync;
  /** Undefined: switched off. */
  readonly engine: EngineThread | undefined;
  readonly exporter: Exporter;
  readonly vitals: Vitals;
  /** Started after the API was made. */
  readonly parts: { readonly broker?: MqttBroker; readonly opcua?: OpcuaThread };
};

/** What the API tells of the parts it cannot see. */
export function createProbes(watched: Watched): Probes {
  const { version, storage, sync, engine, vitals, parts } = watched;
  return {
    version,
    openAccess: true,
    headSeq: storage.headSeq,
    waitingMessages: () => storage.sink.waitingMessages,
    notGuaranteed: () => parts.broker?.stats.unguaranteed ?? 0,
    cloud: () => sync.status(),
    components: () => [
      {
        name: 'writer',
        ready: vitals.failing === undefined,
        ...(vitals.failing === undefined ? {} : { detail: vitals.failing }),
      },
      { name: 'mqtt', ready: parts.broker !== undefined },
      engineComponent(engine),
      ...opcuaComponents(parts.opcua),
    ],
    metrics: async () => [
      counter('lotline_commit_failures_total', 'Commits that failed.', vitals.failures),
      ...engineMetrics(engine),
      ...mqttMetrics(parts.broker),
      ...(await heapMetrics(threadsOf(watched))),
    ],
  };
}

function threadsOf({ storage, engine, exporter, parts }: Watched): NamedThread[] {
  const others = [
    { name: 'engine', worker: engine?.worker },
    { name: 'exports', worker: exporter.worker },
    { name: 'opcua', worker: parts.opcua?.worker },
  ];
  const running = others.filter((thread): thread is NamedThread => thread.worker !== undefined);
  return [...storage.threads, ...running];
}

/** Recall lists are answered without the engine too, so it never makes the edge unready. */
function engineComponent(engine: EngineThread | undefined): Component {
  const name = 'trace engine';
  if (engine === undefined) return { name, ready: true, detail: 'off: the tables answer' };
  const { status } = engine;
  if (status.state === 'ready') return { name, ready: true };
  const why = status.state === 'failed' ? `failed: ${status.reason}` : 'loading';
  return { name, ready: true, detail: `${why}; the tables answer` };
}

function engineMetrics(engine: EngineThread | undefined): Metric[] {
  if (engine?.status.state !== 'ready') return [];
  const { reachedSeq, bytes } = engine.status;
  return [
    {
      name: 'lotline_trace_engine_reached_seq',
      help: 'Last log position that the genealogy in memory has.',
      type: 'gauge',
      value: reachedSeq,
    },
    {
      name: 'lotline_trace_engine_bytes',
      help: 'Memory that the genealogy takes.',
      type: 'gauge',
      value: bytes,
    },
  ];
}

/** A machine that is away does not make the edge unready: its detail says so. */
function opcuaComponents(opcua: OpcuaThread | undefined): Component[] {
  return (opcua?.statuses() ?? []).map(({ connection, state, reason }) => ({
    name: `opcua ${connection}`,
    ready: true,
    detail: reason === undefined ? state : `${state}: ${reason}`,
  }));
}

function mqttMetrics(broker: MqttBroker | undefined): Metric[] {
  if (broker === undefined) return [];
  const { connections, stored, unguaranteed, unguaranteedLost, checks } = broker.stats;
  return [
    {
      name: 'lotline_mqtt_connections',
      help: 'Open MQTT connections.',
      type: 'gauge',
      value: connections,
    },
    counter(
      'lotline_mqtt_stored_total',
      'MQTT messages stored before their acknowledgement.',
      stored,
    ),
    counter('lotline_mqtt_unguaranteed_total', 'MQTT messages taken with QoS 0.', unguaranteed),
    counter('lotline_mqtt_unguaranteed_lost_total', 'QoS 0 messages lost.', unguaranteedLost),
    counter('lotline_mqtt_checks_total', 'Checks answered over MQTT.', checks),
  ];
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', value };
}
