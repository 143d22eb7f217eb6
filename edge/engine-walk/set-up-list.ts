import type { Bounds } from './set-up-bounds.ts';

/** Where what a set-up gave is in the columns. */
export type Given = { readonly from: number; readonly to: number };

/** One set-up lies side by side: its bounds, and its place in the columns. */
const width = 6;
/** Instead of a place: nothing is kept, each passage is looked at by itself. */
const notKept = -1;
/** So many set-ups that begin before a passage are looked at. */
const looksMax = 8;

/** The set-ups of one station, source and program that are known, in order of when they begin. */
export class SetUpList {
  /** Their `startMinMs`. */
  readonly #beginsMs: number[] = [];
  readonly #rows: number[] = [];

  /** The set-up of a passage, by its number until another is put; -1: it is not known. */
  find(startMs: number, atMs: number): number {
    const rows = this.#rows;
    const last = this.#placeOf(startMs) - 1;
    for (let nth = last; nth >= 0 && nth > last - looksMax; nth--) {
      const row = nth * width;
      const isStart = startMs >= (rows[row] as number) && startMs <= (rows[row + 1] as number); // In the list.
      if (isStart && atMs >= (rows[row + 2] as number) && atMs <= (rows[row + 3] as number)) {
        return nth;
      }
    }
    return -1;
  }

  isKept(nth: number): boolean {
    return this.from(nth) !== notKept;
  }

  from(nth: number): number {
    return this.#rows[nth * width + 4] as number; // It was found, or put.
  }

  to(nth: number): number {
    return this.#rows[nth * width + 5] as number;
  }

  /** Returns its number; `given` null: nothing is kept. */
  put({ startMinMs, startMaxMs, atMinMs, atMaxMs }: Bounds, given: Given | null): number {
    const { from, to } = given ?? { from: notKept, to: notKept };
    const nth = this.#placeOf(startMinMs);
    this.#beginsMs.splice(nth, 0, startMinMs);
    this.#rows.splice(nth * width, 0, startMinMs, startMaxMs, atMinMs, atMaxMs, from, to);
    return nth;
  }

  /** Before the first that begins later. */
  #placeOf(startMs: number): number {
    const beginsMs = this.#beginsMs;
    let low = 0;
    let high = beginsMs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((beginsMs[middle] as number) <= startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
