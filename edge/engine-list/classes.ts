import { withRoom } from '../engine-columns/columns.ts';
import { placeOfCode, type Trait } from '../engine-columns/traits.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { marks } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { TraceFilters } from '../trace/params.ts';
import { groups, ranks } from './recall-text.ts';

const panel = 4;
const former = 5;
/** A class is the number of a trait above what is said of an object. */
export const classBits = 5;
export const notListed = 0x7f;
/** Of a class: each of it is looked at by itself. */
export const isLookedAt = 0x80;
const undecided = 0xfe;

/** Undefined: everything is. */
type IsAsked = ((trait: Trait, group: number) => boolean) | undefined;

/**
 * In which bucket objects of a class are listed, if in any: decided when one is met first. Where
 * everything is asked for it is the same in each answer.
 */
export class Buckets {
  readonly #genealogy: Genealogy;
  /** By class. */
  of = new Uint8Array(0);
  /** What must be decided anew for another question. */
  readonly #decided: number[] = [];
  #isAsked: IsAsked;
  #isByItem = false;

  constructor(genealogy: Genealogy) {
    this.#genealogy = genealogy;
  }

  /** From now on, the buckets of what is asked for; by item, or whatever its item is. */
  begin(isAsked: IsAsked, isByItem: boolean): void {
    this.#makeRoom();
    this.#isAsked = isAsked;
    this.#isByItem = isByItem;
    for (const of of this.#decided) this.of[of] = undecided;
    this.#decided.length = 0;
  }

  /** The bucket of a class, decided if it was not. */
  decide(ofClass: number): number {
    if (ofClass >= this.of.length) this.#makeRoom();
    const known = this.of[ofClass] as number; // There is room for each class.
    if (known !== undecided) return known;
    const trait = this.#genealogy.places.traits.at(ofClass >>> classBits);
    const group = groupOf(trait, ofClass);
    const isListed = this.#isAsked?.(trait, group) !== false;
    const bucket = isListed ? group * ranks + (ofClass & marks.rank) : notListed;
    const isSingle = isLoose(trait, ofClass) || (this.#isByItem && isNameless(trait));
    const decided = isSingle ? bucket | isLookedAt : bucket;
    this.of[ofClass] = decided;
    if (this.#isAsked !== undefined) this.#decided.push(ofClass);
    return decided;
  }

  /** Makes room for the classes of all traits. */
  #makeRoom(): void {
    const before = this.of.length;
    this.of = withRoom(this.of, this.#genealogy.places.traits.count << classBits);
    if (this.of.length > before) this.of.fill(undecided, before);
  }
}

/** Whether completeness, or the customers, rest on each single one. */
function isLoose({ kind, itemId }: Trait, ofClass: number): boolean {
  const mayEnd = itemId === 0 && kind <= kindCodes.unit && (ofClass & marks.made) === 0;
  return mayEnd || kind === kindCodes.shipment;
}

/** A unit of which nobody said what it is: a list by item says so. */
function isNameless({ kind, itemId }: Trait): boolean {
  return itemId === 0 && kind === kindCodes.unit;
}

function groupOf({ kind }: Trait, ofClass: number): number {
  if ((ofClass & marks.former) !== 0) return former;
  return (ofClass & marks.panel) === 0 ? kind : panel;
}

/** What filters ask for of what was found. */
export function toTest({ kinds, items, whereabouts }: TraceFilters, objects: Named): IsAsked {
  if (kinds === undefined && items === undefined && whereabouts === undefined) return undefined;
  return ({ itemId, place }, group) => {
    const [listed, told, at] = [groups[group], objects.items[itemId], placeOfCode[place]];
    return (
      (kinds === undefined || (listed !== undefined && kinds.includes(listed))) &&
      (items === undefined || told?.some((item) => items.includes(item)) === true) &&
      (whereabouts === undefined || (at !== undefined && whereabouts.includes(at)))
    );
  };
}

type Named = Pick<Genealogy['objects'], 'items'>;
