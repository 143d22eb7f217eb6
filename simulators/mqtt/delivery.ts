import type { World } from '../plant/world.ts';
import type { OutboxClient } from './outbox-client.ts';

/** A client's way to the broker, on which messages come late, twice, or out of order. */
export class Delivery {
  readonly name: string;
  readonly #world: World;
  readonly #client: OutboxClient;
  #sent = 0;
  #held = 0;

  constructor({ name, world, client }: { name: string; world: World; client: OutboxClient }) {
    this.name = name;
    this.#world = world;
    this.#client = client;
  }

  /** Messages that were said and are not acknowledged yet. */
  get pending(): number {
    return this.#held + this.#client.waiting;
  }

  send(topic: string, payload: string): void {
    const { faults } = this.#world.scenario;
    this.#sent += 1;
    const chance = this.#world.random('message', this.name, this.#sent);
    if (chance.chance(faults.lateRate)) {
      this.#hold(topic, payload, chance.between(1000, faults.lateMsMax));
    } else if (chance.chance(faults.reorderRate)) {
      this.#hold(topic, payload, chance.between(500, faults.reorderMsMax));
    } else {
      this.#client.send(topic, payload);
    }
    if (chance.chance(faults.duplicateRate)) {
      this.#hold(topic, payload, chance.between(0, faults.reorderMsMax));
    }
  }

  /** As it is, with no fault of the way. */
  sendRaw(topic: string, payload: string): void {
    this.#client.send(topic, payload);
  }

  /** Whatever can be said again later should not be said now. */
  get isFull(): boolean {
    return this.#client.isFull;
  }

  /** Settles when the machine may go on: its outbox is not full. */
  async room(): Promise<void> {
    const room = this.#client.room();
    if (room !== undefined) await this.#world.time.outside(room);
  }

  #hold(topic: string, payload: string, ms: number): void {
    this.#held += 1;
    void this.#world.time.sleep(ms).then(() => {
      this.#held -= 1;
      this.#client.send(topic, payload);
    });
  }
}
