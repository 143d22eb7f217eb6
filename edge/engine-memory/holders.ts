import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Batches } from './batches.ts';
import type { Links } from './links.ts';
import type { Objects } from './objects.ts';

/**
 * What is known of what holds an object: it is not sealed; it is, and nothing holds it; or something
 * does, whose id is far away. Else `near` plus how far the id of the holder is from its own.
 */
export const holding = { unknown: 0, open: 1, byNothing: 2, far: 3, near: 32_770 } as const;
const { unknown, open, byNothing, far, near } = holding;
const largest = 65_535;

/**
 * What holds each object for good. An object is *sealed* where the only way on from it leads into at
 * most one holder, which it never left, and which is sealed itself: what is in it for good is in all
 * of these for good, whatever the clocks say. Nearly all cartons and pallets are, and all units but
 * those of several labels. Looked up once, 2 bytes each, and forgotten when that may have changed.
 * Where something may hold itself nobody asks: see `Heights`.
 */
export class Holders {
  readonly #objects: Objects;
  readonly #links: Links;
  readonly #batches: Batches;
  /** By object. Of what holds something sealed it is known. */
  known = new Uint16Array(0);
  readonly #chain: number[] = [];

  constructor(objects: Objects, links: Links, batches: Batches) {
    this.#objects = objects;
    this.#links = links;
    this.#batches = batches;
  }

  isSealed(id: number): boolean {
    return (this.known[id] || this.#lookUp(id)) !== open;
  }

  /** Whether something holds an object that is sealed. */
  isHeld(id: number): boolean {
    return this.known[id] !== byNothing;
  }

  /** What holds an object that is sealed, and held. */
  holderOf(id: number): number {
    const known = this.known[id] as number; // It is sealed.
    return known === far ? this.#inLinks(id) : id + known - near;
  }

  /** Forgets what holds an object; where it is sealed no more, or was not, also of all that it holds. */
  forget(id: number): void {
    const before = this.known[id] ?? unknown;
    if (before === unknown) return;
    this.known[id] = unknown;
    if (this.isSealed(id) === (before !== open)) return;
    const links = this.#links;
    const waiting = [id];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (let entry = links.firstOfParent(at); entry !== 0; ) {
        const childId = links.childId[entry] as number; // Entries of a list exist.
        if ((this.known[childId] ?? unknown) !== unknown) {
          this.known[childId] = unknown;
          waiting.push(childId);
        }
        entry = links.nextOfParent[entry] as number;
      }
    }
  }

  get bytes(): number {
    return bytesIn([this.known]);
  }

  /** A way up ends at what is known, at the top, or in a circle; all on it are sealed, or none is. */
  #lookUp(id: number): number {
    this.known = withRoom(this.known, Math.max(this.#objects.capacity, id + 1));
    const { known } = this;
    const chain = this.#chain;
    chain.length = 0;
    let at = id;
    while (known[at] === unknown) {
      chain.push(at);
      const holder = this.#inLinks(at);
      known[at] = holder <= 0 ? -holder : codeOf(holder - at);
      if (holder > 0) at = holder;
    }
    const isCircle = (known[at] as number) >= far && chain.includes(at); // There is room.
    if (isCircle || known[at] === open) for (const member of chain) known[member] = open;
    return known[id] as number; // It is in the chain.
  }

  /** What holds an object for good; `-open` or `-byNothing` where nothing is all that does. */
  #inLinks(id: number): number {
    const links = this.#links;
    if (this.#objects.kind[id] === kindCodes.lot || this.#batches.has(id)) return -open;
    if (links.isRenamed(id)) return -open;
    let holder: number = -byNothing;
    for (let entry = links.firstOfChild(id); entry !== 0; ) {
      const kind = links.kind[entry] as number; // Entries of a list exist.
      if (kind !== 0) {
        if (holder > 0 || !isPutInto(kind) || !links.lasts(entry)) return -open;
        holder = links.parentId[entry] as number;
      }
      entry = links.nextOfChild[entry] as number;
    }
    return holder;
  }
}

function codeOf(distance: number): number {
  const code = distance + near;
  return code > far && code <= largest ? code : far;
}

/** Somebody put the child into the parent. */
export function isPutInto(kind: number): boolean {
  return kind === linkCodes.installed || kind === linkCodes.packed || kind === linkCodes.shipped;
}
