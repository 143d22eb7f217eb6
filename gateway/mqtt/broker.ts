import { Aedes, type Client } from 'aedes';
import type { Logger } from 'pino';
import type { Interlock } from '../../domain/check.ts';
import type { EventSink } from '../../domain/event-sink.ts';
import { connectionOf, createAccess } from './access.ts';
import type { MqttConfig } from './config.ts';
import { loadCredentials } from './credentials.ts';
import { Intake } from './intake.ts';
import { type Listener, listenTcp, listenWebSocket } from './listeners.ts';
import { type Origin, Refusal, type RefusalReason, Refusals } from './refusals.ts';
import { createSessionStore } from './session-store.ts';
import { type Accepted, Connection } from './wire/connection.ts';

/** How long a closing broker waits for what was sent to be stored. */
const closeTimeoutMs = 5000;
/** Deliveries side by side. None waits for a slow subscriber, so this is only a ceiling. */
const deliveriesMax = 10_000;
/** Packets that a client may send on before it has its CONNACK. */
const earlyPacketsMax = 1000;

type Parts = {
  readonly config: MqttConfig;
  readonly sink: EventSink;
  readonly interlock: Interlock;
  readonly log: Logger;
  /** Where `secretEnv` looks; the process's environment unless said. */
  readonly env?: NodeJS.ProcessEnv;
};

/** The embedded MQTT 3.1.1 broker: aedes behind a guard, with its acknowledgements after the commit. */
export function createMqttBroker(parts: Parts): MqttBroker {
  return new MqttBroker(parts);
}

export class MqttBroker {
  readonly #parts: Parts;
  readonly #refusals: Refusals;
  readonly #intake: Intake;
  readonly #connections = new Set<Connection>();
  #aedes: Aedes | undefined;
  #listeners: readonly Listener[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#refusals = new Refusals(parts.log);
    this.#intake = new Intake({
      ...parts,
      refusals: this.#refusals,
      publish: (topic, payload) =>
        this.#aedes?.publish(
          { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false },
          () => {}, // A reply that reaches nobody is asked for again.
        ),
    });
  }

  /**
   * Reads the secrets and listens. Returns the ports, chosen ones where the config says 0. When it
   * throws, the broker is still to be disposed.
   */
  async start(): Promise<{ readonly port: number; readonly webSocketPort?: number }> {
    const { config, log } = this.#parts;
    const aedes = await this.#createAedes();
    this.#aedes = aedes;
    await aedes.listen();
    const accept = (accepted: Accepted) => this.#accept(accepted, aedes);
    const tcp = await listenTcp(config, accept);
    this.#listeners = [tcp];
    const { port } = tcp;
    log.info({ host: config.host, port, anonymous: config.anonymous }, 'mqtt listens');
    if (config.webSocket === undefined) return { port };
    const webSocket = await listenWebSocket(
      { ...config, ...config.webSocket },
      { accept, refuse: (refusal, address) => this.#refusals.count(refusal, strangerAt(address)) },
    );
    this.#listeners = [tcp, webSocket];
    log.info({ host: config.host, port: webSocket.port }, 'mqtt listens for websockets');
    return { port, webSocketPort: webSocket.port };
  }

  /** What happened since the start, for the pages and the metrics. */
  get stats() {
    const connections = this.#connections.size;
    return { connections, ...this.#intake.counts, refused: this.#refusals.counts() };
  }

  /** Closes the connections, and waits for what they sent to be stored, wills included. */
  async [Symbol.asyncDispose](): Promise<void> {
    const aedes = this.#aedes;
    const closed = this.#listeners.map((listener) => listener.close());
    if (aedes !== undefined) await new Promise<void>((resolve) => aedes.close(resolve));
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(closed);
    await settled(this.#intake.idle(), closeTimeoutMs);
    this.#refusals[Symbol.dispose]();
  }

  async #createAedes(): Promise<Aedes> {
    const { config, env = process.env } = this.#parts;
    const refusals = this.#refusals;
    const aedes = new Aedes({
      ...createAccess({
        config,
        credentials: await loadCredentials(config.clients, env),
        refusals,
      }),
      authorizePublish: this.#intake.authorizePublish,
      persistence: createSessionStore({
        ...config,
        onRetainedFull: (topic) =>
          refusals.count(new Refusal('retained_full', `${topic} is not retained`), anybody),
      }),
      concurrency: deliveriesMax,
      connectTimeout: config.connectTimeoutMs,
      drainTimeout: config.drainTimeoutMs,
      maxInflightInbound: config.qos2InFlightMax,
      maxTopicLevels: config.topicLevelsMax,
      maxClientsIdLength: Number.MAX_SAFE_INTEGER, // The hooks check client ids.
      queueLimit: earlyPacketsMax,
    });
    const onError = (client: Client, error: Error) => this.#explain(client, error);
    aedes.on('clientError', onError);
    aedes.on('connectionError', onError);
    aedes.on('unsubscribe', (filters, client) => {
      for (const filter of filters) connectionOf(client).subscriptions.delete(filter);
    });
    return aedes;
  }

  #accept(accepted: Accepted, aedes: Aedes): void {
    const { config } = this.#parts;
    const { socket, address } = accepted;
    if (this.#connections.size >= config.clientsMax) {
      const message = `clientsMax (${config.clientsMax}) connections are open`;
      this.#refusals.count(new Refusal('too_many_clients', message), strangerAt(address));
      socket.on('error', () => {}); // It is being closed; nothing more can come of it.
      socket.destroy();
      return;
    }
    const connection = new Connection(accepted, config);
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
    aedes.handle(connection);
  }

  /** aedes reports the first error of a connection, and then each message that was on its way. */
  #explain(client: Client, error: Error): void {
    if (client.closed || isNetworkError(error)) return;
    const refusal = error instanceof Refusal ? error : toRefusal(error);
    this.#refusals.count(refusal, connectionOf(client).origin);
  }
}

const anybody: Origin = { source: 'mqtt:any' };

function strangerAt(address: string): Origin {
  return { source: 'mqtt:unknown', address };
}

/** The words of aedes 1.2 for what ended a connection. */
const reasonOfMessage: readonly (readonly [start: string, reason: RefusalReason])[] = [
  ['connect did not arrive in time', 'connect_timeout'],
  ['drain timeout', 'slow_client'],
  ['keep alive timeout', 'keepalive_timeout'],
  ['maxInflightInbound exceeded', 'too_many_in_flight'],
  ['unacceptable protocol version', 'protocol_version'],
];

function toRefusal(cause: Error): Refusal {
  const known = reasonOfMessage.find(([start]) => cause.message.startsWith(start));
  return new Refusal(known?.[1] ?? 'protocol_error', cause.message, { cause });
}

/** Errors of the system carry a code; those of the WebSocket protocol do too, and are refusals. */
function isNetworkError(error: Error): boolean {
  return 'code' in error && !String(error.code).startsWith('WS_ERR_');
}

async function settled(work: Promise<void>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, timeoutMs);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}
