import type { TraceSummary } from '../api/contract/trace.ts';
import { certaintyOfRank } from '../trace/edge.ts';
import type { ListedKind, TraceFilters } from '../trace/params.ts';
import { withRoom } from './columns.ts';
import type { Genealogy } from './genealogy.ts';
import type { Places } from './places.ts';
import { placeOfCode } from './places.ts';
import { Arrival, type Stays } from './stays.ts';

/** The groups of a recall list, in the order of the codes of kinds; panels come last. */
const groups = ['lot', 'unit', 'container', 'shipment', 'panel'] as const satisfies ListedKind[];
const [unitGroup, panelGroup] = [1, 4] as const;
const ranks = certaintyOfRank.length;
const notListed = 255;

type Test = (id: number, group: number, place: number) => boolean;
type Tally = {
  readonly sums: Sums;
  readonly itemCounts: Uint32Array;
  readonly isAsked: Test | undefined;
};

type Sums = {
  readonly ofGroupAndRank: Uint32Array;
  readonly bytesOfBucket: Uint32Array;
  readonly unitsAt: Uint32Array;
  readonly ofItem: Map<number, number>;
  readonly shipments: number[];
};

/** Writes recall lists as JSON bytes, codes copied as they lie; the buffers are used again. */
export class RecallList {
  readonly #genealogy: Genealogy;
  readonly #places: Places;
  readonly #sum = new Arrival();
  #bucket = new Uint8Array(0);

  constructor(genealogy: Genealogy, places: Places) {
    this.#genealogy = genealogy;
    this.#places = places;
  }

