import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections/link-folds.ts';
import { cyclesIn } from '../trace/cycles.ts';
import { withRoom } from './columns.ts';
import { type EdgeCursor, edgeKinds } from './edges.ts';
import type { Genealogy } from './genealogy.ts';
import type { Arrival, Stays } from './stays.ts';

type Window = { fromMs: number; toMs: number };

/** What a walk met besides the objects it reached: what the completeness of its answer rests on. */
export class Meetings {
  readonly #objects: Genealogy['objects'];
  readonly #stays: Stays;
  /** When each station mattered: from its first exposure to its last. */
  readonly windows = new Map<number, Window>();
  readonly #links = new Pairs();
  readonly #exposures = new Pairs();
  readonly #left = new Pairs();
  #isCircleInSight = false;
  #isLotMadeOfUnit = false;
  #stationId = 0;
  #window: Window = { fromMs: 0, toMs: 0 };
  #asParent = new Uint32Array(0);
  #asChild = new Uint32Array(0);

  constructor({ objects }: Genealogy, stays: Stays) {
    this.#objects = objects;
    this.#stays = stays;
  }

  reset(): void {
    this.windows.clear();
    this.#links.count = 0;
    this.#exposures.count = 0;
    this.#isCircleInSight = false;
    this.#isLotMadeOfUnit = false;
    this.#stationId = 0;
  }

  /** Notes an edge that led to an arrival. */
  note(edge: EdgeCursor, { id, depth }: Arrival): void {
    const { parentId, childId, kind } = edge;
    if (kind === edgeKinds.exposed) {
      this.#exposures.push(parentId, childId);
      this.#widen(edge);
      return;
    }
    this.#links.push(parentId, childId);
    const { isMade, isPanel } = this.#stays;
    // Where every edge leads to a greater depth there is no circle.
    this.#isCircleInSight ||= this.#stays.depthOf(id) < depth;
    const kinds = this.#objects.kind;
    this.#isLotMadeOfUnit ||= kinds[parentId] === kindCodes.lot && kinds[childId] !== kindCodes.lot;
    if (kind !== linkCodes.installed) isMade[parentId] = 1;
    // What is the parent under another name, or carries it, is not counted beside it.
    if (isIdentity(kind)) isPanel[childId] = 1;
  }

  /**
   * The circles among what was met. None runs over an exposure unless something turns units into lots
   * again; but where there are some, an exposure may lie between two of them.
   */
  circles(): number[][] {
    if (!(this.#isCircleInSight || this.#isLotMadeOfUnit)) return [];
    if (!this.#isLotMadeOfUnit && this.#inner(this.#links).length === 0) return [];
    this.#links.append(this.#exposures);
    return cyclesIn(this.#inner(this.#links));
  }

  /** The edges left when those to what holds nothing, and from what nothing holds, are taken away over and over. */
  #inner(pairs: Pairs): { parentId: number; childId: number }[] {
    const { capacity } = this.#objects;
    this.#asParent = withRoom(this.#asParent, capacity);
    this.#asChild = withRoom(this.#asChild, capacity);
    this.#left.count = 0;
    this.#left.append(pairs);
    const { ends } = this.#left;
    let left = pairs.count;
    for (let at = 0; at < left; at += 1) {
      this.#asParent[ends[at] as number] = 0; // Within the count.
      this.#asChild[ends[at] as number] = 0;
    }
    for (let at = 0; at < left; at += 2) {
      (this.#asParent[ends[at] as number] as number) += 1; // Every object has its count.
      (this.#asChild[ends[at + 1] as number] as number) += 1;
    }
    for (let before = left + 1; left < before; ) {
      before = left;
      left = this.#peel(left);
    }
    return Array.from({ length: left / 2 }, (_, index) => ({
      parentId: ends[2 * index] as number, // Within what is left.
      childId: ends[2 * index + 1] as number,
    }));
  }

  /** One pass, beginning with what was met last: so nearly all goes in the first. Returns how much is left. */
  #peel(count: number): number {
    const { ends } = this.#left;
    let kept = count;
    for (let at = count - 2; at >= 0; at -= 2) {
      const parentId = ends[at] as number; // Within the count.
      const childId = ends[at + 1] as number;
      if (this.#asParent[childId] === 0 || this.#asChild[parentId] === 0) {
        (this.#asParent[parentId] as number) -= 1; // Every object has its count.
        (this.#asChild[childId] as number) -= 1;
        continue;
      }
      kept -= 2;
      ends[kept] = parentId;
      ends[kept + 1] = childId;
    }
    ends.copyWithin(0, kept, count);
    return count - kept;
  }

  #widen({ stationId, fromMs, toMs }: EdgeCursor): void {
    if (stationId !== this.#stationId) {
      this.#stationId = stationId;
      this.#window = this.windows.get(stationId) ?? { fromMs, toMs };
      this.windows.set(stationId, this.#window);
    }
    if (fromMs < this.#window.fromMs) this.#window.fromMs = fromMs;
    if (toMs > this.#window.toMs) this.#window.toMs = toMs;
  }
}

/** Parents and children in turn, kept from walk to walk. */
class Pairs {
  count = 0;
  ends = new Uint32Array(0);

  push(parentId: number, childId: number): void {
    if (this.count + 2 > this.ends.length) this.ends = withRoom(this.ends, this.count + 2);
    this.ends[this.count++] = parentId;
    this.ends[this.count++] = childId;
  }

  append({ ends, count }: Pairs): void {
    this.ends = withRoom(this.ends, this.count + count);
    this.ends.set(ends.subarray(0, count), this.count);
    this.count += count;
  }
}

export function isIdentity(kind: number): boolean {
  return kind === linkCodes.on_panel || kind === linkCodes.relabelled;
}
