import { perRun } from '../engine-columns/codes.ts';
import { withRoom } from '../engine-columns/columns.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import type { Kit, KitText } from '../engine-reach/kit.ts';
import { marks, type Reached } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { choosesByItem } from '../trace/filter.ts';
import type { TraceFilters } from '../trace/params.ts';
import { Buckets, classBits, isLookedAt, notListed, toTest } from './classes.ts';
import { KitTexts } from './kit-texts.ts';
import { buckets, listBytes, ranks, writeList } from './recall-text.ts';

const { unit, shipment } = kindCodes;

/** Neighbours of one class that are listed. */
type Counted = {
  readonly from: number;
  readonly to: number;
  readonly ofClass: number;
  readonly bucket: number;
  readonly bytes: number;
};

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
  /** Whether units are chosen by their items: then those with an origin are among these too. */
  isByItem = false;
  /** The shipments that are listed. */
  readonly shipments: number[] = [];
  /** Those of which something is listed, in the order in which they were met. */
  classes = new Uint32Array(0);
  classCount = 0;
  /** How many are listed of a class; nothing between two answers. */
  countOf = new Uint32Array(0);
  /** What is listed besides, counted for itself. */
  kit: KitText | undefined;
  readonly #kitTexts: KitTexts;
  readonly #everything: Buckets;
  readonly #asked: Buckets;
  #bucketOf: Buckets;
  /** What is listed: see `Copies`. */
  readonly #runs: number[] = [];
  /** Of each bucket: how long the texts are, with their commas. */
  readonly #textBytes = new Uint32Array(buckets);
  readonly #targets = new Uint32Array(buckets);

  constructor(genealogy: Genealogy, reached: Reached) {
    this.#genealogy = genealogy;
    this.#reached = reached;
    this.#everything = new Buckets(genealogy);
    this.#asked = new Buckets(genealogy);
    this.#bucketOf = this.#everything;
    this.#kitTexts = new KitTexts(genealogy, this.#everything);
  }

  /** Counts what is asked for of what a walk reached after its `roots`; the last of it may be a kit. */
  count(roots: number, filters: TraceFilters, kit?: Kit): void {
    const { ids, count } = this.#reached;
    const isAsked = toTest(filters, this.#genealogy.objects);
    this.#bucketOf = isAsked === undefined ? this.#everything : this.#asked;
    this.isByItem = choosesByItem(filters);
    this.#bucketOf.begin(isAsked, this.isByItem);
    this.#reset();
    for (let index = 0; index < roots; index++) this.#noteItem(ids[index] as number); // The bound of the loop.
    if (isAsked !== undefined) this.#countAsked(roots);
    else if (kit === undefined) this.#countAll(roots, count);
    else {
      this.#countKit(this.#kitTexts.of(kit));
      this.#countAll(roots, count - kit.ids.length);
    }
  }

  #countKit(kit: KitText): void {
    this.kit = kit;
    this.withoutItem.push(...kit.withoutItem);
    for (let bucket = 0; bucket < buckets; bucket++) {
      (this.#textBytes[bucket] as number) += kit.textBytes[bucket] as number; // Every bucket has its own.
    }
  }

  #countAll(from: number, to: number): void {
    for (let index = from; index < to; index++) {
      index = this.#countFrom(index, to);
      if (index < to) this.#countOne(index);
    }
  }

  #countAsked(roots: number): void {
    const { count } = this.#reached;
    for (let index = roots; index < count; index++) {
      index = this.#skipFrom(this.#countFrom(index, count));
      if (index < count) this.#countOne(index);
    }
  }

  /**
   * Counts up to an object that must be looked at; returns where. Neighbours are mostly of one class:
   * the loop over these calls nothing, so that V8 keeps the columns in registers.
   */
  #countFrom(from: number, to: number): number {
    const { known: traitOf } = this.#genealogy.places;
    const { bytes: codeBytes } = this.#genealogy.objects.codes;
    const { ids, of } = this.#reached;
    const bucketOf = this.#bucketOf.of;
    for (let index = from; index < to; ) {
      const first = index;
      const firstId = ids[first] as number; // The bound of the loop; so below.
      const trait = traitOf[firstId] ?? 0;
      const said = (of[firstId] as number) & marks.said; // It was reached; so below.
      const ofClass = (trait << classBits) | said;
      const bucket = bucketOf[ofClass] ?? isLookedAt;
      if (bucket >= notListed) return index;
      let bytes = 0;
      for (; index < to; index++) {
        const id = ids[index] as number;
        if (traitOf[id] !== trait || ((of[id] as number) & marks.said) !== said) break;
        bytes += codeBytes[id] as number;
      }
      this.#note({ from: first, to: index, ofClass, bucket, bytes });
    }
    return to;
  }

  /** Notes that objects of one class are listed. */
  #note({ from, to, ofClass, bucket, bytes }: Counted): void {
    const before = this.countOf[ofClass] as number; // There is room for what is decided.
    if (before === 0) this.classes[this.classCount++] = ofClass;
    this.countOf[ofClass] = before + to - from;
    (this.#textBytes[bucket] as number) += bytes; // Every bucket has its own.
    const runs = this.#runs;
    const last = runs.length - perRun;
    if (last >= 0 && runs[last + 1] === from && runs[last + 2] === bucket) runs[last + 1] = to;
    else runs.push(from, to, bucket);
  }

  /** Leaves out what is known not to be listed; returns where that ends. */
  #skipFrom(from: number): number {
    const { ids, of, count } = this.#reached;
    const { known: traitOf } = this.#genealogy.places;
    const bucketOf = this.#bucketOf.of;
    let index = from;
    for (; index < count; index++) {
      const id = ids[index] as number; // The bound of the loop.
      const known = of[id] as number; // It was reached.
      const ofClass = ((traitOf[id] ?? 0) << classBits) | (known & marks.said);
      if (bucketOf[ofClass] !== notListed) break;
    }
    return index;
  }

  /** Counts an object that is the first of its class, has no item, or is a shipment, if it is listed. */
  #countOne(index: number): void {
    const id = this.#reached.ids[index] as number; // It was reached.
    const known = this.#reached.of[id] as number;
    const trait = this.#genealogy.places.of(id);
    const ofClass = (trait << classBits) | (known & marks.said);
    const bucket = this.#bucketOf.decide(ofClass) & ~isLookedAt;
    this.#noteItem(id);
    if (bucket === notListed) return;
    this.#makeRoom();
    const bytes = this.#genealogy.objects.codes.bytes[id] as number; // It has a text.
    this.#note({ from: index, to: index + 1, ofClass, bucket, bytes });
    if (Math.floor(bucket / ranks) === shipment) this.shipments.push(id);
  }

  #noteItem(id: number): void {
    const { itemId, kind } = this.#genealogy.objects;
    if (itemId[id] === 0 && (kind[id] as number) <= unit) this.withoutItem.push(id); // It was reached.
  }

  /** The bucket of a class of which something is listed. */
  bucketOf(ofClass: number): number {
    return this.#bucketOf.decide(ofClass) & ~isLookedAt;
  }

  /** How long the list is. */
  get bytes(): number {
    return listBytes(this.#textBytes);
  }

  /** Writes the list in UTF-8 and returns where it ends; what follows must be written later. */
  write(out: Buffer, at: number): number {
    const { codes } = this.#genealogy.objects;
    const { ids } = this.#reached;
    const listed = { ids, runs: this.#runs, targets: this.#targets };
    return writeList(codes, { listed, textBytes: this.#textBytes, kit: this.kit }, { out, at });
  }

  #reset(): void {
    this.#runs.length = 0;
    this.kit = undefined;
    for (let nth = 0; nth < this.classCount; nth++) this.countOf[this.classes[nth] as number] = 0; // Within the count.
    this.classCount = 0;
    this.#makeRoom();
    this.shipments.length = 0;
    this.withoutItem.length = 0;
    this.#textBytes.fill(0);
  }

  /** Makes room for the classes of which something may be listed. */
  #makeRoom(): void {
    const classes = this.#bucketOf.of.length;
    this.countOf = withRoom(this.countOf, classes);
    this.classes = withRoom(this.classes, classes);
  }
}
