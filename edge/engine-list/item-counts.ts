/** The inside of a JSON object with items as its keys: how many there are of each. */
export function itemCountsText(
  itemTexts: readonly string[],
  itemIds: readonly number[],
  counts: Uint32Array,
): string {
  return itemIds.map((itemId) => `${itemTexts[itemId]}:${counts[itemId]}`).join();
}
