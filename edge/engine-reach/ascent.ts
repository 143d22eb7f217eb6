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
  /** An object to rise from, 0: none. */
  #left = 0;

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

  /** Notes that units of a stretch of passages came to hold the content for good, each since its start. */
  overStretch(leaf: Leaf, { from, to, rank }: Stretch): void {
    for (let index = from; index < to; index++) {
      if (this.#isOn) index = this.#riseAll(leaf.unitId, { from: index, to, rank });
      if (this.#left !== 0) this.rise(this.#left, rank);
      else if (index < to) this.#arriveAt(leaf, index, rank);
    }
  }

  /**
   * Lets content rise from one unit after another: nearly all there is to do where much is reached.
   * Returns where it stopped, at a unit that must be looked at, or with one object `left` to rise
   * from. The loop calls nothing: V8 then keeps the columns in registers.
   */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: runs for every object; see above.
  #riseAll(unitId: Uint32Array, { from, to, rank }: Stretch): number {
    const { known } = this.#holders;
    const { of, ids, walk } = this.#reached;
    const first = this.#reached.risen(rank);
    const risen = first & marks.risen;
    let { count } = this.#reached;
    let index = from;
    this.#left = 0;
    for (; index < to; index++) {
      let at = unitId[index] as number; // Within the leaf.
      let holder = known[at] ?? holding.unknown;
      if (holder <= holding.open) break;
      while ((of[at] as number) < walk && holder !== holding.far) {
        of[at] = first;
        ids[count++] = at;
        if (holder === holding.byNothing) break;
        at += holder - holding.near;
        holder = known[at] as number; // What holds something sealed is known.
      }
      const isDone = (of[at] as number) >= walk && ((of[at] as number) & marks.risen) >= risen;
      if (isDone) continue;
      this.#left = at;
      break;
    }
    this.#reached.count = count;
    return index;
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
