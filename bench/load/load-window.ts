import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../figures.ts';
import { createMachine, type Machine, machineCount } from './events.ts';
import { Publisher } from './publisher.ts';

export type LoadOrder = {
  readonly port: number;
  readonly eventsPerMessage: number;
  /** Events a second over all machines; null: as fast as acknowledgements allow. */
  readonly eventsPerSecond: number | null;
  readonly seconds: number;
  /** Where each machine goes on, so that each broker gets an id once. */
  readonly firstNth: number;
  /** The time of each machine's event 0. */
  readonly startMs: number;
};

export type LoadReport = {
  /** Every event that was sent; each was acknowledged. */
  readonly events: number;
  /** Acknowledged in the window less its first fifth. */
  readonly eventsPerSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly nextNth: number;
};

type Sender = { readonly machine: Machine; readonly publisher: Publisher; nth: number };

const messagesInFlightMax = 50;
const lastAckTimeoutMs = 20_000;

/** One window of load on one broker: as fast as it acknowledges, or at a fixed rate. */
export class LoadWindow {
  readonly #order: LoadOrder;
  readonly #latenciesMs: number[] = [];
  #senders: readonly Sender[] = [];
  #sent = 0;
  #acked = 0;
  #beginAt = 0;

  constructor(order: LoadOrder) {
    this.#order = order;
  }

  async run(): Promise<LoadReport> {
    const { seconds, eventsPerMessage, eventsPerSecond } = this.#order;
    const failed = Promise.withResolvers<never>();
    this.#senders = await Promise.all(
      Array.from({ length: machineCount }, (_, index) => this.#open(index, failed.reject)),
    );
    this.#beginAt = performance.now();
    if (eventsPerSecond === null) for (const sender of this.#senders) this.#fill(sender);
    const pace = eventsPerSecond === null ? undefined : setInterval(() => this.#keepPace(), 1);
    await Promise.race([sleep(seconds * 1000), failed.promise]);
    clearInterval(pace);
    await Promise.race([this.#lastAck(), failed.promise]);
    for (const { publisher } of this.#senders) publisher.close();
    const latenciesMs = Float64Array.from(this.#latenciesMs).sort();
    return {
      events: this.#acked * eventsPerMessage,
      eventsPerSecond: (latenciesMs.length * eventsPerMessage) / (seconds * 0.8),
      ackP50Ms: quantile(latenciesMs, 0.5),
      ackP99Ms: quantile(latenciesMs, 0.99),
      nextNth: Math.max(...this.#senders.map(({ nth }) => nth)),
    };
  }

  async #open(index: number, onError: (error: Error) => void): Promise<Sender> {
    const machine = createMachine(index, this.#order.startMs);
    const publisher: Publisher = await Publisher.open({
      port: this.#order.port,
      clientId: `m${index}`,
      topic: machine.topic,
      inFlightMax: messagesInFlightMax,
      onAck: (sentAt) => this.#note(sentAt),
      onRoom: () => {
        if (this.#order.eventsPerSecond === null) this.#fill(sender);
      },
      onError,
    });
    const sender = { machine, publisher, nth: this.#order.firstNth };
    return sender;
  }

  #note(sentAt: number): void {
    this.#acked += 1;
    const now = performance.now();
    const seconds = (now - this.#beginAt) / 1000 / this.#order.seconds;
    if (seconds >= 0.2 && seconds < 1) this.#latenciesMs.push(now - sentAt);
  }

  #fill(sender: Sender): void {
    const now = performance.now();
    if (now - this.#beginAt < this.#order.seconds * 1000) {
      this.#send(sender, sender.publisher.room, now);
    }
  }

  /** Sends what is due by now, in turn; latency counts from when it was due. */
  #keepPace(): void {
    const { eventsPerMessage, eventsPerSecond } = this.#order;
    const messagesPerMs = (eventsPerSecond ?? 0) / eventsPerMessage / 1000;
    const due = Math.floor((performance.now() - this.#beginAt) * messagesPerMs);
    while (this.#sent < due) {
      const sender = this.#senders[this.#sent % machineCount];
      if (sender === undefined || sender.publisher.room === 0) return;
      this.#send(sender, 1, this.#beginAt + this.#sent / messagesPerMs);
    }
  }

  #send(sender: Sender, messages: number, dueAt: number): void {
    const { eventsPerMessage } = this.#order;
    const payloads = Array.from({ length: messages }, (_, index) =>
      sender.machine.say(sender.nth + index * eventsPerMessage, eventsPerMessage),
    );
    sender.nth += messages * eventsPerMessage;
    this.#sent += messages;
    sender.publisher.publish(payloads, dueAt);
  }

  async #lastAck(): Promise<void> {
    const giveUpAt = performance.now() + lastAckTimeoutMs;
    while (this.#acked < this.#sent) {
      if (performance.now() > giveUpAt) {
        throw new Error(`${this.#sent - this.#acked} messages were not acknowledged`);
      }
      await sleep(2);
    }
  }
}
