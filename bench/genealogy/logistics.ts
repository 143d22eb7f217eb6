import type { Random } from '../../simulators/base/random.ts';
import type { Scribe, Thing } from './scribe.ts';

const unitsPerCarton = 20;
const cartonsPerPallet = 40;
const source = 'wms';

/** 0.2 % of the units leave their carton again and go into the next: one in 25 cartons. */
const repackedChance = 0.04;

/** Units into cartons into pallets into shipments. */
export class Logistics {
  readonly #scribe: Scribe;
  readonly #random: Random;
  readonly #open = new Map<string, Thing[]>();
  #cartons: Thing[] = [];
  #pallets: Thing[] = [];
  #palletsWanted = 3;
  #count = 0;

  constructor(scribe: Scribe, random: Random) {
    this.#scribe = scribe;
    this.#random = random;
  }

  take(line: string, unit: Thing, atMs: number): void {
    const units = [...(this.#open.get(line) ?? []), unit];
    this.#open.set(line, units);
    if (units.length < unitsPerCarton) return;
    const carton = this.#container('CTN');
    this.#tell('packed', atMs, { container: carton.id, contents: units.map(({ ref }) => ref) });
    const again = this.#random.chance(repackedChance) ? units.at(-1) : undefined;
    const last = units.map((one) => this.#scribe.link(one, carton, atMs)).at(-1);
    this.#open.set(line, again === undefined ? [] : [again]);
    if (again !== undefined && last !== undefined) {
      this.#scribe.unlink(last);
      this.#tell('unpacked', atMs + 60_000, { container: carton.id, contents: [again.ref] });
    }
    this.#cartons.push(carton);
    if (this.#cartons.length === cartonsPerPallet) this.#palletise(atMs + 120_000);
  }

  #palletise(atMs: number): void {
    const pallet = this.#container('PLT');
    this.#tell('packed', atMs, {
      container: pallet.id,
      contents: this.#cartons.map(({ ref }) => ref),
    });
    for (const carton of this.#cartons) this.#scribe.link(carton, pallet, atMs);
    this.#cartons = [];
    this.#pallets.push(pallet);
    if (this.#pallets.length === this.#palletsWanted) this.#ship(atMs + 60_000);
  }

  #ship(atMs: number): void {
    this.#count += 1;
    const shipment = this.#scribe.thing('shipment', `SHP-${String(this.#count).padStart(6, '0')}`);
    this.#tell('shipped', atMs, {
      shipment: shipment.id,
      contents: this.#pallets.map(({ ref }) => ref),
      customer: `CUS-${this.#count % 12}`,
    });
    for (const pallet of this.#pallets) this.#scribe.link(pallet, shipment, atMs);
    this.#pallets = [];
    this.#palletsWanted = this.#random.int(3, 8);
  }

  #container(prefix: string): Thing {
    this.#count += 1;
    return this.#scribe.thing('container', `${prefix}-${String(this.#count).padStart(6, '0')}`);
  }

  #tell(type: string, atMs: number, content: object): void {
    this.#scribe.tell(source, atMs, { type, ...content });
  }
}
