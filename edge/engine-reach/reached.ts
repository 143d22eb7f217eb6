import { withRoom } from '../engine-columns/columns.ts';

/**
 * What is noted of an object that was reached: the rank of its surest way in two bits; whether
 * something was made of the content there; whether it is a panel, or a former label; and, in two
 * bits, the rank plus 1 with which content rose through it (see `Ascent`). All but the last is `said`.
 */
export const marks = { rank: 3, made: 4, panel: 8, former: 16, said: 31, risen: 96 } as const;
const risenShift = 5;
/** One walk after another has its own number, above the bits of the marks; then they begin anew. */
const step = 128;
const walksEnd = 2 ** 16;

/** Objects, and of each the rank and marks. */
export type Said = { readonly ids: Uint32Array; readonly said: Uint8Array };
type Stretch = { readonly from: number; readonly to: number; readonly most: number };

/** The objects that a walk reached, each once, in the order in which it reached them. */
export class Reached {
  ids = new Uint32Array(0);
  count = 0;
  /** By object: the number of the walk that reached it last, with its marks. */
  of = new Uint16Array(0);
  /** The number of this walk: what was reached has this or more. */
  walk = 0;

  /** Begins a new walk over objects with ids below `objects`. */
  reset(objects: number): void {
    this.walk += step;
    if (this.walk === walksEnd) {
      this.of.fill(0);
      this.walk = step;
    }
    this.count = 0;
    this.of = withRoom(this.of, objects);
    this.ids = withRoom(this.ids, objects);
  }

  has(id: number): boolean {
    return (this.of[id] ?? 0) >= this.walk;
  }

  add(id: number, rank: number): void {
    this.ids[this.count++] = id;
    this.of[id] = this.walk + rank;
  }

  mark(id: number, mark: number): void {
    (this.of[id] as number) |= mark; // It was reached.
  }

  /** Notes another way to what was reached. */
  raise(id: number, rank: number): void {
    const known = this.of[id] as number; // It was reached.
    if (rank > (known & marks.rank)) this.of[id] = (known & ~marks.rank) | rank;
  }

  /** Notes what is said of objects, each of which was reached at most as surely as `most`. */
  take({ ids: given, said }: Said, { from, to, most }: Stretch): void {
    const { of, ids, walk } = this;
    let { count } = this;
    for (let index = from; index < to; index++) {
      const id = given[index] as number; // Within the columns.
      const told = said[index] as number;
      const rank = Math.min(told & marks.rank, most);
      const before = of[id] as number;
      const isNew = before < walk;
      if (isNew) ids[count++] = id;
      const known = isNew ? walk : before;
      const surest = Math.max(rank, known & marks.rank);
      of[id] = (known & ~marks.rank) | (told & ~marks.rank) | surest;
    }
    this.count = count;
  }

  /** Notes what is said of objects, each of which is named once; whether none of them was reached before. */
  takeApart(given: Said): boolean {
    const { of, walk, count } = this;
    const { ids, said } = given;
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] as number; // The bound of the loop.
      if ((of[id] as number) >= walk) {
        this.ids.set(ids.subarray(0, index), count);
        this.count += index;
        this.take(given, { from: index, to: ids.length, most: marks.rank });
        return false;
      }
      of[id] = walk + (said[index] as number); // As many as there are ids.
    }
    this.ids.set(ids, count);
    this.count += ids.length;
    return true;
  }

  /** Whether content rose through what was reached as surely as that, or more so. */
  hasRisen(id: number, rank: number): boolean {
    return ((this.of[id] as number) & marks.risen) >>> risenShift > rank; // It was reached.
  }

  /** What is noted of an object that rising content reaches first. */
  risen(rank: number): number {
    return this.walk + (((rank + 1) << risenShift) | rank);
  }

  /** Notes that content rises through an object; false: as surely it did before. */
  rise(id: number, rank: number): boolean {
    const known = this.of[id] as number; // Objects are below what `reset` was given.
    const risen = (rank + 1) << risenShift;
    if (known < this.walk) {
      this.ids[this.count++] = id;
      this.of[id] = this.risen(rank);
      return true;
    }
    if ((known & marks.risen) >= risen) return false;
    const surest = Math.max(known & marks.rank, rank);
    this.of[id] = (known & ~(marks.risen | marks.rank)) | risen | surest;
    return true;
  }
}
