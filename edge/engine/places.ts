import type { Whereabouts } from '../api/contract/trace.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections/link-folds.ts';
import { statusCodes } from '../projections/object-effects.ts';
import { withRoom } from './columns.ts';
import type { Genealogy } from './genealogy.ts';

/** Whereabouts by code; 0: nowhere that a recall looks. */
export const placeOfCode: readonly (Whereabouts | undefined)[] = [
  undefined,
  'wip',
  'stock',
  'shipped',
  'scrapped',
];
const [nowhere, wip, stock, shipped, scrapped] = [0, 1, 2, 3, 4] as const;
const unknown = 255;

/** Where objects are, by the rules of `edge/objects/whereabouts.ts`. */
export class Places {
  readonly #genealogy: Genealogy;
  #known = new Uint8Array(0);
  #answerOf = new Uint32Array(0);
  #answer = 0;

  constructor(genealogy: Genealogy) {
    this.#genealogy = genealogy;
  }

  /** Forgets what earlier answers found. */
  reset(): void {
    this.#answer += 1;
    const { capacity } = this.#genealogy.objects;
    this.#known = withRoom(this.#known, capacity);
    this.#answerOf = withRoom(this.#answerOf, capacity);
  }

  of(id: number): number {
    const known = this.#get(id);
    if (known !== unknown) return known;
    const chain: number[] = [];
    for (let at = id; at !== 0 && this.#get(at) === unknown && !chain.includes(at); ) {
      chain.push(at);
      at = this.#isSettled(at) ? 0 : this.#holderOf(at);
    }
    for (let index = chain.length - 1; index >= 0; index--) {
      const member = chain[index] as number; // The bound of the loop.
      this.#known[member] = this.#own(member);
      this.#answerOf[member] = this.#answer;
    }
    return this.#known[id] as number; // It is in the chain.
  }

  #get(id: number): number {
    return this.#answerOf[id] === this.#answer ? (this.#known[id] as number) : unknown;
  }

  #isSettled(id: number): boolean {
    const { kind, status } = this.#genealogy.objects;
    return kind[id] === kindCodes.shipment || finalPlace(status[id]) !== nowhere;
  }

  #own(id: number): number {
    const { kind, status } = this.#genealogy.objects;
    if (this.#isPanel(id)) return nowhere;
    if (kind[id] === kindCodes.shipment) return shipped;
    if (status[id] === statusCodes.used_up) return nowhere;
    const final = finalPlace(status[id]);
    if (final !== nowhere) return final;
    const holder = this.#holderOf(id);
    if (holder === 0) return this.#stockOrWork(id);
    const held = this.#get(holder);
    if (held === shipped) return shipped;
    if (kind[holder] === kindCodes.container) return stock;
    return held === unknown ? this.#stockOrWork(id) : held;
  }

  #stockOrWork(id: number): number {
    const { kind, status } = this.#genealogy.objects;
    return kind[id] === kindCodes.unit || status[id] === statusCodes.in_use ? wip : stock;
  }

  #isPanel(id: number): boolean {
    const { links } = this.#genealogy;
    let entry = links.firstOfChild(id);
    while (entry !== 0) {
      if (links.kind[entry] === linkCodes.on_panel) return true;
      entry = links.nextOfChild[entry] as number; // Entries of a list exist.
    }
    return false;
  }

  /** What holds it now: of several the one that took it last. */
  #holderOf(id: number): number {
    const { links } = this.#genealogy;
    let holder = 0;
    let sinceMs = 0;
    let entry = links.firstOfChild(id);
    while (entry !== 0) {
      const isHeld = links.toMs[entry] === Number.POSITIVE_INFINITY && holds(links.kind[entry]);
      const fromMs = links.fromMs[entry] as number; // Entries of a list exist.
      const parent = links.parentId[entry] as number;
      if (isHeld && (holder === 0 || fromMs > sinceMs)) {
        holder = parent;
        sinceMs = fromMs;
      } else if (isHeld && fromMs === sinceMs && this.#isAfter(parent, holder)) holder = parent;
      entry = links.nextOfChild[entry] as number;
    }
    return holder;
  }

  #isAfter(a: number, b: number): boolean {
    const { objects } = this.#genealogy;
    const [kindA, kindB] = [objects.kind[a] as number, objects.kind[b] as number]; // Both are in links.
    if (kindA !== kindB) return kindA > kindB;
    return Buffer.compare(Buffer.from(objects.codeOf(a)), Buffer.from(objects.codeOf(b))) > 0;
  }
}

function holds(kind: number | undefined): boolean {
  return (
    kind === linkCodes.installed ||
    kind === linkCodes.packed ||
    kind === linkCodes.shipped ||
    kind === linkCodes.relabelled
  );
}

/** What these say of themselves counts, whatever holds them. */
function finalPlace(status: number | undefined): number {
  if (status === statusCodes.scrapped) return scrapped;
  return status === statusCodes.returned ? stock : nowhere;
}
