import type { Random } from '../../simulators/base/random.ts';
import type { Materials } from './materials.ts';
import type { Line } from './plant.ts';
import type { Scribe, Thing } from './scribe.ts';

/** What is booked by count is in every unit of so many orders of its line. */
const ordersPerLot = 3;

type Start = { readonly item: string; readonly atMs: number };
type Order = { readonly code: string; readonly booked: Thing; left: number };

/** Units are started under the orders of their line; a lot of small parts is booked to each by count. */
export class Orders {
  /** Lots that were booked to orders. */
  readonly booked: Thing[] = [];
  readonly #scribe: Scribe;
  readonly #materials: Materials;
  readonly #random: Random;
  readonly #running = new Map<string, Order>();
  readonly #begun = new Map<string, number>();

  constructor(scribe: Scribe, materials: Materials, random: Random) {
    this.#scribe = scribe;
    this.#materials = materials;
    this.#random = random;
  }

  /** The line starts the unit under the order at hand. */
  start(unit: Thing, { name, source }: Line, { item, atMs }: Start): void {
    let order = this.#running.get(name);
    if (order === undefined || order.left === 0) order = this.#begin(name, order, atMs);
    order.left -= 1;
    const started = { type: 'unit_started', unit: unit.id, item, order: order.code };
    this.#scribe.tell(source, atMs, started);
    this.#scribe.link(order.booked, unit, atMs);
  }

  #begin(line: string, last: Order | undefined, atMs: number): Order {
    const nth = this.#begun.get(line) ?? 0;
    this.#begun.set(line, nth + 1);
    const code = `WO-${line}-${String(nth + 1).padStart(5, '0')}`;
    const units = this.#random.int(200, 1000);
    const booked = (nth % ordersPerLot === 0 ? undefined : last?.booked) ?? this.#lot(line, atMs);
    this.#scribe.tell('erp', atMs, {
      type: 'lot_consumed',
      lot: booked.id,
      quantity: { value: units, uom: '1' },
      by: { order: code },
    });
    const order = { code, booked, left: units };
    this.#running.set(line, order);
    return order;
  }

  #lot(line: string, atMs: number): Thing {
    const lot = this.#materials.received(`PARTS-${line}`, atMs - 3_600_000);
    this.booked.push(lot);
    return lot;
  }
}
