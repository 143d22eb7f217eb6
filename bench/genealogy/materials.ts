import type { Random } from '../../simulators/base/random.ts';
import type { Slot } from './plant.ts';
import type { Scribe, Thing } from './scribe.ts';

/** What goes on a slot next, and for how many units. `leftover` goes back on the shelf afterwards. */
export type Supply = { readonly lot: Thing; readonly units: number; readonly leftover: number };

type Stock = { readonly lot: Thing; readonly units: number };

const reelsPerSupplierLot = 10;
const minuteMs = 60_000;
const wms = 'wms';
const pieces = (value: number) => ({ value, uom: '1' });

/** The first batch of the first chemical: the glue of the great recall, the same at every size. */
const firstBatchUnits = 108_000;

/** Store and mixing room: supplier lots in reels, some split; raw materials in mixes in batches in pots. */
export class Materials {
  readonly reels: Thing[] = [];
  readonly #scribe: Scribe;
  readonly #random: Random;
  readonly #shelf = new Map<string, Stock[]>();
  readonly #supplierLots = new Map<string, { lot: Thing; reels: number }>();
  readonly #batches = new Map<string, { lot: Thing; units: number }>();
  #shared: Thing | undefined;
  #lots = 0;
  #mixes = 0;

  constructor(scribe: Scribe, random: Random) {
    this.#scribe = scribe;
    this.#random = random;
  }

  next({ item, isPot }: Slot, mountedMs: number): Supply {
    if (isPot) return { ...this.#pot(item, mountedMs), leftover: 0 };
    const { lot, units } = this.#shelf.get(item)?.pop() ?? this.#reel(item, mountedMs);
    const leftover = this.#random.chance(0.08) ? Math.floor(units / 2) : 0;
    return { lot, units: units - leftover, leftover };
  }

  putBack(item: string, stock: Stock): void {
    this.#shelf.set(item, [...(this.#shelf.get(item) ?? []), stock]);
  }

  /** A lot of the store that is built in by hand. */
  received(item: string, atMs: number): Thing {
    this.#lots += 1;
    const lot = this.#scribe.thing('lot', `${item}-${String(this.#lots).padStart(6, '0')}`);
    this.#scribe.tell(wms, atMs, {
      type: 'lot_received',
      lot: lot.id,
      item,
      quantity: pieces(50_000),
      supplier: `SUP-${item}`,
    });
    return lot;
  }

  #reel(item: string, mountedMs: number): Stock {
    let box = this.#supplierLots.get(item);
    if (box === undefined || box.reels === reelsPerSupplierLot) {
      box = { lot: this.received(`SL-${item}`, mountedMs - 60 * minuteMs), reels: 0 };
      this.#supplierLots.set(item, box);
    }
    box.reels += 1;
    const units = this.#random.int(500, 5000);
    const reel = this.#split(box.lot, `${box.lot.id}-${box.reels}`, {
      units,
      atMs: mountedMs - 50 * minuteMs,
    });
    this.reels.push(reel);
    if (!this.#random.chance(0.2)) return { lot: reel, units };
    const half = Math.floor(units / 2);
    const part = this.#split(reel, `${reel.id}A`, { units: half, atMs: mountedMs - 40 * minuteMs });
    this.putBack(item, { lot: reel, units: units - half });
    return { lot: part, units: half };
  }

  #pot(item: string, mountedMs: number): Stock {
    let batch = this.#batches.get(item);
    if (batch === undefined || batch.units <= 0) {
      batch = this.#batch(item, mountedMs - 30 * minuteMs);
      this.#batches.set(item, batch);
    }
    const units = Math.min(this.#random.int(200, 500), batch.units);
    batch.units -= units;
    this.#lots += 1;
    const id = `POT-${item}-${String(this.#lots).padStart(6, '0')}`;
    return { lot: this.#split(batch.lot, id, { units, atMs: mountedMs - 10 * minuteMs }), units };
  }

  #batch(item: string, atMs: number): { lot: Thing; units: number } {
    const units = this.#mixes === 0 ? firstBatchUnits : this.#random.int(20_000, 110_000);
    const mixes = [this.#mix(atMs - minuteMs), this.#mix(atMs - minuteMs)];
    return { lot: this.#transform(`CHEM-${item}-${this.#mixes}`, mixes, atMs), units };
  }

  /** Two raw lots of its own and one that four mixes share. */
  #mix(atMs: number): Thing {
    if (this.#mixes % 4 === 0) this.#shared = this.received('RAW-C', atMs - 20 * minuteMs);
    const own = ['RAW-A', 'RAW-B'].map((item) => this.received(item, atMs - 20 * minuteMs));
    const raws = this.#shared === undefined ? own : [...own, this.#shared];
    this.#mixes += 1;
    return this.#transform(`MIX-${this.#mixes}`, raws, atMs);
  }

  #transform(id: string, inputs: readonly Thing[], atMs: number): Thing {
    const output = this.#scribe.thing('lot', id);
    this.#scribe.tell(wms, atMs, {
      type: 'batch_transformed',
      inputs: inputs.map(({ ref }) => ({ object: ref })),
      outputs: [{ object: output.ref }],
    });
    for (const input of inputs) this.#scribe.link(input, output, atMs);
    return output;
  }

  #split(lot: Thing, id: string, { units, atMs }: { units: number; atMs: number }): Thing {
    const part = this.#scribe.thing('lot', id);
    this.#scribe.tell(wms, atMs, {
      type: 'lot_split',
      lot: lot.id,
      into: [{ lot: id, quantity: pieces(units) }],
    });
    this.#scribe.link(lot, part, atMs);
    return part;
  }
}
