import type { TraceSummary } from '../api/contract/trace.ts';
import { withRoom } from '../engine-columns/columns.ts';
import { placeOfCode, type Trait } from '../engine-columns/traits.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { marks, type Reached } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { TraceFilters } from '../trace/params.ts';
import { buckets, groups, listBytes, ranks, writeList } from './recall-text.ts';

const { lot, unit, container, shipment } = kindCodes;
const panel = 4;
const former = 5;
const notListed = 0x7f;
/** Of a class: each of it is looked at by itself. The first of each is. */
const isLookedAt = 0x80;
const undecided = 0xfe;
/** A class is the number of a trait above what is said of an object. */
const classBits = 5;

/**
 * What of a walk is listed, by group and certainty: counted, then written as JSON. Objects of one
 * trait that were reached alike make a *class*: it is decided once whether, and where, it is listed.
 * Columns are used again; what was counted holds until the next walk.
 */
export class RecallList {
  readonly #genealogy: Genealogy;
  readonly #reached: Reached;
  /** The lots and units that were reached, roots too, and have neither an item nor an origin here. */
  readonly withoutItem: number[] = [];
  /** By class. */
  #bucketOf = new Uint8Array(0);
  #countOf = new Uint32Array(0);
  #textBytesOf = new Uint32Array(0);
  /** Those that something is of. */
  readonly #classes: number[] = [];
  /** Of each that is listed. */
  #bucket = new Uint8Array(0);
  /** What is listed: from one that was reached to before another, in turn. */
  readonly #runs: number[] = [];
  readonly #counts = new Uint32Array(buckets);
  readonly #textBytes = new Uint32Array(buckets);
  /** Nothing between two summaries. */
  #ofItem = new Uint32Array(0);
  /** Those that are listed. */
  readonly #shipments: number[] = [];

  constructor(genealogy: Genealogy, reached: Reached) {
    this.#genealogy = genealogy;
    this.#reached = reached;
  }

  /** Counts what is asked for of what a walk reached after its `roots`. */
  count(roots: number, filters: TraceFilters): void {
    const { ids } = this.#reached;
    this.#reset();
    const isAsked = toTest(filters, this.#genealogy);
    for (let index = 0; index < roots; index++) this.#noteItem(ids[index] as number); // The bound of the loop.
    if (isAsked === undefined) this.#countAll(roots);
    else this.#countAsked(roots, isAsked);
    for (const of of this.#classes) {
      const bucket = this.#bucketOf[of] as number; // It was counted.
      if ((bucket & notListed) === notListed) continue;
      const listedIn = bucket & ~isLookedAt;
      (this.#counts[listedIn] as number) += this.#countOf[of] as number;
      (this.#textBytes[listedIn] as number) += this.#textBytesOf[of] as number;
    }
  }

  #countAll(roots: number): void {
    const { count } = this.#reached;
    for (let index = roots; index < count; index++) {
      index = this.#countFrom(index);
      if (index < count) this.#countOne(index, undefined);
    }
    this.#noteRun(roots, count);
  }

  #countAsked(roots: number, isAsked: IsAsked): void {
    const { count } = this.#reached;
    for (let index = roots; index < count; index++) {
      const from = index;
      index = this.#countFrom(from);
      this.#noteRun(from, index);
      index = this.#skipFrom(index);
      if (index < count && this.#countOne(index, isAsked)) this.#noteRun(index, index + 1);
    }
  }

  /**
   * Counts up to an object that must be looked at; returns where. The loop calls nothing: V8 then
   * keeps the columns in registers, which makes it three times as quick.
   */
  #countFrom(from: number): number {
    const { objects, places } = this.#genealogy;
    const { ids, of, count } = this.#reached;
    const { known: traitOf } = places;
    const codeBytes = objects.codes.bytes;
    const bucketOf = this.#bucketOf;
    const countOf = this.#countOf;
    const textBytesOf = this.#textBytesOf;
    const buckets = this.#bucket;
    let index = from;
    for (; index < count; index++) {
      const id = ids[index] as number; // The bound of the loop.
      const known = of[id] as number; // It was reached.
      const trait = traitOf[id] ?? 0;
      const ofClass = (trait << classBits) | (known & marks.said);
      const bucket = bucketOf[ofClass] ?? isLookedAt;
      if (bucket >= notListed) break;
      (countOf[ofClass] as number) += 1;
      (textBytesOf[ofClass] as number) += codeBytes[id] as number;
      buckets[index] = bucket;
    }
    return index;
  }

  /** Leaves out what is known not to be listed; returns where that ends. */
  #skipFrom(from: number): number {
    const { ids, of, count } = this.#reached;
    const { known: traitOf } = this.#genealogy.places;
    const bucketOf = this.#bucketOf;
    let index = from;
    for (; index < count; index++) {
      const id = ids[index] as number; // The bound of the loop.
      const known = of[id] as number; // It was reached.
      const ofClass = ((traitOf[id] ?? 0) << classBits) | (known & marks.said);
      if (bucketOf[ofClass] !== notListed) break;
    }
    return index;
  }

