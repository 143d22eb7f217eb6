import { type LineKey, lines, stationAt } from './layout.ts';
import type { Device } from './voices.ts';
import type { World } from './world.ts';

/** The job orders of one line, released one ahead of the running one. */
export class Orders {
  readonly #world: World;
  readonly #erp: Device;
  readonly #line: LineKey;
  readonly #itemOf: (order: number) => string;
  /** Running orders, and how many pieces of each are missing. */
  readonly #open = new Map<string, number>();
  #begun = 0;
  #released = 0;

  constructor({ world, erp, line, itemOf }: OrdersOptions) {
    this.#world = world;
    this.#erp = erp;
    this.#line = line;
    this.#itemOf = itemOf;
  }

  /** The order and item of the line's n-th piece, counted from 0. */
  begin(piece: number): { readonly order: string; readonly item: string } {
    const { unitsPerOrder } = this.#world.scenario;
    const number = Math.floor(piece / unitsPerOrder);
    while (this.#released <= number + 1) this.#release(this.#released);
    const order = this.#idOf(number);
    const item = this.#itemOf(number);
    if (number >= this.#begun) {
      this.#begun = number + 1;
      this.#open.set(order, unitsPerOrder);
      this.#say('order_started', { order, item, line: lines[this.#line].path });
    }
    return { order, item };
  }

  /** A piece of the order is made, or lost. */
  done(order: string): void {
    const open = this.#open.get(order);
    // The last panel of an order may hold more boards than it needed.
    if (open === undefined) return;
    this.#open.set(order, open - 1);
    if (open > 1) return;
    this.#open.delete(order);
    const quantity = { value: this.#world.scenario.unitsPerOrder, uom: '1' };
    this.#say('order_completed', { order, quantity, line: lines[this.#line].path });
  }

  #release(number: number): void {
    this.#released = number + 1;
    this.#say('order_released', {
      order: this.#idOf(number),
      item: this.#itemOf(number),
      quantity: { value: this.#world.scenario.unitsPerOrder, uom: '1' },
      line: lines[this.#line].path,
    });
  }

  #idOf(number: number): string {
    return this.#world.id(`WO-${this.#line.toUpperCase()}`, number + 1);
  }

  #say(type: 'order_released' | 'order_started' | 'order_completed', fields: object): void {
    this.#erp.say(stationAt(this.#line, lines[this.#line].stations[0]), type, { ...fields });
  }
}

type OrdersOptions = {
  readonly world: World;
  readonly erp: Device;
  readonly line: LineKey;
  readonly itemOf: (order: number) => string;
};
