import { lines, stationAt } from '../plant/layout.ts';
import type { Orders } from '../plant/orders.ts';
import type { Device } from '../plant/voices.ts';
import type { Product, World } from '../plant/world.ts';

/** A speaker on its way through assembly, test and packing. */
export type Speaker = Product & {
  /** Why it should fail the test: a defect that assembly left in it. */
  fault: string | undefined;
  /** The crossover board in it. */
  board: string | undefined;
  tests: number;
  refusals: number;
};

/** What is packed: a speaker, or a set of what was made before. */
export type Good = Product & {
  readonly speakers: readonly Speaker[];
  /** Of which goods a set is made; none for a speaker. */
  readonly parts: readonly Good[];
};

/** The marker at the head of the assembly line: one frame after another gets its serial. */
export class SpeakerMarker {
  readonly #world: World;
  readonly #marker: Device;
  readonly #orders: Orders;
  #marked = 0;

  constructor({ world, marker, orders }: { world: World; marker: Device; orders: Orders }) {
    this.#world = world;
    this.#marker = marker;
    this.#orders = orders;
  }

  take(): Promise<Speaker> {
    const { scenario, time, truth, id } = this.#world;
    if (scenario.units > 0 && this.#marked >= scenario.units) return new Promise(() => undefined);
    const atMs = time.nowMs();
    const { order, item } = this.#orders.begin(this.#marked);
    this.#marked += 1;
    const unit = id('SPK', this.#marked);
    this.#marker.say(stationAt('asm', 'COIL'), 'unit_started', { unit, item, order });
    const line = lines.asm.path;
    truth.record({ fact: 'started', unit, made: 'speaker', item, line, order, atMs });
    const isNew = { spoilt: false, fault: undefined, board: undefined, tests: 0, refusals: 0 };
    return Promise.resolve({ id: unit, item, order, ...isNew });
  }
}
