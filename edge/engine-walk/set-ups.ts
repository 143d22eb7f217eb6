import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { Ascent } from '../engine-reach/ascent.ts';
import type { Kit } from '../engine-reach/kit.ts';
import { Meetings } from '../engine-reach/meetings.ts';
import { marks, type Reached } from '../engine-reach/reached.ts';
import type { Rules } from '../engine-reach/rules.ts';
import { Arrival, Stays } from '../engine-reach/stays.ts';
import { rank } from '../trace/edge.ts';
import { Backward } from './backward.ts';
import type { Exposures } from './exposures.ts';
import { Kits, takeParts } from './kits.ts';
import { boundsOf } from './set-up-bounds.ts';
import { type Given, SetUpList } from './set-up-list.ts';
import { Travel } from './travel.ts';

/** `change`: of the mounts of the station. By source and program. */
type AtStation = { readonly change: number; readonly lists: Map<number, SetUpList> };

/** When so much is known, all is forgotten. */
const givenMax = 100_000;

/**
 * A set-up is what a station gives to every unit that passes while nothing on its slots changes: the
 * lots there, and all that these were made from. Those that units were asked for are kept, so that
 * each further unit that passed under one takes what it gave as a whole. That rests on the mounts of
 * the station, on what programs use, on what lots were made from, and on the clocks: it is forgotten
 * when any of these changes.
 */
export class SetUps {
  readonly #genealogy: Genealogy;
  readonly #reached: Reached;
  readonly #stays = new Stays();
  readonly #met: Meetings;
  readonly #travel: Travel;
  readonly #backward: Backward;
  readonly #root = new Arrival();
  /** By the id of the station. */
  #stations: AtStation[] = [];
  /** What is given, and what is said of each. */
  #ids = new Uint32Array(0);
  #said = new Uint8Array(0);
  #end = 0;
  readonly #kits: Kits;
  /** What this walk was given; see `Kits`. */
  readonly #parts: number[] = [];
  #rules: Rules | undefined;
  #changes = 0;

  /** `reached` is that of the walk that asks. */
  constructor(genealogy: Genealogy, reached: Reached) {
    this.#genealogy = genealogy;
    this.#reached = reached;
    this.#met = new Meetings(genealogy, this.#stays.reached);
    const ascent = new Ascent(genealogy.holders, this.#stays);
    const way = { met: this.#met, ascent };
    this.#travel = new Travel(genealogy, this.#stays, way);
    this.#backward = new Backward(genealogy, this.#stays, { met: this.#met, travel: this.#travel });
    this.#root.rank = rank.certain;
    this.#kits = new Kits(this.#stays.reached);
  }

  /** Forgets what may be otherwise by now. */
  begin(rules: Rules): void {
    const { changes } = this.#genealogy.origins;
    const isSame = rules.slack === this.#rules?.slack && rules.slotUse === this.#rules.slotUse;
    if (!isSame || changes !== this.#changes || this.#end > givenMax) this.#forget();
    this.#rules = rules;
    this.#changes = changes;
    this.#parts.length = 0;
  }

  /**
   * Notes what a unit was given by a station, each at most as surely as `rank`, until it is handed
   * over. Returns how much that was; undefined: this passage must be looked at by itself.
   */
  give(stationId: number, passage: Exposures, most: number): number | undefined {
    const list = this.#listOf(stationId, passage);
    const known = list.find(passage.startMs, passage.atMs);
    const nth = known < 0 ? this.#lookUp(stationId, passage, list) : known;
    if (nth < 0 || !list.isKept(nth)) return undefined;
    const [from, to] = [list.from(nth), list.to(nth)];
    if (to > from) this.#parts.push(from, to, most);
    return to - from;
  }

  /**
   * Notes as reached what was given since the walk began. Returns it, if it is known as a kit and
   * nothing in it was reached before: it is then the last that was reached.
   */
  handOver(): Kit | undefined {
    const given = { ids: this.#ids, said: this.#said };
    const kit = this.#kits.of(this.#parts, given);
    if (kit !== undefined) return this.#reached.takeApart(kit) ? kit : undefined;
    takeParts(this.#reached, this.#parts, given);
    return undefined;
  }

  get bytes(): number {
    return bytesIn([this.#ids, this.#said]) + this.#kits.bytes;
  }

  #forget(): void {
    this.#stations = [];
    this.#end = 0;
    this.#kits.forget();
  }

  #listOf(stationId: number, { sourceId, recipeId }: Exposures): SetUpList {
    const change = this.#genealogy.mounts.changesAt(stationId);
    let at = this.#stations[stationId];
    if (at?.change !== change) {
      at = { change, lists: new Map() };
      this.#stations[stationId] = at;
    }
    const key = sourceId * 65_536 + recipeId;
    const known = at.lists.get(key);
    if (known !== undefined) return known;
    const list = new SetUpList();
    at.lists.set(key, list);
    return list;
  }

  /** Returns the number of what is then known, -1 where that is nothing. */
  #lookUp(stationId: number, passage: Exposures, list: SetUpList): number {
    const { mounts } = this.#genealogy;
    const rules = this.#rules as Rules; // Set when a walk begins.
    const slots = mounts.slotsOf(stationId).map((id) => mounts.on(id));
    const bounds = boundsOf(passage, slots, rules);
    if (bounds === undefined) return -1;
    this.#walk(stationId, passage, rules);
    // What left a lot before the passage did so before each that ends later, too.
    const spareMs = this.#travel.leastAheadMs - rules.slackMsMax;
    const isSettled = spareMs > 0;
    if (isSettled) bounds.atMinMs = Math.max(bounds.atMinMs, passage.atMs - spareMs + 1);
    return list.put(bounds, isSettled ? this.#keep() : null);
  }

  /** From a unit that only passed here. */
  #walk(stationId: number, passage: Exposures, rules: Rules): void {
    const stays = this.#stays;
    stays.reset(this.#genealogy.objects.capacity);
    this.#met.reset();
    this.#travel.begin('backward', rules);
    this.#travel.watch(passage.atMs + 1);
    this.#backward.begin(rules);
    this.#root.id = passage.edge.parentId;
    stays.arrive(this.#root);
    stays.nextLevel();
    this.#backward.from(0, stationId, passage);
    stays.walk(this.#backward, 1);
  }

  /** Keeps what the walk reached after its root. */
  #keep(): Given {
    const { ids, of, count } = this.#stays.reached;
    const from = this.#end;
    this.#ids = withRoom(this.#ids, from + count);
    this.#said = withRoom(this.#said, from + count);
    for (let index = 1; index < count; index++) {
      const id = ids[index] as number; // The bound of the loop.
      this.#ids[this.#end] = id;
      this.#said[this.#end++] = (of[id] as number) & marks.said;
    }
    return { from, to: this.#end };
  }
}
