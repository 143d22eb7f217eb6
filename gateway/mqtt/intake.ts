import type { AedesOptions, Client, PublishPacket } from 'aedes';
import { assertNever } from '../../domain/assert.ts';
import type { Interlock } from '../../domain/check.ts';
import type { EventSink, RawMessage } from '../../domain/event-sink.ts';
import { connectionOf } from './access.ts';
import { answerCheck } from './checks.ts';
import type { MqttConfig } from './config.ts';
import { Refusal, type Refusals } from './refusals.ts';
import { mayPublish, type TopicUse, toTopicUse } from './topics.ts';
import type { Connection, Peer } from './wire/connection.ts';

/** What a waiting message costs beside its payload: topic, packet, promise. */
const messageBytes = 512;

type Parts = {
  readonly config: MqttConfig;
  readonly sink: EventSink;
  readonly interlock: Interlock;
  readonly refusals: Refusals;
  readonly publish: (topic: string, payload: string) => void;
};

type Done = (error?: Error | null) => void;
type Taken = { readonly message: RawMessage; readonly connection: Connection };

/**
 * Takes what clients publish. aedes acknowledges QoS 1 before it does anything else with a message;
 * only `authorizePublish` comes earlier, so the message is stored there and the acknowledgement
 * waits for the commit (invariant 1).
 */
export class Intake {
  readonly #parts: Parts;
  readonly #counts = { stored: 0, unguaranteed: 0, unguaranteedLost: 0, checks: 0 };
  #waiting = 0;
  #unguaranteedBytes = 0;
  #idle = Promise.withResolvers<void>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly authorizePublish: NonNullable<AedesOptions['authorizePublish']> = (
    client,
    packet,
    done,
  ) => {
    // Only aedes's own clean-up after another broker of a cluster passes no client.
    if (client === null) return done(new Error('a message has a client'));
    const connection = connectionOf(client);
    const { topic } = packet;
    const use = this.#judge(topic, connection.peer);
    if (use === 'reserved') return this.#refuse(client, topic, done);
    const message: RawMessage = {
      format: use === 'event' ? 'native-mqtt' : 'unknown',
      source: connection.peer.source,
      topic,
      payload: toBytes(packet),
      // The sender of a will is gone and cannot send again.
      guaranteed: packet.qos > 0 && !client.closed,
    };
    // A retained message without payload only clears the retained one (MQTT-3.3.1-10).
    if (use === 'ignored' || (packet.retain && message.payload.length === 0)) return done();
    if (use === 'check') return this.#answer({ message, connection }, done);
    if (use !== 'event' && use !== 'foreign') return assertNever(use);
    if (message.guaranteed) this.#store({ message, connection }, done);
    else this.#storeUnguaranteed(message, done);
  };

  get counts() {
    return { ...this.#counts, waiting: this.#waiting };
  }

  /** Resolves when nothing waits to be stored or answered. */
  idle(): Promise<void> {
    return this.#waiting === 0 ? Promise.resolve() : this.#idle.promise;
  }

  /** A topic that the client was not granted is as good as reserved. */
  #judge(topic: string, { grants }: Peer): TopicUse {
    return grants === null || mayPublish(grants, topic)
      ? toTopicUse(topic, this.#parts.config.ignoreTopics)
      : 'reserved';
  }

  #store({ message, connection }: Taken, done: Done): void {
    const bytes = message.payload.length + messageBytes;
    this.#begin(connection, bytes);
    this.#parts.sink.store(message).then(
      () => {
        this.#end(connection, bytes);
        this.#counts.stored += 1;
        done();
      },
      (cause: unknown) => {
        this.#end(connection, bytes);
        done(new Refusal('not_stored', `the message was not stored: ${String(cause)}`, { cause }));
      },
    );
  }

  /** QoS 0 and wills: nobody waits, so what cannot be stored is lost, and counted. */
  #storeUnguaranteed(message: RawMessage, done: Done): void {
    const bytes = message.payload.length + messageBytes;
    this.#counts.unguaranteed += 1;
    if (this.#unguaranteedBytes + bytes > this.#parts.config.unguaranteedBytesMax) {
      this.#lose(message, 'unguaranteedBytesMax is reached');
      done();
      return;
    }
    this.#unguaranteedBytes += bytes;
    this.#waiting += 1;
    this.#parts.sink
      .store(message)
      .then(
        () => {
          this.#counts.stored += 1;
        },
        (error: unknown) => this.#lose(message, String(error)),
      )
      .finally(() => {
        this.#unguaranteedBytes -= bytes;
        this.#end();
      });
    done();
  }

  /** The answer is on its way before the question is acknowledged. */
  #answer({ message, connection }: Taken, done: Done): void {
    const bytes = message.payload.length + messageBytes;
    const { interlock, config, publish } = this.#parts;
    this.#begin(connection, bytes);
    this.#counts.checks += 1;
    // answerCheck never rejects.
    void answerCheck(message, { interlock, timeoutMs: config.checkTimeoutMs }).then((reply) => {
      this.#end(connection, bytes);
      publish(`${message.topic}/reply`, JSON.stringify(reply));
      done();
    });
  }

  #refuse(client: Client, topic: string, done: Done): void {
    const refusal = new Refusal('topic_not_allowed', `may not publish on ${topic.slice(0, 200)}`);
    // aedes says nothing about a will that was refused; otherwise the connection closes with it.
    if (client.closed) this.#parts.refusals.count(refusal, connectionOf(client).origin);
    done(refusal);
  }

  #lose({ source }: RawMessage, why: string): void {
    this.#counts.unguaranteedLost += 1;
    const lost = new Refusal('unguaranteed_lost', `a message without guarantee is lost: ${why}`);
    this.#parts.refusals.count(lost, { source });
  }

  #begin(connection: Connection, bytes: number): void {
    this.#waiting += 1;
    connection.hold(bytes);
  }

  #end(connection?: Connection, bytes = 0): void {
    connection?.release(bytes);
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    this.#idle.resolve();
    this.#idle = Promise.withResolvers();
  }
}

function toBytes({ payload }: PublishPacket): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}