  #noteRun(from: number, to: number): void {
    const runs = this.#runs;
    if (from === to) return;
    if (runs.at(-1) === from) runs[runs.length - 1] = to;
    else runs.push(from, to);
  }

  /** Counts an object that is the first of its class, has no item, or is a shipment; whether it is listed. */
  #countOne(index: number, isAsked: IsAsked): boolean {
    const id = this.#reached.ids[index] as number; // It was reached.
    const known = this.#reached.of[id] as number;
    const trait = this.#genealogy.places.of(id);
    const ofClass = (trait << classBits) | (known & marks.said);
    if (ofClass >= this.#bucketOf.length) this.#makeRoom();
    if (this.#bucketOf[ofClass] === undecided) this.#decide(ofClass, isAsked);
    this.#noteItem(id);
    const bucket = (this.#bucketOf[ofClass] as number) & ~isLookedAt; // There is room for each class.
    if (bucket === notListed) return false;
    (this.#countOf[ofClass] as number) += 1;
    (this.#textBytesOf[ofClass] as number) += this.#genealogy.objects.codes.bytes[id] as number;
    this.#bucket[index] = bucket;
    if (Math.floor(bucket / ranks) === shipment) this.#shipments.push(id);
    return true;
  }

  #decide(ofClass: number, isAsked: IsAsked): void {
    const trait = this.#traitOf(ofClass);
    const group = groupOf(trait, ofClass);
    const bucket =
      isAsked?.(trait, group) !== false ? group * ranks + (ofClass & marks.rank) : notListed;
    const mayEnd = trait.itemId === 0 && trait.kind <= unit && (ofClass & marks.made) === 0;
    const isLoose = mayEnd || trait.kind === shipment;
    this.#bucketOf[ofClass] = isLoose ? bucket | isLookedAt : bucket;
    this.#classes.push(ofClass);
  }

  #noteItem(id: number): void {
    const { itemId, kind } = this.#genealogy.objects;
    if (itemId[id] === 0 && (kind[id] as number) <= unit) this.withoutItem.push(id); // It was reached.
  }

  /** How long the list is. */
  get bytes(): number {
    return listBytes(this.#textBytes);
  }

  /** Writes the list in UTF-8 and returns where it ends; what follows must be written later. */
  write(out: Buffer, at: number): number {
    const { codes } = this.#genealogy.objects;
    const listed = { ids: this.#reached.ids, targetOf: this.#bucket, runs: this.#runs };
    return writeList(codes, { listed, textBytes: this.#textBytes }, { out, at });
  }

  /** A `TraceSummary` as JSON. */
  summarise(): string {
    const of = (group: number, rank: number) => this.#counts[group * ranks + rank] ?? 0;
    const all = (group: number) => of(group, 0) + of(group, 1) + of(group, 2);
    const summary: Omit<TraceSummary, 'byItem'> = {
      lots: all(lot),
      units: all(unit),
      containers: all(container),
      shipments: all(shipment),
      customers: this.#customers(),
      byCertainty: { certain: of(unit, 2), declared: of(unit, 1), possible: of(unit, 0) },
      byLocation: this.#byLocation(),
    };
    return `${JSON.stringify(summary).slice(0, -1)},"byItem":{${this.#byItem()}}}`;
  }

  #byLocation(): TraceSummary['byLocation'] {
    const byLocation = { wip: 0, stock: 0, shipped: 0, scrapped: 0 };
    for (const of of this.#classes) {
      const bucket = (this.#bucketOf[of] as number) & ~isLookedAt; // It was counted.
      if (Math.floor(bucket / ranks) !== unit) continue;
      const place = placeOfCode[this.#traitOf(of).place];
      if (place !== undefined) byLocation[place] += this.#countOf[of] as number;
    }
    return byLocation;
  }

  #byItem(): string {
    const { itemKeys, countedAs } = this.#genealogy.objects;
    const ofItem = withRoom(this.#ofItem, itemKeys.length);
    this.#ofItem = ofItem;
    const found: number[] = [];
    for (const of of this.#classes) {
      const itemId = countedAs[this.#traitOf(of).itemId] ?? 0;
      const bucket = this.#bucketOf[of] as number; // It was counted.
      const isListed = (bucket & notListed) !== notListed;
      if (!isListed || itemId === 0 || (of & marks.former) !== 0) continue;
      if (ofItem[itemId] === 0) found.push(itemId);
      (ofItem[itemId] as number) += this.#countOf[of] as number;
    }
    let json = '';
    for (const itemId of found) {
      json += `${json === '' ? '' : ','}${itemKeys[itemId]}${ofItem[itemId]}`;
      ofItem[itemId] = 0;
    }
    return json;
  }

  #customers(): string[] {
    const { customers, objects } = this.#genealogy;
    const names = new Set<string>();
    for (const id of this.#shipments) names.add(customers.get(id) ?? objects.codes.of(id));
    return [...names].sort();
  }

  #traitOf(ofClass: number): Trait {
    return this.#genealogy.places.traits.at(ofClass >>> classBits);
  }

  #reset(): void {
    const { count } = this.#reached;
    this.#bucket = withRoom(this.#bucket, count);
    this.#runs.length = 0;
    this.#makeRoom();
    for (const of of this.#classes) {
      this.#bucketOf[of] = undecided;
      this.#countOf[of] = 0;
      this.#textBytesOf[of] = 0;
    }
    this.#classes.length = 0;
    this.#shipments.length = 0;
    this.withoutItem.length = 0;
    this.#counts.fill(0);
    this.#textBytes.fill(0);
  }

  /** Makes room for the classes of all traits. */
  #makeRoom(): void {
    const before = this.#bucketOf.length;
    const classes = this.#genealogy.places.traits.count << classBits;
    this.#countOf = withRoom(this.#countOf, classes);
    this.#textBytesOf = withRoom(this.#textBytesOf, classes);
    this.#bucketOf = withRoom(this.#bucketOf, classes);
    if (this.#bucketOf.length > before) this.#bucketOf.fill(undecided, before);
  }
}

function groupOf({ kind }: Trait, ofClass: number): number {
  if ((ofClass & marks.former) !== 0) return former;
  return (ofClass & marks.panel) === 0 ? kind : panel;
}

/** Undefined: everything is. */
type IsAsked = ((trait: Trait, group: number) => boolean) | undefined;

function toTest({ kinds, items, whereabouts }: TraceFilters, { objects }: Genealogy): IsAsked {
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
