import { assert } from '../../domain/assert.ts';
import type { Item } from './items.ts';
import type { Device } from './voices.ts';
import type { World } from './world.ts';

/** A lot in the plant, with what is left of it. */
export type Lot = { readonly id: string; left: number; readonly spoilt: boolean };

/** Where a slot gets its next lot from, and where half used ones go. */
export type Supply = {
  readonly uom: string;
  readonly next: () => Lot;
  readonly giveBack: (lot: Lot) => void;
};

/** The line-side store: it receives lots ahead of their use, splits some, and keeps opened ones. */
export class Stock {
  readonly #world: World;
  readonly #terminal: Device;
  readonly #shelves = new Map<string, { waiting: Lot[]; opened: Lot[] }>();
  #received = 0;

  constructor(world: World, terminal: Device) {
    this.#world = world;
    this.#terminal = terminal;
  }

  supplyOf(item: Item, station: string): Supply {
    const shelf = this.#shelfOf(item);
    return {
      uom: item.uom,
      next: () => {
        while (shelf.waiting.length < 2) shelf.waiting.push(...this.#receive(item, station));
        const lot = shelf.opened.shift() ?? shelf.waiting.shift();
        assert(lot !== undefined, 'the store received a lot before giving one out');
        return lot;
      },
      giveBack: (lot) => {
        shelf.opened.push(lot);
      },
    };
  }

  #shelfOf(item: Item): { waiting: Lot[]; opened: Lot[] } {
    const shelf = this.#shelves.get(item.item) ?? { waiting: [], opened: [] };
    this.#shelves.set(item.item, shelf);
    return shelf;
  }

  #receive(item: Item, station: string): Lot[] {
    const world = this.#world;
    const { scenario } = world;
    this.#received += 1;
    const id = world.id(item.prefix, this.#received);
    const random = world.random('lot', id);
    const lasts = random.int(scenario.unitsPerLotMin, scenario.unitsPerLotMax);
    const lot = {
      id,
      left: round(lasts * item.perSpeaker),
      spoilt: random.chance(scenario.badLotRate),
    };
    const nowMs = world.time.nowMs();
    this.#terminal.say(station, 'lot_received', {
      lot: id,
      item: item.item,
      quantity: { value: lot.left, uom: item.uom },
      supplier: item.supplier,
      supplierLot: `${random.int(1000, 9999)}-${random.int(100, 999)}`,
      mpn: item.mpn,
      dateCode: `26${random.int(10, 46)}`,
      ...(item.msl === undefined ? {} : { msl: item.msl }),
      ...(item.expires === undefined
        ? {}
        : { expiresAt: this.#terminal.stamp(nowMs + random.int(60, 180) * 86_400_000) }),
      location: 'line-side store',
    });
    return random.chance(scenario.splitRate) ? this.#split(lot, item, station) : [lot];
  }

  /** One part is cut off and used on its own; the mother keeps the rest. */
  #split(lot: Lot, item: Item, station: string): Lot[] {
    const part = { id: `${lot.id}-A`, left: Math.floor(lot.left / 2), spoilt: lot.spoilt };
    lot.left = round(lot.left - part.left);
    this.#terminal.say(station, 'lot_split', {
      lot: lot.id,
      into: [{ lot: part.id, quantity: { value: part.left, uom: item.uom } }],
    });
    this.#world.truth.record({
      fact: 'split',
      from: lot.id,
      to: part.id,
      atMs: this.#world.time.nowMs(),
    });
    return [part, lot];
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
