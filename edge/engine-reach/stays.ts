import { withRoom } from '../engine-columns/columns.ts';
import { marks, Reached } from './reached.ts';

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

/** Passages of a leaf, and how surely each holds the content. */
export type Stretch = { readonly from: number; readonly to: number; readonly rank: number };

/** Of a stay: its rank in two bits, and whether it has no end, as most have not. */
const endless = 4;
const never = 0xffffffff;

/**
 * The stays of a walk, column by column, kept from walk to walk so that none is allocated twice.
 */
export class Stays {
  readonly reached = new Reached();
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

  /** Begins a new walk over objects with ids below `objects`. */
  reset(objects: number): void {
    this.#earlier += this.count;
    if (this.#earlier >= 2 ** 31) {
      this.#lastOf.fill(0);
      this.#earlier = 0;
    }
    this.count = 0;
    this.#level = 0;
    this.#lastOf = withRoom(this.#lastOf, objects);
    this.reached.reset(objects);
  }

  /** Begins to walk the stays that came in the level before. */
  nextLevel(): void {
    this.#level += 1;
  }

  /** Follows every stay from one on, level by level, those too that come meanwhile. */
  walk(edges: { readonly follow: (stay: number) => void }, first: number): void {
    let stay = first;
    for (let end = this.count; stay < end; end = this.count) {
      this.nextLevel();
      for (; stay < end; stay++) if (this.isOpen(stay)) edges.follow(stay);
    }
  }

  /** What another stay covered before its level began goes nowhere that the other does not. */
  isOpen(stay: number): boolean {
    return (this.#coveredIn[stay] as number) >= this.#level; // The stay exists.
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

  /** Notes an arrival, unless what is known of the object covers it. */
  arrive(arrival: Arrival): void {
    const { id, rank } = arrival;
    const { reached } = this;
    if (!reached.has(id)) {
      reached.add(id, rank);
      this.#push(arrival, 0);
      return;
    }
    if (reached.hasRisen(id, rank)) return;
    const last = Math.max(0, (this.#lastOf[id] as number) - this.#earlier); // There is room for all.
    if (this.#isCovered(last, arrival)) return;
    reached.raise(id, rank);
    this.#push(arrival, last);
  }

  /** Notes an arrival from which no way leads on. */
  end({ id, rank }: Arrival): void {
    if (this.reached.has(id)) this.reached.raise(id, rank);
    else this.reached.add(id, rank);
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
