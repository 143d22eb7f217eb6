import { type LineKey, lines, stationAt } from './layout.ts';
import type { Supply } from './stock.ts';
import type { Device } from './voices.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
/** Most orders are done by then, at a full hour; after a long stop one is late. */
const dueAfterHours = 4;

/** The job orders of one line, released one ahead of the running one. */
export class Orders {
  readonly #world: World;
  readonly #erp: Device;
  readonly #line: LineKey;
  readonly #itemOf: (order: number) => string;
  readonly #issue: OrdersOptions['issue'];
  /** Running orders, and how many pieces of each are missing. */
  readonly #open = new Map<string, number>();
  #begun = 0;
  #released = 0;

  constructor({ world, erp, line, itemOf, issue }: OrdersOptions) {
    this.#world = world;
    this.#erp = erp;
    this.#line = line;
    this.#itemOf = itemOf;
    this.#issue = issue;
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
      this.#issueTo(order);
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

  /** One lot is enough for the whole order; it is booked at once or some time later. */
  #issueTo(order: string): void {
    const { scenario, truth, time } = this.#world;
    if (this.#issue === undefined) return;
    const { supply, perProduct } = this.#issue;
    const { id: lot } = supply.next();
    const quantity = { value: scenario.unitsPerOrder * perProduct, uom: supply.uom };
    const station = stationAt(this.#line, lines[this.#line].stations[0]);
    const right = { lot, quantity, by: { order } };
    this.#erp.sayNowOrLate({ station, type: 'lot_consumed', right });
    truth.record({ fact: 'booked_to_order', lot, order, atMs: time.nowMs() });
  }

  #release(number: number): void {
    this.#released = number + 1;
    const dueMs = Math.ceil(this.#world.time.nowMs() / hourMs + dueAfterHours) * hourMs;
    this.#say('order_released', {
      order: this.#idOf(number),
      item: this.#itemOf(number),
      quantity: { value: this.#world.scenario.unitsPerOrder, uom: '1' },
      line: lines[this.#line].path,
      dueAt: new Date(dueMs).toISOString(),
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
  /** What is handed out to each order as a whole, if anything. */
  readonly issue?: { readonly supply: Supply; readonly perProduct: number };
};
