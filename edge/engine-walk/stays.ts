import { withRoom } from '../engine-memory/columns.ts';
import { type Leaf, startMsOf } from '../engine-memory/passages.ts';

/** One way of having come to an object; the same as a `Stay` of the walk over rows. */
export class Arrival {
  id = 0;
  rank = 0;
  sinceMs = Number.NEGATIVE_INFINITY;
  /** 0: the time needs no clock. */
  sinceSourceId = 0;
  untilMs = Number.POSITIVE_INFINITY;
  untilSourceId = 0;
  removedMs = Number.POSITIVE_INFINITY;
}

/** What is noted of an object that was reached: the rank of its surest way in two bits, and more. */
export const marks = { rank: 3, made: 4, panel: 8 } as const;

/** Passages of a leaf, and how surely each holds the content. */
export type Stretch = { readonly from: number; readonly to: number; readonly rank: number };
type Since = { readonly rank: number; readonly startMs: number; readonly sourceId: number };

/** Of a stay: its rank in two bits, and whether it has no end, as most have not. */
const endless = 4;
const never = 0xffffffff;

/**
 * The stays of a walk, column by column, kept from walk to walk so that none is allocated twice.
 * `reached` lists the objects in the order in which they were reached.
 */
export class Stays {
  count = 0;
  id = new Uint32Array(0);
  #rank = new Uint8Array(0);
  sinceMs = new Float64Array(0);
  sinceSourceId = new Uint16Array(0);
  #untilMs = new Float64Array(0);
  #untilSourceId = new Uint16Array(0);
  #removedMs = new Float64Array(0);
  /** The level that was walked when another stay came to cover it, or `never`. */
  #coveredIn = new Uint32Array(0);
  /** The stay that came to the same object before, plus 1; 0: none. */
  #before = new Uint32Array(0);
  /** By object: the stay that came last, counted on from walk to walk, plus 1. */
  #lastOf = new Uint32Array(0);
  #earlier = 0;
  #level = 0;
  reached = new Uint32Array(0);
  reachedCount = 0;
  /** By object; meaningful for reached objects only. */
  marks = new Uint8Array(0);
  readonly #again = new Arrival();

  /** Begins a new walk over objects with ids below `objects`. */
  reset(objects: number): void {
    this.#earlier += this.count;
    if (this.#earlier >= 2 ** 31) {
      this.#lastOf.fill(0);
      this.#earlier = 0;
    }
    this.count = 0;
    this.reachedCount = 0;
    this.#level = 0;
    this.#lastOf = withRoom(this.#lastOf, objects);
    this.marks = withRoom(this.marks, objects);
  }

  /** Begins to walk the stays that came in the level before. */
  nextLevel(): void {
    this.#level += 1;
  }

