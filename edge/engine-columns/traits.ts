import type { Whereabouts } from '../api/contract/trace.ts';

/** Whereabouts by code; 0: nowhere that a recall looks. */
export const placeOfCode: readonly (Whereabouts | undefined)[] = [
  undefined,
  'wip',
  'stock',
  'shipped',
  'scrapped',
];

export type Trait = { readonly kind: number; readonly itemId: number; readonly place: number };

/**
 * What a recall list tells of objects besides their ids. Thousands share a kind, an item and a place,
 * so each trait has a number, and is counted before it is looked at. Number 0 stands for none.
 */
export class Traits {
  readonly #all: Trait[] = [{ kind: 0, itemId: 0, place: 0 }];
  readonly #ids = new Map<number, number>();

  /** Numbers are below this. */
  get count(): number {
    return this.#all.length;
  }

  at(id: number): Trait {
    return this.#all[id] as Trait; // As `idOf` told.
  }

  idOf(trait: Trait): number {
    const key = (trait.itemId * 8 + trait.place) * 8 + trait.kind;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#all.length;
    this.#all.push(trait);
    this.#ids.set(key, id);
    return id;
  }
}
