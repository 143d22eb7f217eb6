import { assert } from '../../domain/assert.ts';
import { type Item, otherSupplier } from './items.ts';
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
  readonly #shelves = new Map<string, Shelf>();
  #received = 0;
  #handled = 0;

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
        return this.#joined(shelf, item, station) ?? firstOf(shelf);
      },
      giveBack: (lot) => this.#takeBack(lot, shelf, { item, station }),
    };
  }

  /** Two lots put together into one, now and then. */
  #joined(shelf: Shelf, item: Item, station: string): Lot | undefined {
    const { random, scenario, truth, time, id } = this.#world;
    this.#handled += 1;
    if (!random('join', this.#handled).chance(scenario.joinRate)) return undefined;
    const lots = [firstOf(shelf), firstOf(shelf)] as const;
    const [a, b] = lots;
    if (a.id === b.id) {
      shelf.waiting.unshift(b);
      return a;
    }
    const into = {
      id: id(`${item.prefix}J`, this.#handled),
      left: round(a.left + b.left),
      spoilt: a.spoilt || b.spoilt,
    };
    this.#terminal.sayNowOrLate({
      station,
      type: 'lots_joined',
      right: {
        lots: lots.map(({ id: lot, left }) => ({
          lot,
          quantity: { value: round(left), uom: item.uom },
        })),
        into: into.id,
      },
    });
    truth.record({ fact: 'joined', from: [a.id, b.id], to: into.id, atMs: time.nowMs() });
    return into;
  }

  /** A half used lot comes back: it is counted, thrown away, sent back, or waits for its next use. */
  #takeBack(lot: Lot, shelf: Shelf, { item, station }: { item: Item; station: string }): void {
    const { random, scenario, truth, time } = this.#world;
    this.#handled += 1;
    const chance = random('back', this.#handled);
    const atMs = time.nowMs();
    const amount = { lot: lot.id, quantity: { value: round(lot.left), uom: item.uom } };
    if (chance.chance(0.3)) {
      this.#terminal.say(station, 'lot_counted', { ...amount, location: 'line-side store' });
      truth.record({ fact: 'lot_counted', lot: lot.id, atMs });
    }
    if (chance.chance(0.05)) {
      this.#terminal.say(station, 'lot_scrapped', { ...amount, reason: 'tape damaged' });
      truth.record({ fact: 'lot_scrapped', lot: lot.id, atMs });
      return;
    }
    const to = chance.chance(scenario.supplierReturnRate) ? 'supplier' : 'store';
    this.#terminal.say(station, 'lot_returned', { ...amount, to });
    truth.record({ fact: 'lot_returned', lot: lot.id, to, atMs });
    if (to === 'store') shelf.opened.push(lot);
  }

  #shelfOf(item: Item): Shelf {
    const shelf = this.#shelves.get(item.item) ?? { waiting: [], opened: [], received: [] };
    this.#shelves.set(item.item, shelf);
    return shelf;
  }

  #receive(item: Item, station: string): Lot[] {
    const world = this.#world;
    const { scenario } = world;
    this.#received += 1;
    const ownId = world.id(item.prefix, this.#received);
    const random = world.random('lot', ownId);
    const { received } = this.#shelfOf(item);
    const [taken] = received;
    const isReused = taken !== undefined && random.chance(scenario.reusedIdRate);
    const id = isReused ? taken : ownId;
    received.push(id);
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
      supplier: isReused ? otherSupplier : item.supplier,
      supplierLot: `${random.int(1000, 9999)}-${random.int(100, 999)}`,
      mpn: item.mpn,
      dateCode: `26${random.int(10, 46)}`,
      ...(item.msl === undefined ? {} : { msl: item.msl }),
      ...(item.expires === undefined
        ? {}
        : { expiresAt: this.#terminal.stamp(nowMs + random.int(60, 180) * 86_400_000) }),
      location: 'line-side store',
    });
    if (isReused) {
      world.truth.record({ fact: 'id_reused', lot: id, atMs: nowMs });
      return [lot];
    }
    return random.chance(scenario.splitRate) ? this.#split(lot, item, station) : [lot];
  }

  /** One part is cut off and used on its own; the mother keeps the rest. */
  #split(lot: Lot, item: Item, station: string): Lot[] {
    const part = { id: `${lot.id}-A`, left: Math.floor(lot.left / 2), spoilt: lot.spoilt };
    lot.left = round(lot.left - part.left);
    this.#terminal.sayNowOrLate({
      station,
      type: 'lot_split',
      right: {
        lot: lot.id,
        into: [{ lot: part.id, quantity: { value: part.left, uom: item.uom } }],
      },
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

/** Lots of one item, and the ids under which they came in. */
type Shelf = { waiting: Lot[]; opened: Lot[]; received: string[] };

function firstOf(shelf: Shelf): Lot {
  const lot = shelf.opened.shift() ?? shelf.waiting.shift();
  assert(lot !== undefined, 'the store received a lot before giving one out');
  return lot;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
