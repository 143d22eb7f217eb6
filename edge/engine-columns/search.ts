type Sought = { readonly wanted: number; readonly guess: number };

/**
 * Of `count` numbers in order, at least one, how many are below the one wanted. Steps away from a guess
 * are doubled until that is passed: a good guess looks at one line of the cache, halving all at many.
 */
export function countBelow(
  column: Uint32Array | Uint8Array,
  count: number,
  { wanted, guess }: Sought,
): number {
  let low = guess;
  let high = guess;
  if ((column[guess] as number) < wanted) {
    for (let step = 1; high < count && (column[high] as number) < wanted; step *= 2) {
      low = high + 1;
      high += step;
    }
    high = Math.min(high, count);
  } else {
    for (let step = 1; low >= 0 && (column[low] as number) >= wanted; step *= 2) {
      high = low;
      low -= step;
    }
    low = Math.max(low + 1, 0);
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
