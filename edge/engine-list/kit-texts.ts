import { assert } from '../../domain/assert.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { gap, type Kit, type KitText } from '../engine-reach/kit.ts';
import { marks } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { type Buckets, classBits, isLookedAt } from './classes.ts';
import { itemCountsText } from './item-counts.ts';
import { buckets } from './recall-text.ts';

type Counted = Omit<KitText, 'list' | 'items'>;
type Written = { readonly runs: number[]; readonly ofItem: Uint32Array };

/** Counts and writes a kit once for all lists that have it whole. */
export class KitTexts {
  readonly #genealogy: Genealogy;
  /** Those of a list of everything. */
  readonly #buckets: Buckets;

  constructor(genealogy: Genealogy, everything: Buckets) {
    this.#genealogy = genealogy;
    this.#buckets = everything;
  }

  of(kit: Kit): KitText {
    const { lotChanges } = this.#genealogy.places;
    if (kit.text?.lotChanges === lotChanges) return kit.text;
    const runs: number[] = [];
    const ofItem = new Uint32Array(this.#genealogy.objects.items.length);
    const counted = this.#count(kit, { lotChanges, runs, ofItem });
    const list = this.#list(kit, runs, counted.textBytes);
    const { itemTexts } = this.#genealogy.objects;
    kit.text = { ...counted, list, items: itemCountsText(itemTexts, counted.itemIds, ofItem) };
    return kit.text;
  }

  #count(
    { ids, said }: Kit,
    { lotChanges, runs, ofItem }: Pick<KitText, 'lotChanges'> & Written,
  ): Counted {
    const { objects, places } = this.#genealogy;
    const [counts, textBytes] = [new Uint32Array(buckets), new Uint32Array(buckets)];
    const withoutItem: number[] = [];
    const itemIds: number[] = [];
    for (const [index, id] of ids.entries()) {
      const told = said[index] as number; // As many as there are ids.
      const trait = places.of(id);
      const { kind, itemId } = places.traits.at(trait);
      assert(kind === kindCodes.lot, 'all that a set-up gives is lots');
      const bucket = this.#buckets.decide((trait << classBits) | told) & ~isLookedAt;
      runs.push(index, index + 1, bucket);
      (counts[bucket] as number) += 1; // Each bucket has its count.
      (textBytes[bucket] as number) += objects.codes.bytes[id] as number;
      const counted = objects.countedAs[itemId] as number; // Each item has its own.
      if (counted === 0 && (told & marks.made) === 0) withoutItem.push(id);
      if (counted === 0) continue;
      if (ofItem[counted] === 0) itemIds.push(counted);
      (ofItem[counted] as number) += 1;
    }
    const itemCounts = itemIds.map((itemId) => ofItem[itemId] as number); // Counted above.
    return { lotChanges, counts, textBytes, withoutItem, itemIds, itemCounts };
  }

  #list({ ids }: Kit, runs: readonly number[], textBytes: Uint32Array): Uint8Array {
    const targets = new Uint32Array(buckets);
    let end = 0;
    for (const [bucket, bytes] of textBytes.entries()) {
      targets[bucket] = end;
      if (bytes > 0) end += bytes + gap;
    }
    const list = new Uint8Array(end);
    this.#genealogy.objects.codes.copyTo(list, { ids, runs, targets });
    return list;
  }
}
