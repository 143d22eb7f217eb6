import { type Holders, holding } from '../engine-memory/holders.ts';
import { type Leaf, startMsOf } from '../engine-memory/passages.ts';
import { marks, type Reached } from './reached.ts';
import { Arrival, type Stays, type Stretch } from './stays.ts';

/**
 * The way of content that is in sealed objects for good: up through their holders, without looking at
 * a time, and only once, however often and from wherever it comes.
 */
export class Ascent {
  readonly #holders: Holders;
  readonly #stays: Stays;
  readonly #reached: Reached;
  readonly #arrival = new Arrival();
  #isOn = false;

  constructor(holders: Holders, stays: Stays) {
    this.#holders = holders;
    this.#stays = stays;
    this.#reached = stays.reached;
  }

  /** `isOn` for a walk forward in which nothing looks for circles. */
  begin(isOn: boolean): void {
    this.#isOn = isOn;
  }

  /** Whether what comes into an object for good rises from there. */
  takes(id: number): boolean {
    return this.#isOn && this.#holders.isSealed(id);
  }

  /** Notes that content came for good into an object that `takes` it. */
  rise(id: number, rank: number): void {
    const holders = this.#holders;
    const reached = this.#reached;
    for (let at = id; reached.rise(at, rank); at = holders.holderOf(at)) {
      if (!holders.isHeld(at)) return;
    }
  }

  /**
   * Notes that units of a stretch of passages came to hold the content for good, each since its
   * start: first the units, then what holds them, then what holds that, so that what is alike is
   * counted and written in one go.
   */
  overStretch(leaf: Leaf, { from, to, rank }: Stretch): void {
    const reached = this.#reached;
    const first = reached.count;
    for (let index = from; index < to; index++) {
      if (this.#isOn) index = this.#enterAll(leaf.unitId, { from: index, to, rank });
      if (index < to) this.#arriveAt(leaf, index, rank);
    }
    if (!this.#isOn) return;
    for (let nth = first; nth < reached.count; nth++) {
      nth = this.#riseAll(nth, rank);
      if (nth < reached.count) this.rise(this.#holders.holderOf(reached.ids[nth] as number), rank); // It is held.
    }
  }

  /**
   * Notes one unit after another. Returns where it stopped: at one that is not sealed, or was
   * reached less surely before. This loop and the next call nothing: V8 then keeps the columns in
   * registers.
   */
  #enterAll(unitId: Uint32Array, { from, to, rank }: Stretch): number {
    const { known } = this.#holders;
    const { of, ids, walk } = this.#reached;
    const fresh = this.#reached.risen(rank);
    const risen = fresh & marks.risen;
    let { count } = this.#reached;
    let index = from;
    for (; index < to; index++) {
      const id = unitId[index] as number; // Within the leaf.
      if ((known[id] ?? holding.unknown) <= holding.open) break;
      const before = of[id] as number; // There is room for all.
      if (before < walk) {
        of[id] = fresh;
        ids[count++] = id;
      } else if ((before & marks.risen) < risen) break;
    }
    this.#reached.count = count;
    return index;
  }

  /**
   * Lets content rise from everything that was reached from the `first` on, and from what it rises
   * to. Returns where it stopped: at what is held by something far away, or reached less surely before.
   */
  #riseAll(first: number, rank: number): number {
    const { known } = this.#holders;
    const { of, ids, walk } = this.#reached;
    const fresh = this.#reached.risen(rank);
    const risen = fresh & marks.risen;
    let { count } = this.#reached;
    let nth = first;
    for (; nth < count; nth++) {
      const id = ids[nth] as number; // It was reached.
      const holder = known[id] ?? holding.unknown;
      if (holder <= holding.byNothing) continue;
      if (holder === holding.far) break;
      const holderId = id + holder - holding.near;
      const before = of[holderId] as number; // There is room for all.
      if (before < walk) {
        of[holderId] = fresh;
        ids[count++] = holderId;
      } else if ((before & marks.risen) < risen) break;
    }
    this.#reached.count = count;
    return nth;
  }

  #arriveAt(leaf: Leaf, index: number, rank: number): void {
    const id = leaf.unitId[index] as number; // Within the leaf.
    if (this.takes(id)) {
      this.rise(id, rank);
      return;
    }
    const arrival = this.#arrival;
    arrival.id = id;
    arrival.rank = rank;
    arrival.sinceMs = startMsOf(leaf, index);
    arrival.sinceSourceId = leaf.sourceId.same;
    this.#stays.arrive(arrival);
  }
}
