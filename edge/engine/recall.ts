import type { TraceSummary, Whereabouts } from '../api/contract/trace.ts';
import type { Codes } from '../engine-memory/codes.ts';
import { withRoom } from '../engine-memory/columns.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { placeOfCode } from '../engine-memory/places.ts';
import { marks, type Stays } from '../engine-walk/stays.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { certaintyOfRank } from '../trace/edge.ts';
import type { ListedKind, TraceFilters } from '../trace/params.ts';

/** The groups of a recall list, in the order of the codes of kinds; panels come last. */
const groups = ['lot', 'unit', 'container', 'shipment', 'panel'] as const satisfies ListedKind[];
const { lot, unit, container, shipment } = kindCodes;
const panel = 4;
const ranks = certaintyOfRank.length;
const buckets = groups.length * ranks;
const notListed = 255;
/** Up to so many bytes a loop is quicker than asking for a copy. */
const loopMax = 64;

/** What stands before the codes of each bucket, and after those of the last. */
const heads = Array.from({ length: buckets }, (_, bucket) => {
  const [group, rank] = [groups[Math.floor(bucket / ranks)], bucket % ranks];
  const end = bucket === 0 ? '{' : rank === 0 ? ']},' : '],';
  return Buffer.from(`${end}${rank === 0 ? `"${group}":{` : ''}"${certaintyOfRank[rank]}":[`);
});
const tail = Buffer.from(']}}');

/**
 * What of a walk is listed, by group and certainty: counted, then written as JSON. Columns are used
 * again; what was counted holds until the next time.
 */
export class RecallList {
  readonly #genealogy: Genealogy;
  /** What was reached, the roots too, and has no item. */
  readonly withoutItem: number[] = [];
  #bucket = new Uint8Array(0);
  #ordered = new Uint32Array(0);
  readonly #counts = new Uint32Array(buckets);
  readonly #textBytes = new Uint32Array(buckets);
  readonly #unitsAt = new Uint32Array(placeOfCode.length);
  #ofItem = new Uint32Array(0);
  /** Those that something listed has. */
  readonly #items: number[] = [];
  readonly #next = new Uint32Array(buckets);
  readonly #ends = new Uint32Array(buckets);

  constructor(genealogy: Genealogy) {
    this.#genealogy = genealogy;
  }

  /** Counts what is asked for of what a walk reached after its `roots`. */
  count(stays: Stays, roots: number, filters: TraceFilters): void {
    const { objects, places } = this.#genealogy;
    const { kind } = objects;
    const { bytes } = objects.codes;
    const isAsked = toTest(filters, this.#genealogy);
    this.#reset(stays.reachedCount);
    const [bucketOf, unitsAt, ofItem] = [this.#bucket, this.#unitsAt, this.#ofItem];
    const [counts, textBytes] = [this.#counts, this.#textBytes];
    for (let index = 0; index < roots; index++) this.#noteItem(stays.reached[index] as number);
    for (let index = roots; index < stays.reachedCount; index++) {
      const id = stays.reached[index] as number; // The bound of the loop.
      const item = this.#noteItem(id);
      const known = stays.marks[id] as number; // It was reached.
      const group = (known & marks.panel) === 0 ? (kind[id] as number) : panel;
      if (isAsked !== undefined && !isAsked(id, group)) {
        bucketOf[index] = notListed;
        continue;
      }
      const bucket = group * ranks + (known & marks.rank);
      bucketOf[index] = bucket;
      (counts[bucket] as number) += 1; // Every bucket, item and place has its count.
      (textBytes[bucket] as number) += bytes[id] as number;
      if (ofItem[item] === 0) this.#items.push(item);
      (ofItem[item] as number) += 1;
      if (group === unit) (unitsAt[places.of(id)] as number) += 1;
    }
    this.#order(stays, roots);
  }

  /** How long the list is. */
  get bytes(): number {
    let bytes = tail.length;
    for (const [bucket, head] of heads.entries()) {
      bytes += head.length + Math.max(0, (this.#textBytes[bucket] as number) - 1); // No last comma.
    }
    return bytes;
  }

  /** Writes `{"lot":{"certain":[…],…},…}` in UTF-8 and returns where it ends. */
  write(out: Uint8Array, at: number): number {
    const { codes } = this.#genealogy.objects;
    let target = at;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const head = heads[bucket] as Uint8Array; // Every bucket has one.
      target = copy(head, { from: 0, to: head.length }, { out, target });
      if (this.#counts[bucket] === 0) continue;
      target = writeCodes(codes, this.#idsIn(bucket), { out, target });
    }
    return copy(tail, { from: 0, to: tail.length }, { out, target });
  }

  /** A `TraceSummary` as JSON. */
  summarise(): string {
    const of = (group: number, rank: number) => this.#counts[group * ranks + rank] ?? 0;
    const all = (group: number) => of(group, 0) + of(group, 1) + of(group, 2);
    const at = (place: Whereabouts) => this.#unitsAt[placeOfCode.indexOf(place)] ?? 0;
    const summary: Omit<TraceSummary, 'byItem'> = {
      lots: all(lot),
      units: all(unit),
      containers: all(container),
      shipments: all(shipment),
      customers: this.#customers(),
      byCertainty: { certain: of(unit, 2), declared: of(unit, 1), possible: of(unit, 0) },
      byLocation: {
        wip: at('wip'),
        stock: at('stock'),
        shipped: at('shipped'),
        scrapped: at('scrapped'),
      },
    };
    return `${JSON.stringify(summary).slice(0, -1)},"byItem":{${this.#byItem()}}}`;
  }

  #customers(): string[] {
    const { customers, objects } = this.#genealogy;
    const names = new Set<string>();
    for (let rank = 0; rank < ranks; rank++) {
      for (const id of this.#idsIn(shipment * ranks + rank)) {
        names.add(customers.get(id) ?? objects.codes.of(id));
      }
    }
    return [...names].sort();
  }

  #byItem(): string {
    const { itemKeys } = this.#genealogy.objects;
    let json = '';
    for (const item of this.#items) {
      if (item !== 0) json += `${json === '' ? '' : ','}${itemKeys[item]}${this.#ofItem[item]}`;
    }
    return json;
  }

  #noteItem(id: number): number {
    const item = this.#genealogy.objects.itemId[id] as number; // It was reached.
    if (item === 0) this.withoutItem.push(id);
    return item;
  }

  #reset(reached: number): void {
    this.#bucket = withRoom(this.#bucket, reached);
    this.#ordered = withRoom(this.#ordered, reached);
    for (const item of this.#items) this.#ofItem[item] = 0;
    this.#items.length = 0;
    this.withoutItem.length = 0;
    this.#ofItem = withRoom(this.#ofItem, this.#genealogy.objects.items.length);
    for (const counts of [this.#counts, this.#textBytes, this.#unitsAt]) counts.fill(0);
  }

  /** Puts what is listed in the order of the buckets. */
  #order(stays: Stays, roots: number): void {
    let end = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      this.#next[bucket] = end;
      end += this.#counts[bucket] as number; // Every bucket has its count.
      this.#ends[bucket] = end;
    }
    for (let index = roots; index < stays.reachedCount; index++) {
      const bucket = this.#bucket[index] as number; // The bound of the loop.
      if (bucket !== notListed) {
        this.#ordered[(this.#next[bucket] as number)++] = stays.reached[index] as number;
      }
    }
  }

  #idsIn(bucket: number): Uint32Array {
    const end = this.#ends[bucket] as number; // Every bucket has its end.
    return this.#ordered.subarray(end - (this.#counts[bucket] as number), end);
  }
}

type Out = { readonly out: Uint8Array; readonly target: number };

/** Copies codes, those that lie side by side in one go; returns where the last ends, without its comma. */
function writeCodes({ text, at, bytes }: Codes, ids: Uint32Array, { out, target }: Out): number {
  let written = target;
  for (let index = 0; index < ids.length; ) {
    const from = at[ids[index] as number] as number; // The bound of the loop.
    let to = from;
    while (index < ids.length && at[ids[index] as number] === to) {
      to += bytes[ids[index++] as number] as number;
    }
    written = copy(text, { from, to }, { out, target: written });
  }
  return written - 1;
}

type Stretch = { readonly from: number; readonly to: number };

function copy(text: Uint8Array, { from, to }: Stretch, { out, target }: Out): number {
  if (to - from > loopMax) out.set(text.subarray(from, to), target);
  else for (let at = from; at < to; at++) out[target + at - from] = text[at] as number; // Within the text.
  return target + to - from;
}

/** Undefined: everything is asked for. */
function toTest({ kinds, items, whereabouts }: TraceFilters, { objects, places }: Genealogy) {
  if (kinds === undefined && items === undefined && whereabouts === undefined) return undefined;
  const kindSet = kinds && new Set(kinds.map((kind) => groups.indexOf(kind)));
  const itemSet = items && new Set(items.map((item) => objects.items.indexOf(item)));
  const placeSet = whereabouts && new Set(whereabouts.map((place) => placeOfCode.indexOf(place)));
  return (id: number, group: number): boolean =>
    (kindSet?.has(group) ?? true) &&
    (itemSet === undefined ||
      (objects.itemId[id] !== 0 && itemSet.has(objects.itemId[id] ?? -1))) &&
    (placeSet?.has(places.of(id)) ?? true);
}
