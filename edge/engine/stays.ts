import { withRoom } from './columns.ts';

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

const none = 0xffffffff;

/** What is noted of an object that was reached: the rank of its surest way in two bits, and more. */
export const marks = { rank: 3, made: 4, panel: 8 } as const;

/**
 * The stays of a walk, column by column, kept from walk to walk so that none is allocated twice.
 * `reached` lists the objects in the order in which they were reached.
 */
export class Stays {
  count = 0;
  id = new Uint32Array(0);
  rank = new Uint8Array(0);
  sinceMs = new Float64Array(0);
  untilMs = new Float64Array(0);
  removedMs = new Float64Array(0);
  sinceSourceId = new Uint16Array(0);
  untilSourceId = new Uint16Array(0);
  /** The level that was walked when another stay came to cover it; the largest number: none did. */
  #coveredIn = new Uint32Array(0);
  #nextOfObject = new Uint32Array(0);
  #firstOfObject = new Uint32Array(0);
  #walkOfObject = new Uint32Array(0);
  #walk = 0;
  #level = 0;
  reached = new Uint32Array(0);
  reachedCount = 0;
  /** By object; meaningful for reached objects only. */
  marks = new Uint8Array(0);

  /** Begins a new walk over objects with ids below `objects`. */
  reset(objects: number): void {
    this.count = 0;
    this.reachedCount = 0;
    this.#level = 0;
    this.#walk += 1;
    this.#firstOfObject = withRoom(this.#firstOfObject, objects);
    this.#walkOfObject = withRoom(this.#walkOfObject, objects);
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
    return this.#walkOfObject[id] === this.#walk;
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
    const first = this.#firstOfObject[id] as number; // It was reached.
    if (this.#isCovered(first, arrival)) return;
    const known = this.marks[id] as number;
    if (rank > (known & marks.rank)) this.marks[id] = (known & ~marks.rank) | rank;
    this.#push(arrival, first);
  }

  /** Notes the first arrival at an object. */
  add(arrival: Arrival): void {
    const { id } = arrival;
    if (this.reachedCount === this.reached.length) {
      this.reached = withRoom(this.reached, this.reachedCount + 1);
    }
    this.reached[this.reachedCount++] = id;
    this.#walkOfObject[id] = this.#walk;
    this.marks[id] = arrival.rank;
    this.#push(arrival, none);
  }

  #push(arrival: Arrival, next: number): void {
    const stay = this.count++;
    if (stay === this.id.length) this.#grow();
    this.#nextOfObject[stay] = next;
    this.#firstOfObject[arrival.id] = stay;
    this.id[stay] = arrival.id;
    this.rank[stay] = arrival.rank;
    this.sinceMs[stay] = arrival.sinceMs;
    this.untilMs[stay] = arrival.untilMs;
    this.removedMs[stay] = arrival.removedMs;
    this.sinceSourceId[stay] = arrival.sinceSourceId;
    this.untilSourceId[stay] = arrival.untilSourceId;
    this.#coveredIn[stay] = none;
  }

  /** Whether one of an object's stays covers the arrival; those that it covers end. */
  #isCovered(first: number, arrival: Arrival): boolean {
    for (let stay = first; stay !== none; stay = this.#nextOfObject[stay] as number) {
      if (this.#coveredIn[stay] !== none) continue;
      const order = this.#compare(stay, arrival);
      if (order > 0) return true;
      if (order < 0) this.#coveredIn[stay] = this.#level;
    }
    return false;
  }

  /** Positive: the stay covers the arrival; negative: the other way round; 0: neither. */
  #compare(stay: number, b: Arrival): number {
    const rank = (this.rank[stay] as number) - b.rank;
    const since = b.sinceMs - (this.sinceMs[stay] as number) || 0;
    const until = (this.untilMs[stay] as number) - b.untilMs || 0;
    const removed = (this.removedMs[stay] as number) - b.removedMs || 0;
    if (rank >= 0 && since >= 0 && until >= 0 && removed >= 0) {
      if (rank > 0 || since > 0 || until > 0 || removed > 0) return 1;
      const a =
        (this.sinceSourceId[stay] as number) * 65_536 + (this.untilSourceId[stay] as number);
      return a <= b.sinceSourceId * 65_536 + b.untilSourceId ? 1 : -1;
    }
    return rank <= 0 && since <= 0 && until <= 0 && removed <= 0 ? -1 : 0;
  }

  #grow(): void {
    const count = Math.max(this.count, this.id.length * 2);
    this.id = withRoom(this.id, count);
    this.rank = withRoom(this.rank, count);
    this.sinceMs = withRoom(this.sinceMs, count);
    this.untilMs = withRoom(this.untilMs, count);
    this.removedMs = withRoom(this.removedMs, count);
    this.sinceSourceId = withRoom(this.sinceSourceId, count);
    this.untilSourceId = withRoom(this.untilSourceId, count);
    this.#coveredIn = withRoom(this.#coveredIn, count);
    this.#nextOfObject = withRoom(this.#nextOfObject, count);
  }
}
