import { bytesIn, copied } from '../engine-columns/columns.ts';
import { admit, emptyNarrow, type Narrow, partOf, valueAt } from '../engine-columns/narrow.ts';
import { countBelow } from '../engine-columns/search.ts';
import { assumedPassageMs } from '../trace/exposure.ts';

/**
 * One stretch of a station's passages in order of time, column by column: 8 bytes a passage while
 * its durations, sources and programs are all the same, 10 to 16 where they differ.
 */
export type Leaf = {
  count: number;
  /** Where its times count from, epoch ms. */
  baseMs: number;
  /** When each ended, in ms after `baseMs`: a leaf spans 49 days, what lies farther off has its own. */
  at: Uint32Array;
  unitId: Uint32Array;
  /** How long each lasted, in ms, plus 1; 0: it tells no start. Seven days at most, by its schema. */
  lasted: Narrow;
  sourceId: Narrow;
  /** 0: the passage names no program. */
  recipeId: Narrow;
  /** None lasted longer, those that tell no start being taken to last as long as assumed. */
  lastedMsMax: number;
};

export type Passage = {
  readonly atMs: number;
  /** NaN: the passage tells no start. */
  readonly startedMs: number;
  readonly unitId: number;
  readonly sourceId: number;
  readonly recipeId: number;
};

const leafMax = 4096;
const spanMs = 0xffffffff;
/**
 * The passages of one station in order of time: leaves of a B+-tree of two levels. A late passage
 * moves no more than one leaf; a full leaf splits.
 */
export class StationPassages {
  readonly leaves: Leaf[] = [];
  /** The longest passage ever held: no shorter bound is ever needed. */
  passageMsMax = 0;
  /** Grows with every change. */
  changes = 0;
  /** When the first of each leaf ended, side by side; undefined: it is to be gathered again. */
  #firstMs: Float64Array | undefined;

  add(passage: Passage): void {
    const { atMs, startedMs } = passage;
    this.changes += 1;
    if (!Number.isNaN(startedMs)) {
      this.passageMsMax = Math.max(this.passageMsMax, atMs - startedMs);
    }
    const index = Math.max(0, this.#leafAfter(atMs) - 1);
    const leaf = this.leaves[index];
    if (leaf === undefined || atMs < firstMs(leaf)) this.#firstMs = undefined;
    insert(leaf === undefined ? this.#begin(0, atMs) : this.#fitting(leaf, index, atMs), passage);
  }

  /** Removes every passage of a unit at an instant. */
  remove(atMs: number, unitId: number): void {
    this.changes += 1;
    for (let index = this.leafBefore(atMs); index < this.leaves.length; index++) {
      const leaf = this.leaves[index] as Leaf; // The bound of the loop.
      if (firstMs(leaf) > atMs) break;
      const to = upperBound(leaf, atMs);
      for (let at = to - 1; at >= 0 && leaf.at[at] === atMs - leaf.baseMs; at--) {
        if (leaf.unitId[at] !== unitId) continue;
        take(leaf, at);
        this.#firstMs = undefined;
      }
      if (leaf.count === 0) this.leaves.splice(index--, 1);
    }
  }

  /** Where to begin looking for what passed at an instant or after it. */
  leafBefore(atMs: number): number {
    const firsts = this.#firsts();
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((firsts[middle] as number) >= atMs) high = middle;
      else low = middle + 1;
    }
    return Math.max(0, low - 1); // One with an equal beginning may follow another.
  }

  /** Whether all of a leaf ended after an instant; the leaf itself is not looked at. */
  isAfter(index: number, atMs: number): boolean {
    return (this.#firsts()[index] as number) > atMs; // There is such a leaf.
  }

  /** All of it, to be kept in a file. */
  save() {
    return { leaves: this.leaves, passageMsMax: this.passageMsMax };
  }

  restore({ leaves, passageMsMax }: ReturnType<StationPassages['save']>): void {
    for (const leaf of leaves) this.leaves.push(leaf);
    this.#firstMs = undefined;
    this.passageMsMax = passageMsMax;
  }

  get bytes(): number {
    return this.leaves.reduce((sum, leaf) => sum + bytesIn(columnsOf(leaf)), 0);
  }

  #firsts(): Float64Array {
    this.#firstMs ??= Float64Array.from(this.leaves, firstMs);
    return this.#firstMs;
  }

  /** The leaf to use for a passage: `leaf`, one of its halves where it is full, or one of its own. */
  #fitting(leaf: Leaf, index: number, atMs: number): Leaf {
    const isAfter = atMs >= lastMs(leaf);
    const isLast = index === this.leaves.length - 1;
    if (atMs < leaf.baseMs) {
      if (lastMs(leaf) - atMs > spanMs) return this.#begin(index, atMs);
      moveBase(leaf, atMs);
    }
    if (atMs - leaf.baseMs > spanMs) return this.#begin(index + 1, atMs);
    if (leaf.count < leafMax) return leaf;
    if (isLast && isAfter) return this.#begin(index + 1, atMs);
    const right = split(leaf);
    this.#firstMs = undefined;
    this.leaves.splice(index + 1, 0, right);
    return atMs >= right.baseMs ? right : leaf;
  }

