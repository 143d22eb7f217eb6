import { withRoom } from '../engine-columns/columns.ts';
import { placeOfCode } from '../engine-columns/traits.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import type { KitText } from '../engine-reach/kit.ts';
import { marks } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { classBits } from './classes.ts';
import { itemCountsText } from './item-counts.ts';
import type { RecallList } from './recall.ts';
import { buckets, ranks } from './recall-text.ts';

const { lot, unit, container, shipment } = kindCodes;

/** How many of what a recall list lists. */
export class Summary {
  readonly #genealogy: Genealogy;
  readonly #recall: RecallList;
  readonly #counts = new Uint32Array(buckets);
  /** Of units, by where they are. */
  readonly #at = new Uint32Array(placeOfCode.length);
  /** Nothing between two summaries. */
  #ofItem = new Uint32Array(0);
  /** Those of which there are some, in the order in which they were met. */
  readonly #items: number[] = [];

  constructor(genealogy: Genealogy, recall: RecallList) {
    this.#genealogy = genealogy;
    this.#recall = recall;
  }

  /** A `TraceSummary` as JSON. */
  text(): string {
    this.#add();
    const of = (group: number, rank: number) => this.#counts[group * ranks + rank] ?? 0;
    const all = (group: number) => of(group, 0) + of(group, 1) + of(group, 2);
    const at = (place: number) => this.#at[place] ?? 0;
    return (
      `{"lots":${all(lot)},"units":${all(unit)},"containers":${all(container)}` +
      `,"shipments":${all(shipment)},"customers":${this.#customers()}` +
      `,"byCertainty":{"certain":${of(unit, 2)},"declared":${of(unit, 1)},"possible":${of(unit, 0)}}` +
      `,"byLocation":{"wip":${at(1)},"stock":${at(2)},"shipped":${at(3)},"scrapped":${at(4)}}` +
      `,"byItem":{${this.#itemsText()}}}`
    );
  }

  #itemsText(): string {
    const items = this.#items;
    const { kit } = this.#recall;
    const apart = kit !== undefined && this.#isApart(kit) ? kit.items : '';
    if (kit !== undefined && apart === '') {
      for (const [nth, itemId] of kit.itemIds.entries()) {
        this.#addItem(itemId, kit.itemCounts[nth] as number); // As many as there are items.
      }
    }
    const text = itemCountsText(this.#genealogy.objects.itemTexts, items, this.#ofItem);
    for (const itemId of items) this.#ofItem[itemId] = 0;
    items.length = 0;
    return apart + (apart === '' || text === '' ? '' : ',') + text;
  }

  /** Whether a kit is of other items than all else. */
  #isApart({ itemIds }: KitText): boolean {
    return !this.#items.some((itemId) => itemIds.includes(itemId));
  }

  #addItem(itemId: number, count: number): void {
    if (this.#ofItem[itemId] === 0) this.#items.push(itemId);
    (this.#ofItem[itemId] as number) += count; // There is room for all.
  }

  /** Adds up the classes. */
  #add(): void {
    const recall = this.#recall;
    const { objects, places } = this.#genealogy;
    const { countOf, classes, classCount } = recall;
    this.#ofItem = withRoom(this.#ofItem, objects.items.length);
    this.#counts.fill(0);
    this.#at.fill(0);
    for (let nth = 0; nth < classCount; nth++) {
      const ofClass = classes[nth] as number; // Within the count.
      const count = countOf[ofClass] as number; // It was counted.
      const bucket = recall.bucketOf(ofClass);
      const { itemId: told, place } = places.traits.at(ofClass >>> classBits);
      const itemId = objects.countedAs[told] ?? 0;
      (this.#counts[bucket] as number) += count;
      if (Math.floor(bucket / ranks) === unit) (this.#at[place] as number) += count;
      if (itemId === 0 || (ofClass & marks.former) !== 0) continue;
      this.#addItem(itemId, count);
    }
    if (recall.kit === undefined) return;
    for (let bucket = 0; bucket < buckets; bucket++) {
      (this.#counts[bucket] as number) += recall.kit.counts[bucket] as number; // Every bucket has its own.
    }
  }

  #customers(): string {
    const { shipments } = this.#recall;
    if (shipments.length === 0) return '[]';
    const { customers, objects } = this.#genealogy;
    const names = new Set<string>();
    for (const id of shipments) names.add(customers.get(id) ?? objects.codes.of(id));
    return JSON.stringify([...names].sort());
  }
}
