import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { generate, type Packet, parser } from 'mqtt-packet';
import { pino } from 'pino';
import type { Interlock } from '../../domain/check.ts';
import type { EventSink, RawMessage } from '../../domain/event-sink.ts';
import { createMqttBroker, type MqttBroker } from '../../gateway/mqtt/broker.ts';
import { mqttConfig } from '../../gateway/mqtt/config.ts';

/** A sink at the true seam whose commits the test decides. It keeps copies, as the writer does. */
export class HandSink implements EventSink {
  readonly taken: (RawMessage & { readonly text: string })[] = [];
  /** How each commit ends; kept by default at once. */
  commit: (message: RawMessage) => Promise<void> = () => Promise.resolve();

  store(message: RawMessage): Promise<void> {
    this.taken.push({ ...message, text: Buffer.from(message.payload).toString('utf8') });
    return this.commit(message);
  }

  append(): Promise<never> {
    return Promise.reject(new Error('MQTT asks for no receipts'));
  }
}

export const allowAll: Interlock = ({ id }) =>
  Promise.resolve({ ...(id === undefined ? {} : { id }), allow: true, reasons: [] });

type Plant = AsyncDisposable & {
  readonly broker: MqttBroker;
  readonly port: number;
  readonly webSocketPort: number | undefined;
  readonly sink: HandSink;
  readonly logged: readonly Record<string, unknown>[];
};

type Settings = Parameters<typeof mqttConfig.parse>[0] & object;

/** A broker on a free port of this machine, for unnamed clients unless the settings say otherwise. */
export async function startBroker(
  settings: Settings = {},
  parts: { interlock?: Interlock; env?: NodeJS.ProcessEnv } = {},
): Promise<Plant> {
  const sink = new HandSink();
  const logged: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line) => logged.push(JSON.parse(line)) });
  const config = mqttConfig.parse({ port: 0, anonymous: true, ...settings });
  const broker = createMqttBroker({ config, sink, log, interlock: allowAll, ...parts });
  const dispose = () => broker[Symbol.asyncDispose]();
  const { port, webSocketPort } = await broker.start().catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return { broker, port, webSocketPort, sink, logged, [Symbol.asyncDispose]: dispose };
}

type Client = AsyncDisposable & { readonly mqtt: MqttClient };

export async function connectClient(port: number, options: IClientOptions = {}): Promise<Client> {
  const client = await mqtt.connectAsync({
    host: '127.0.0.1',
    port,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
  client.on('error', () => {}); // A test that provokes one looks at its effect.
  return { mqtt: client, [Symbol.asyncDispose]: () => client.endAsync(true) };
}

/** A client that sends exactly the packets it is told to, and keeps what comes back. */
export class RawClient implements Disposable {
  readonly received: Packet[] = [];
  readonly closed: Promise<void>;
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    const packets = parser();
    packets.on('packet', (packet: Packet) => this.received.push(packet));
    this.socket.on('data', (chunk) => packets.parse(chunk));
    this.socket.on('error', () => {}); // Being cut off is what many tests are about.
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  static async connect(port: number, clientId = 'raw-1'): Promise<RawClient> {
    const client = new RawClient(port);
    client.send({ cmd: 'connect', clientId, clean: true, keepalive: 0, protocolId: 'MQTT' });
    await client.receive('connack');
    return client;
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet));
  }

  publish(topic: string, { id = 1, qos = 1 as 0 | 1 | 2, payload = '{}' as string | Buffer } = {}) {
    const messageId = qos === 0 ? {} : { messageId: id };
    this.send({ cmd: 'publish', topic, payload, qos, dup: false, retain: false, ...messageId });
  }

  async receive<C extends Packet['cmd']>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    const isWanted = (packet: Packet): packet is Extract<Packet, { cmd: C }> => packet.cmd === cmd;
    await until(() => this.received.some(isWanted));
    const index = this.received.findIndex(isWanted);
    const [packet] = this.received.splice(index, 1);
    if (packet === undefined || !isWanted(packet)) throw new Error('the packet was seen before');
    return packet;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** Waits for a fact; the test's own timeout is the limit. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(5);
}

/** Long enough for a wrong answer to arrive on this machine. */
export async function aWhile(): Promise<void> {
  await sleep(100);
}

export const stationTopic = 'lotline/v1/hanoi/smt/line-1/printer';
export const eventTopic = `${stationTopic}/unit_processed`;
