import { withRoom } from './columns.ts';

/** One way of having come to an object; the same as a `Stay` of the walk over rows. */
export class Arrival {
  id = 0;
  depth = 0;
  rank = 0;
  sinceMs = Number.NEGATIVE_INFINITY;
  /** 0: the time needs no clock. */
  sinceSourceId = 0;
  untilMs = Number.POSITIVE_INFINITY;
  untilSourceId = 0;
  removedMs = Number.POSITIVE_INFINITY;
}

/**
 * The stays of a walk, column by column, kept from walk to walk so that none is allocated twice.
 * `reached` lists the objects in the order in which they were reached.
 */
export class Stays {
  count = 0;
  id = new Uint32Array(0);
  depth = new Uint32Array(0);
  rank = new Uint8Array(0);
  /** 0: another stay covers it. */
  isLive = new Uint8Array(0);
  /** Whether it was live when its level began. */
  isOpen = new Uint8Array(0);
  sinceMs = new Float64Array(0);
  untilMs = new Float64Array(0);
  removedMs = new Float64Array(0);
  sinceSourceId = new Uint16Array(0);
  untilSourceId = new Uint16Array(0);
  #nextOfObject = new Uint32Array(0);
  #firstOfObject = new Uint32Array(0);
  #walkOfObject = new Uint32Array(0);
  #walk = 0;
  reached = new Uint32Array(0);
  reachedCount = 0;
  /** By object: made by something that a dead end is not; meaningful for reached objects only. */
  isMade = new Uint8Array(0);
  isPanel = new Uint8Array(0);

  /** Begins a new walk over objects with ids below `objects`. */
  reset(objects: number): void {
    this.count = 0;
    this.reachedCount = 0;
    this.#walk += 1;
    this.#firstOfObject = withRoom(this.#firstOfObject, objects);
    this.#walkOfObject = withRoom(this.#walkOfObject, objects);
    this.isMade = withRoom(this.isMade, objects);
    this.isPanel = withRoom(this.isPanel, objects);
  }

  has(id: number): boolean {
    return this.#walkOfObject[id] === this.#walk;
  }

  /** Notes an arrival; false when the stays known already cover it. */
  arrive(arrival: Arrival): boolean {
    const { id } = arrival;
    let first = 0xffffffff;
    if (this.has(id)) {
      first = this.#firstOfObject[id] as number; // It was reached.
      if (this.#isCovered(first, arrival)) return false;
    } else this.#reach(id);
    const stay = this.count++;
    if (stay >= this.id.length) this.#grow();
    this.#nextOfObject[stay] = first;
    this.#firstOfObject[id] = stay;
    this.id[stay] = id;
    this.depth[stay] = arrival.depth;
    this.rank[stay] = arrival.rank;
    this.isLive[stay] = 1;
    this.sinceMs[stay] = arrival.sinceMs;
    this.untilMs[stay] = arrival.untilMs;
    this.removedMs[stay] = arrival.removedMs;
    this.sinceSourceId[stay] = arrival.sinceSourceId;
    this.untilSourceId[stay] = arrival.untilSourceId;
    return true;
  }

  /** Whether one of an object's stays covers the arrival; those that it covers end. */
  #isCovered(first: number, arrival: Arrival): boolean {
    for (let stay = first; stay !== 0xffffffff; stay = this.#nextOfObject[stay] as number) {
      if (this.isLive[stay] === 0) continue;
      const order = this.#compare(stay, arrival);
      if (order > 0) return true;
      if (order < 0) this.isLive[stay] = 0;
    }
    return false;
  }

  #reach(id: number): void {
    this.#walkOfObject[id] = this.#walk;
    this.isMade[id] = 0;
    this.isPanel[id] = 0;
    this.reached = withRoom(this.reached, this.reachedCount + 1);
    this.reached[this.reachedCount++] = id;
  }

  /** Begins the level of the stays from `first` on. */
  open(first: number): void {
    this.isOpen = withRoom(this.isOpen, this.count);
    this.isOpen.set(this.isLive.subarray(first, this.count), first);
  }

  /** The depth at which an object was reached first. */
  depthOf(id: number): number {
    let stay = this.#firstOfObject[id] as number; // It was reached.
    while (this.#nextOfObject[stay] !== 0xffffffff) stay = this.#nextOfObject[stay] as number;
    return this.depth[stay] as number;
  }

  /** What all the ways to an object tell together: the shortest, the surest, the latest removal. */
  sum(id: number, into: Arrival): void {
    into.id = id;
    into.depth = 0xffffffff;
    into.rank = 0;
    into.removedMs = Number.NEGATIVE_INFINITY;
    let stay = this.#firstOfObject[id] as number; // It was reached.
    for (; stay !== 0xffffffff; stay = this.#nextOfObject[stay] as number) {
      into.depth = Math.min(into.depth, this.depth[stay] as number);
      if (this.isLive[stay] === 0) continue;
      into.rank = Math.max(into.rank, this.rank[stay] as number);
      into.removedMs = Math.max(into.removedMs, this.removedMs[stay] as number);
    }
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
    const count = this.count;
    this.id = withRoom(this.id, count);
    this.depth = withRoom(this.depth, count);
    this.rank = withRoom(this.rank, count);
    this.isLive = withRoom(this.isLive, count);
    this.sinceMs = withRoom(this.sinceMs, count);
    this.untilMs = withRoom(this.untilMs, count);
    this.removedMs = withRoom(this.removedMs, count);
    this.sinceSourceId = withRoom(this.sinceSourceId, count);
    this.untilSourceId = withRoom(this.untilSourceId, count);
    this.#nextOfObject = withRoom(this.#nextOfObject, count);
  }
}