  #begin(index: number, baseMs: number): Leaf {
    const leaf = emptyLeaf(baseMs);
    this.#firstMs = undefined;
    this.leaves.splice(index, 0, leaf);
    return leaf;
  }

  /** The first leaf that begins after an instant. */
  #leafAfter(atMs: number): number {
    let low = 0;
    let high = this.leaves.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (firstMs(this.leaves[middle] as Leaf) > atMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/**
 * Of the passages of a leaf, the first that ended at an instant or after it. Lines keep a beat: it is
 * mostly where it would be if each were as far from the next.
 */
export function lowerBound({ at, count, baseMs }: Leaf, atMs: number): number {
  const wanted = atMs - baseMs;
  const share = wanted / (at[count - 1] as number); // No leaf is empty.
  const guess = share > 0 ? Math.round(Math.min(share, 1) * (count - 1)) : 0;
  return countBelow(at, count, { wanted, guess });
}

/** The first that ended after it. */
export function upperBound(leaf: Leaf, atMs: number): number {
  return lowerBound(leaf, Math.floor(atMs) + 1); // Times are whole.
}

/** When the first of a leaf's passages ended. */
function firstMs({ at, baseMs }: Leaf): number {
  return baseMs + (at[0] as number); // No leaf is empty.
}

function lastMs({ at, baseMs, count }: Leaf): number {
  return baseMs + (at[count - 1] as number); // No leaf is empty.
}

function emptyLeaf(baseMs: number): Leaf {
  return {
    ...{ count: 0, baseMs, at: new Uint32Array(0), unitId: new Uint32Array(0) },
    ...{ lasted: emptyNarrow(), sourceId: emptyNarrow(), recipeId: emptyNarrow() },
    lastedMsMax: 0,
  };
}

function columnsOf({ at, unitId, lasted, sourceId, recipeId }: Leaf) {
  return [at, unitId, lasted.values, sourceId.values, recipeId.values];
}

function moveBase(leaf: Leaf, baseMs: number): void {
  const byMs = leaf.baseMs - baseMs;
  for (let index = 0; index < leaf.count; index++) (leaf.at[index] as number) += byMs; // Within the leaf.
  leaf.baseMs = baseMs;
}

/** Leaves the first half in a leaf and returns the other. */
function split(leaf: Leaf): Leaf {
  const half = leaf.count >>> 1;
  const right: Leaf = {
    ...leaf,
    count: leaf.count - half,
    at: copied(leaf.at.subarray(half), leafMax),
    unitId: copied(leaf.unitId.subarray(half), leafMax),
    lasted: partOf(leaf.lasted, half, leafMax),
    sourceId: partOf(leaf.sourceId, half, leafMax),
    recipeId: partOf(leaf.recipeId, half, leafMax),
  };
  leaf.count = half;
  moveBase(right, firstMs(right));
  return right;
}

function insert(leaf: Leaf, passage: Passage): void {
  const { atMs, startedMs } = passage;
  const isTold = !Number.isNaN(startedMs);
  const lasted = isTold ? atMs - startedMs + 1 : 0;
  makeRoom(leaf);
  const extent = { count: leaf.count, capacity: leaf.at.length };
  admit(leaf.lasted, lasted, extent);
  admit(leaf.sourceId, passage.sourceId, extent);
  admit(leaf.recipeId, passage.recipeId, extent);
  const index = upperBound(leaf, atMs);
  if (index < leaf.count) {
    for (const column of columnsOf(leaf)) column?.copyWithin(index + 1, index, leaf.count);
  }
  leaf.at[index] = atMs - leaf.baseMs;
  leaf.unitId[index] = passage.unitId;
  if (leaf.lasted.values !== null) leaf.lasted.values[index] = lasted;
  if (leaf.sourceId.values !== null) leaf.sourceId.values[index] = passage.sourceId;
  if (leaf.recipeId.values !== null) leaf.recipeId.values[index] = passage.recipeId;
  leaf.lastedMsMax = Math.max(leaf.lastedMsMax, isTold ? lasted - 1 : assumedPassageMs);
  leaf.count += 1;
}

function makeRoom(leaf: Leaf): void {
  if (leaf.count < leaf.at.length) return;
  const capacity = Math.min(leafMax, Math.max(64, Math.ceil(leaf.count * 1.5)));
  leaf.at = copied(leaf.at, capacity);
  leaf.unitId = copied(leaf.unitId, capacity);
}

function take(leaf: Leaf, index: number): void {
  for (const column of columnsOf(leaf)) column?.copyWithin(index, index + 1, leaf.count);
  leaf.count -= 1;
}

/** When a passage began; one that tells no start is taken to have lasted as long as assumed. */
export function startMsOf({ at, baseMs, lasted }: Leaf, index: number): number {
  const toldMs = valueAt(lasted, index) - 1;
  return baseMs + (at[index] as number) - (toldMs < 0 ? assumedPassageMs : toldMs); // Within the leaf.
}

/** When the first of a stretch of passages began. */
export function earliestStartMs(leaf: Leaf, from: number, to: number): number {
  if (leaf.lasted.values === null) return startMsOf(leaf, from);
  let earliestMs = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index++) {
    earliestMs = Math.min(earliestMs, startMsOf(leaf, index));
  }
  return earliestMs;
}