  /** Decides what of a walk is listed, and counts it. */
  count(stays: Stays, filters: TraceFilters): { sums: Sums; summary: TraceSummary } {
    const { objects } = this.#genealogy;
    const sums: Sums = {
      ofGroupAndRank: new Uint32Array(groups.length * ranks),
      bytesOfBucket: new Uint32Array(groups.length * ranks),
      unitsAt: new Uint32Array(placeOfCode.length),
      ofItem: new Map(),
      shipments: [],
    };
    const itemCounts = new Uint32Array(objects.items.length);
    const isAsked = toTest(filters, this.#genealogy);
    const hasFilters = Object.values(filters).some((filter) => filter !== undefined);
    this.#places.reset();
    this.#bucket = withRoom(this.#bucket, stays.reachedCount);
    const tally = { sums, itemCounts, isAsked: hasFilters ? isAsked : undefined };
    for (let index = 0; index < stays.reachedCount; index++) {
      this.#bucket[index] = this.#tally(stays, stays.reached[index] as number, tally); // The bound of the loop.
    }
    for (const [item, count] of itemCounts.entries()) if (count > 0) sums.ofItem.set(item, count);
    return { sums, summary: this.#summarise(sums) };
  }

  /** The bucket that an object is listed in. */
  #tally(stays: Stays, id: number, { sums, itemCounts, isAsked }: Tally): number {
    const { objects } = this.#genealogy;
    stays.sum(id, this.#sum);
    if (this.#sum.depth === 0) return notListed;
    const group = stays.isPanel[id] === 1 ? panelGroup : (objects.kind[id] as number); // It was reached.
    const isPlaced = group === unitGroup || isAsked !== undefined;
    const place = isPlaced ? this.#places.of(id) : 0;
    if (isAsked?.(id, group, place) === false) return notListed;
    const bucket = group * ranks + this.#sum.rank;
    (sums.ofGroupAndRank[bucket] as number) += 1; // Every bucket has its sums.
    (sums.bytesOfBucket[bucket] as number) += (objects.textBytes[id] as number) + 1;
    (itemCounts[objects.itemId[id] as number] as number) += 1; // Every item has its count.
    if (group === unitGroup) (sums.unitsAt[place] as number) += 1; // Every place has its sum.
    if (groups[group] === 'shipment') sums.shipments.push(id);
    return bucket;
  }

  /** `{"lot":{"certain":[…],…},…}` of what was counted last, in UTF-8. */
  write(stays: Stays, { ofGroupAndRank, bytesOfBucket }: Sums): Uint8Array {
    const { objects } = this.#genealogy;
    const { at, end, pieces } = layOut(bytesOfBucket);
    const out = Buffer.allocUnsafeSlow(end);
    const { text, textAt, textBytes } = objects;
    const left = ofGroupAndRank.slice();
    for (let index = 0; index < stays.reachedCount; index++) {
      const bucket = this.#bucket[index] as number; // The bound of the loop.
      if (bucket === notListed) continue;
      const id = stays.reached[index] as number;
      const from = textAt[id] as number;
      const to = from + (textBytes[id] as number);
      let target = at[bucket] as number;
      for (let byte = from; byte < to; byte++) out[target++] = text[byte] as number;
      (left[bucket] as number) -= 1; // Every bucket has its count.
      if (left[bucket] !== 0) out[target++] = 44;
      at[bucket] = target;
    }
    for (const [position, piece] of pieces) out.write(piece, position, 'latin1');
    return out;
  }

  #summarise({ ofGroupAndRank, unitsAt, ofItem, shipments }: Sums): TraceSummary {
    const { objects, customers } = this.#genealogy;
    const of = (group: number, rank: number) => ofGroupAndRank[group * ranks + rank] ?? 0;
    const all = (group: number) => of(group, 0) + of(group, 1) + of(group, 2);
    const [possible, declared, certain] = [0, 1, 2].map((rank) => of(unitGroup, rank));
    return {
      lots: all(0),
      units: all(unitGroup),
      containers: all(2),
      shipments: all(3),
      customers: [
        ...new Set(shipments.map((id) => customers.get(id) ?? objects.codeOf(id))),
      ].sort(),
      byCertainty: { certain: certain ?? 0, declared: declared ?? 0, possible: possible ?? 0 },
      byLocation: {
        wip: unitsAt[1] ?? 0,
        stock: unitsAt[2] ?? 0,
        shipped: unitsAt[3] ?? 0,
        scrapped: unitsAt[4] ?? 0,
      },
      byItem: Object.fromEntries(
        [...ofItem].flatMap(([item, count]) => (item === 0 ? [] : [[objects.items[item], count]])),
      ),
    };
  }
}

function toTest({ kinds, items, whereabouts }: TraceFilters, { objects }: Genealogy) {
  const kindSet = kinds && new Set(kinds.map((kind) => groups.indexOf(kind)));
  const itemSet = items && new Set(items.map((item) => objects.items.indexOf(item)));
  const placeSet = whereabouts && new Set(whereabouts.map((place) => placeOfCode.indexOf(place)));
  return (id: number, group: number, place: number): boolean =>
    (kindSet?.has(group) ?? true) &&
    (itemSet === undefined ||
      (objects.itemId[id] !== 0 && itemSet.has(objects.itemId[id] ?? -1))) &&
    (placeSet?.has(place) ?? true);
}

/** Where each bucket's codes begin, and what stands between them. */
function layOut(bytesOfBucket: Uint32Array) {
  const at = new Uint32Array(bytesOfBucket.length);
  const pieces: [at: number, text: string][] = [];
  let end = 0;
  const put = (text: string): void => {
    pieces.push([end, text]);
    end += text.length;
  };
  for (const [group, name] of groups.entries()) {
    put(`${group === 0 ? '{' : ','}"${name}":`);
    for (const [rank, certainty] of certaintyOfRank.entries()) {
      const bucket = group * ranks + rank;
      put(`${rank === 0 ? '{' : ','}"${certainty}":[`);
      at[bucket] = end;
      // A comma follows each code but the last.
      end += Math.max(0, (bytesOfBucket[bucket] ?? 0) - 1);
      put(']');
    }
    put('}');
  }
  put('}');
  return { at, end, pieces };
}
