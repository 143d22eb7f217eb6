import type { Device } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';
import { Delivery } from './delivery.ts';
import { createMqttDevice } from './mqtt-device.ts';
import { OutboxClient } from './outbox-client.ts';

export type FleetMember = {
  readonly device: Device;
  readonly delivery: Delivery;
  readonly client: OutboxClient;
};

/** All MQTT clients of the plant, each with a name, a clock and an outbox of its own. */
export class Fleet {
  readonly #world: World;
  readonly #url: string;
  readonly #clients = new Map<string, FleetMember>();
  #unfinished = 0;

  constructor(world: World, url: string) {
    this.#world = world;
    this.#url = url;
  }

  /** What people have yet to put right; the plant is not done before. */
  readonly unfinished = {
    begin: (): void => {
      this.#unfinished += 1;
    },
    end: (): void => {
      this.#unfinished -= 1;
    },
  };

  /** The client of this name; it connects when it is first asked for. */
  member(name: string): FleetMember {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const random = this.#world.random('reconnect', name).next;
    const client = new OutboxClient({ url: this.#url, clientId: name, random });
    const delivery = new Delivery({ name, world: this.#world, client });
    const device = createMqttDevice(this.#world, delivery, this.unfinished);
    const member = { client, delivery, device };
    this.#clients.set(name, member);
    client.start();
    return member;
  }

  get members(): readonly FleetMember[] {
    return [...this.#clients.values()];
  }

  /** Messages and corrections that are not acknowledged yet. */
  get pending(): number {
    return this.members.reduce((sum, { delivery }) => sum + delivery.pending, this.#unfinished);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map(({ client }) => client[Symbol.asyncDispose]()));
  }
}