  /** What another stay covered before its level began goes nowhere that the other does not. */
  isOpen(stay: number): boolean {
    return (this.#coveredIn[stay] as number) >= this.#level; // The stay exists.
  }

  has(id: number): boolean {
    return (this.#lastOf[id] ?? 0) > this.#earlier;
  }

  rank(stay: number): number {
    return (this.#rank[stay] as number) & marks.rank; // The stay exists.
  }

  isEndless(stay: number): boolean {
    return (this.#rank[stay] as number) >= endless;
  }

  untilMs(stay: number): number {
    return this.isEndless(stay) ? Number.POSITIVE_INFINITY : (this.#untilMs[stay] as number);
  }

  untilSourceId(stay: number): number {
    return this.isEndless(stay) ? 0 : (this.#untilSourceId[stay] as number);
  }

  removedMs(stay: number): number {
    return this.isEndless(stay) ? Number.POSITIVE_INFINITY : (this.#removedMs[stay] as number);
  }

  mark(id: number, mark: number): void {
    (this.marks[id] as number) |= mark; // It was reached.
  }

  /** Notes an arrival, unless the stays known already cover it. */
  arrive(arrival: Arrival): void {
    const { id, rank } = arrival;
    if (!this.has(id)) {
      this.add(arrival);
      return;
    }
    const last = (this.#lastOf[id] as number) - this.#earlier; // It was reached.
    if (this.#isCovered(last, arrival)) return;
    const known = this.marks[id] as number;
    if (rank > (known & marks.rank)) this.marks[id] = (known & ~marks.rank) | rank;
    this.#push(arrival, last);
  }

  /** Notes the first arrival at an object. */
  add(arrival: Arrival): void {
    const { id } = arrival;
    if (this.reachedCount === this.reached.length) {
      this.reached = withRoom(this.reached, 2 * this.reachedCount + 1);
    }
    this.reached[this.reachedCount++] = id;
    this.marks[id] = arrival.rank;
    this.#push(arrival, 0);
  }

  /**
   * Notes that units came to hold the content for good: those of a stretch of passages, each since
   * its start. Returns the earliest of these.
   */
  addStretch(leaf: Leaf, { from, to, rank }: Stretch): number {
    this.#reserve(to - from);
    const { id: ids, sinceMs, sinceSourceId, reached, marks: known } = this;
    const ranks = this.#rank;
    const coveredIn = this.#coveredIn;
    const before = this.#before;
    const lastOf = this.#lastOf;
    const sourceId = leaf.sourceId.same;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (let index = from; index < to; index++) {
      const id = leaf.unitId[index] as number; // Within the leaf.
      const startMs = startMsOf(leaf, index);
      if (startMs < earliestMs) earliestMs = startMs;
      if ((lastOf[id] as number) > this.#earlier) {
        this.#arriveAgain(id, { rank, startMs, sourceId });
        continue;
      }
      const stay = this.count++;
      reached[this.reachedCount++] = id;
      known[id] = rank;
      ids[stay] = id;
      ranks[stay] = rank | endless;
      sinceMs[stay] = startMs;
      sinceSourceId[stay] = sourceId;
      coveredIn[stay] = never;
      before[stay] = 0;
      lastOf[id] = this.#earlier + stay + 1;
    }
    return earliestMs;
  }

  #push(arrival: Arrival, before: number): void {
    const { id, untilMs, removedMs } = arrival;
    const stay = this.count++;
    if (stay === this.id.length) this.#grow(stay + 1);
    this.#before[stay] = before;
    this.#lastOf[id] = this.#earlier + stay + 1;
    this.id[stay] = id;
    this.sinceMs[stay] = arrival.sinceMs;
    this.sinceSourceId[stay] = arrival.sinceSourceId;
    this.#coveredIn[stay] = never;
    this.#rank[stay] = arrival.rank | endless;
    if (untilMs === Number.POSITIVE_INFINITY && removedMs === Number.POSITIVE_INFINITY) return;
    this.#rank[stay] = arrival.rank;
    this.#untilMs[stay] = untilMs;
    this.#untilSourceId[stay] = arrival.untilSourceId;
    this.#removedMs[stay] = removedMs;
  }

  /** Whether one of an object's stays covers the arrival; those that it covers end. */
  #isCovered(last: number, arrival: Arrival): boolean {
    for (let at = last; at !== 0; at = this.#before[at - 1] as number) {
      const stay = at - 1;
      if (this.#coveredIn[stay] !== never) continue;
      const order = this.#compare(stay, arrival);
      if (order > 0) return true;
      if (order < 0) this.#coveredIn[stay] = this.#level;
    }
    return false;
  }

  /** Positive: the stay covers the arrival; negative: the other way round; 0: neither. */
  #compare(stay: number, b: Arrival): number {
    const rank = this.rank(stay) - b.rank;
    const since = b.sinceMs - (this.sinceMs[stay] as number) || 0;
    const until = this.untilMs(stay) - b.untilMs || 0;
    const removed = this.removedMs(stay) - b.removedMs || 0;
    if (rank >= 0 && since >= 0 && until >= 0 && removed >= 0) {
      if (rank > 0 || since > 0 || until > 0 || removed > 0) return 1;
      const a = (this.sinceSourceId[stay] as number) * 65_536 + this.untilSourceId(stay);
      return a <= b.sinceSourceId * 65_536 + b.untilSourceId ? 1 : -1;
    }
    return rank <= 0 && since <= 0 && until <= 0 && removed <= 0 ? -1 : 0;
  }

  #arriveAgain(id: number, { rank, startMs, sourceId }: Since): void {
    const arrival = this.#again;
    arrival.id = id;
    arrival.rank = rank;
    arrival.sinceMs = startMs;
    arrival.sinceSourceId = sourceId;
    this.arrive(arrival);
  }

  /** Makes room for so many more stays. */
  #reserve(more: number): void {
    this.reached = withRoom(this.reached, this.reachedCount + more);
    if (this.count + more > this.id.length) this.#grow(this.count + more);
  }

  #grow(least: number): void {
    const count = Math.max(least, this.id.length * 2);
    this.id = withRoom(this.id, count);
    this.#rank = withRoom(this.#rank, count);
    this.sinceMs = withRoom(this.sinceMs, count);
    this.sinceSourceId = withRoom(this.sinceSourceId, count);
    this.#untilMs = withRoom(this.#untilMs, count);
    this.#untilSourceId = withRoom(this.#untilSourceId, count);
    this.#removedMs = withRoom(this.#removedMs, count);
    this.#coveredIn = withRoom(this.#coveredIn, count);
    this.#before = withRoom(this.#before, count);
  }
}
