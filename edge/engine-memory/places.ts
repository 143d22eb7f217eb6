import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import { Traits } from '../engine-columns/traits.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { statusCodes } from '../projections/object-effects.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { eachOtherLabel } from './labels.ts';
import type { Links } from './links.ts';
import type { Objects } from './objects.ts';

const [nowhere, wip, stock, shipped, scrapped] = [0, 1, 2, 3, 4] as const;
const unknown = 0;

/**
 * Where objects are, by the rules of `edge/objects/whereabouts.ts`: looked up once with
 * what else a recall list tells of them, 2 bytes each, and forgotten when that may have changed. What is known of an object rests on what is known of its holder.
 */
export class Places {
  readonly #objects: Objects;
  readonly #links: Links;
  readonly traits = new Traits();
  /** The number of each object's trait; 0: not looked up. 4 bytes where there are very many. */
  known: Uint16Array | Uint32Array = new Uint16Array(0);
  /** Holders that wait for the place of the last one, which holds them all. */
  readonly #chain: number[] = [];
  readonly #labels: number[] = [];
  /** How often a lot that was looked up may have become something else. */
  lotChanges = 0;

  constructor(objects: Objects, links: Links) {
    this.#objects = objects;
    this.#links = links;
  }

  /** The number of an object's trait. */
  of(id: number): number {
    return this.known[id] || this.#lookUp(id);
  }

  /** Forgets where an object is, under all its labels, and with it all that it holds. */
  forget(id: number): void {
    const waiting = [id];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      waiting.push(...this.#labelsOf(at).filter((label) => label !== at && this.#isKnown(label)));
      if (!this.#isKnown(at)) continue;
      this.known[at] = unknown;
      if (this.#objects.kind[at] === kindCodes.lot) this.lotChanges += 1;
      const links = this.#links;
      for (let entry = links.firstOfParent(at); entry !== 0; ) {
        waiting.push(links.childId[entry] as number); // Entries of a list exist.
        entry = links.nextOfParent[entry] as number;
      }
    }
  }

  get bytes(): number {
    return bytesIn([this.known]);
  }

  #isKnown(id: number): boolean {
    return (this.known[id] ?? unknown) !== unknown;
  }

  #lookUp(id: number): number {
    const chain = this.#chain;
    chain.length = 0;
    this.known = withRoom(this.known, this.#objects.capacity);
    for (let at = id; at !== 0 && this.known[at] === unknown && !chain.includes(at); ) {
      chain.push(at);
      at = this.#isSettled(at) ? 0 : this.#holderOf(at);
    }
    for (let index = chain.length - 1; index >= 0; index--) {
      const member = chain[index] as number; // The bound of the loop.
      this.#set(member, this.#own(member));
    }
    return this.known[id] as number; // It is in the chain.
  }

  #set(id: number, place: number): void {
    const { kind, itemId } = this.#objects;
    const trait = { kind: kind[id] as number, itemId: itemId[id] as number, place }; // It was put.
    const number = this.traits.idOf(trait);
    if (number === 2 ** 16) this.known = Uint32Array.from(this.known);
    this.known[id] = number;
  }

  #isSettled(id: number): boolean {
    const { kind, status } = this.#objects;
    const isFinal = kind[id] === kindCodes.shipment || status[id] === statusCodes.scrapped;
    return isFinal || this.#isBack(id);
  }

  /** It came back and was put nowhere since. */
  #isBack(id: number): boolean {
    const { kind, status } = this.#objects;
    if (status[id] !== statusCodes.returned) return false;
    const holder = kind[this.#holderOf(id)];
    return holder !== kindCodes.container && holder !== kindCodes.shipment;
  }

  #own(id: number): number {
    const { kind, status } = this.#objects;
    if (this.#isPanel(id)) return nowhere;
    if (kind[id] === kindCodes.shipment) return shipped;
    if (status[id] === statusCodes.used_up) return nowhere;
    if (status[id] === statusCodes.scrapped) return scrapped;
    if (this.#isBack(id)) return stock;
    const holder = this.#holderOf(id);
    if (holder === 0) return this.#stockOrWork(id);
    const known = this.known[holder] as number; // There is room for all.
    const held = this.traits.at(known).place;
    if (held === shipped) return shipped;
    if (kind[holder] === kindCodes.container) return stock;
    return known === unknown ? this.#stockOrWork(id) : held;
  }

  #stockOrWork(id: number): number {
    const { kind, status } = this.#objects;
    return kind[id] === kindCodes.unit || status[id] === statusCodes.in_use ? wip : stock;
  }

  #isPanel(id: number): boolean {
    const links = this.#links;
    let entry = links.firstOfChild(id);
    while (entry !== 0) {
      if (links.kind[entry] === linkCodes.on_panel) return true;
      entry = links.nextOfChild[entry] as number; // Entries of a list exist.
    }
    return false;
  }

  /** What holds it now, by any of a unit's labels: of several the one that took it last. */
  #holderOf(id: number): number {
    const links = this.#links;
    let last = 0;
    for (const label of this.#labelsOf(id)) {
      for (let entry = links.firstOfChild(label); entry !== 0; ) {
        if (holds(links.kind[entry]) && links.lasts(entry) && this.#isAfter(entry, last)) {
          last = entry;
        }
        entry = links.nextOfChild[entry] as number; // Entries of a list exist.
      }
    }
    return last === 0 ? 0 : (links.parentId[last] as number); // It is in a list.
  }

  /** Holds until it is asked again. */
  #labelsOf(id: number): readonly number[] {
    const labels = this.#labels;
    labels.length = 1;
    labels[0] = id;
    if (!this.#isUnit(id)) return labels;
    const note = (label: number): void => {
      if (!labels.includes(label)) labels.push(label);
    };
    for (const label of labels) eachOtherLabel(this.#links, label, note);
    return labels;
  }

  #isUnit(id: number): boolean {
    return this.#objects.kind[id] === kindCodes.unit;
  }

  /** Whether a link began later than another, or than none; at one instant their holders' names decide. */
  #isAfter(entry: number, other: number): boolean {
    const links = this.#links;
    if (other === 0) return true;
    const aheadMs = links.fromMs(entry) - links.fromMs(other);
    if (aheadMs !== 0) return aheadMs > 0;
    const { kind, codes } = this.#objects;
    const [a, b] = [links.parentId[entry] as number, links.parentId[other] as number]; // Both are links.
    const [kindA, kindB] = [kind[a] as number, kind[b] as number];
    if (kindA !== kindB) return kindA > kindB;
    return Buffer.compare(Buffer.from(codes.of(a)), Buffer.from(codes.of(b))) > 0;
  }
}

function holds(kind: number | undefined): boolean {
  return kind === linkCodes.installed || kind === linkCodes.packed || kind === linkCodes.shipped;
}
