import { connect, type MqttClient } from 'mqtt';

/** Publishes that wait for their acknowledgement at once. */
const inFlightMax = 50;
/** From this many on, whoever asks for room waits until the broker has caught up. */
const waitingMax = 2000;
const backOffMs = { first: 100, max: 3000 };

export type OutboxClientOptions = {
  readonly url: string;
  readonly clientId: string;
  /** A number in [0, 1) that spreads reconnects. */
  readonly random: () => number;
};

/**
 * An MQTT client that keeps each message until the broker has acknowledged it (QoS 1), and sends
 * what was not acknowledged again, in order, on every new connection.
 */
export class OutboxClient {
  readonly #options: OutboxClientOptions;
  /** By the number of the message, so in the order in which they were given. */
  readonly #kept = new Map<number, Message>();
  readonly #waitingForRoom: (() => void)[] = [];
  #given = 0;
  #nextToSend = 0;
  #inFlight = 0;
  #connection: MqttClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #attempts = 0;
  #isAwayUntilMs = 0;
  #isClosed = false;

  constructor(options: OutboxClientOptions) {
    this.#options = options;
  }

  /** How many messages are not acknowledged yet. */
  get waiting(): number {
    return this.#kept.size;
  }

  get isFull(): boolean {
    return this.#kept.size >= waitingMax;
  }

  start(): void {
    const { url, clientId } = this.#options;
    const connection = connect(url, {
      clientId,
      clean: true,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: 5000,
      keepalive: 30,
    });
    this.#connection = connection;
    connection.on('connect', () => {
      this.#attempts = 0;
      this.#inFlight = 0;
      this.#nextToSend = this.#kept.keys().next().value ?? this.#given;
      this.#pump();
    });
    // An error is followed by `close`; both mean the same here.
    connection.on('error', () => undefined);
    connection.once('close', () => this.#reconnect(connection));
  }

  send(topic: string, payload: string): void {
    this.#kept.set(this.#given, { topic, payload });
    this.#given += 1;
    this.#pump();
  }

  /** Nothing when there is room; otherwise settles when fewer than the maximum of messages wait. */
  room(): Promise<void> | undefined {
    if (!this.isFull) return undefined;
    return new Promise((resolve) => {
      this.#waitingForRoom.push(resolve);
    });
  }

  /** Cuts the connection as a pulled cable would, for this long in real time. */
  disconnect(realMs: number): void {
    this.#isAwayUntilMs = performance.now() + realMs;
    this.#connection?.stream.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#connection?.endAsync(true);
  }

  #reconnect(lost: MqttClient): void {
    lost.end(true);
    if (this.#isClosed) return;
    const backOff = Math.min(backOffMs.max, backOffMs.first * 2 ** this.#attempts);
    this.#attempts += 1;
    const waitMs = Math.max(
      backOff * (0.5 + this.#options.random()),
      this.#isAwayUntilMs - performance.now(),
    );
    this.#retry = setTimeout(() => this.start(), waitMs);
  }

  #pump(): void {
    const connection = this.#connection;
    if (connection?.connected !== true) return;
    while (this.#inFlight < inFlightMax && this.#nextToSend < this.#given) {
      const number = this.#nextToSend;
      this.#nextToSend += 1;
      const message = this.#kept.get(number);
      if (message !== undefined) this.#publish(connection, number, message);
    }
  }

  #publish(connection: MqttClient, number: number, { topic, payload }: Message): void {
    this.#inFlight += 1;
    connection.publish(topic, payload, { qos: 1 }, (error) => {
      if (error !== undefined && error !== null) return; // It is kept, and sent on the next connection.
      if (!this.#kept.delete(number) || connection !== this.#connection) return;
      this.#inFlight -= 1;
      if (!this.isFull) {
        for (const resolve of this.#waitingForRoom.splice(0)) resolve();
      }
      this.#pump();
    });
  }
}

type Message = { readonly topic: string; readonly payload: string };
