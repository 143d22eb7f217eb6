import type { Said } from './reached.ts';

/** What several set-ups gave to a unit together: lots, each once, with the most that is said of it. */
export type Kit = Said & {
  /** How a recall list names it; written by `KitTexts`. */
  text?: KitText;
};

export type KitText = {
  /** How often lots had become something else when it was written. */
  readonly lotChanges: number;
  /** By bucket: how many there are, and how long their texts are, with their commas. */
  readonly counts: Uint32Array;
  readonly textBytes: Uint32Array;
  /** The texts, bucket after bucket, `gap` bytes apart. */
  readonly list: Uint8Array;
  /** Those without an item of which nothing here says that they were made. */
  readonly withoutItem: readonly number[];
  readonly itemIds: readonly number[];
  /** By item of `itemIds`. */
  readonly itemCounts: readonly number[];
  /** The same as the inside of a JSON object. */
  readonly items: string;
};

/** Where texts are copied, so many bytes after an end may be written too. */
export const gap = 8;
