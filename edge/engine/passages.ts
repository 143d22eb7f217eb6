/** One stretch of a station's passages in order of time, column by column. */
export type Leaf = {
  count: number;
  atMs: Float64Array;
  /** NaN: the passage tells no start. */
  startedMs: Float64Array;
  unitId: Uint32Array;
  sourceId: Uint16Array;
  /** 0: the passage names no program. */
  recipeId: Uint16Array;
};

type Passage = {
  readonly atMs: number;
  readonly startedMs: number;
  readonly unitId: number;
  readonly sourceId: number;
  readonly recipeId: number;
};

const leafMax = 4096;

/**
 * The passages of one station in order of time: leaves of a B+-tree of two levels. A late passage
 * moves no more than one leaf; a full leaf splits.
 */
export class StationPassages {
  readonly #leaves: Leaf[] = [];
  /** The longest passage ever held: no shorter bound is ever needed. */
  passageMsMax = 0;
  /** Grows with every change. */
  changes = 0;

  add(passage: Passage): void {
    const { atMs, startedMs } = passage;
    this.changes += 1;
    if (!Number.isNaN(startedMs)) {
      this.passageMsMax = Math.max(this.passageMsMax, atMs - startedMs);
    }
    const index = Math.max(0, this.#leafAfter(atMs) - 1);
    let leaf = this.#leaves[index] ?? this.#append();
    if (leaf.count === leafMax) leaf = this.#halved(leaf, index, atMs);
    insert(leaf, upperBound(leaf.atMs, leaf.count, atMs), passage);
  }

  /** Removes every passage of a unit at an instant. */
  remove(atMs: number, unitId: number): void {
    this.changes += 1;
    this.between(atMs, atMs, (leaf, from, to) => {
      let kept = from;
      for (let index = from; index < to; index++) {
        if (leaf.unitId[index] !== unitId) copyWithin(leaf, kept++, index);
      }
      const removed = to - kept;
      if (removed === 0) return;
      for (const column of columnsOf(leaf)) column.copyWithin(kept, to, leaf.count);
      leaf.count -= removed;
    });
    for (let index = this.#leaves.length - 1; index >= 0; index--) {
      if (this.#leaves[index]?.count === 0) this.#leaves.splice(index, 1);
    }
  }

  /** Gives each leaf's part of the passages from `fromMs` to `toMs`, both included. */
  between(
    fromMs: number,
    toMs: number,
    visit: (leaf: Leaf, from: number, to: number) => void,
  ): void {
    for (let index = Math.max(0, this.#leafBefore(fromMs)); index < this.#leaves.length; index++) {
      const leaf = this.#leaves[index] as Leaf; // The bound of the loop.
      if (leaf.count > 0 && lastOf(leaf.atMs, 1) > toMs) return;
      const from = lowerBound(leaf.atMs, leaf.count, fromMs);
      const to = upperBound(leaf.atMs, leaf.count, toMs);
      if (from < to) visit(leaf, from, to);
    }
  }

  /** All of it, to be kept in a file. */
  save() {
    return { leaves: this.#leaves, passageMsMax: this.passageMsMax };
  }

  restore({ leaves, passageMsMax }: ReturnType<StationPassages['save']>): void {
    for (const leaf of leaves) this.#leaves.push(leaf);
    this.passageMsMax = passageMsMax;
  }

  get bytes(): number {
    let bytes = 0;
    for (const leaf of this.#leaves) {
      for (const column of columnsOf(leaf)) bytes += column.byteLength;
    }
    return bytes;
  }

  /** The leaf to use for a passage where `leaf` is full: a new one at the end, or one of two halves. */
  #halved(leaf: Leaf, index: number, atMs: number): Leaf {
    const isLast = index === this.#leaves.length - 1;
    if (isLast && atMs >= lastOf(leaf.atMs, leaf.count)) return this.#append();
    const right = split(leaf);
    this.#leaves.splice(index + 1, 0, right);
    return atMs >= lastOf(right.atMs, 1) ? right : leaf;
  }

  #append(): Leaf {
    const leaf = emptyLeaf(64);
    this.#leaves.push(leaf);
    return leaf;
  }

  /** The first leaf that begins after an instant. */
  #leafAfter(atMs: number): number {
    let low = 0;
    let high = this.#leaves.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (lastOf((this.#leaves[middle] as Leaf).atMs, 1) > atMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The last leaf that begins before an instant: one with an equal beginning may follow another. */
  #leafBefore(atMs: number): number {
    let low = 0;
    let high = this.#leaves.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (lastOf((this.#leaves[middle] as Leaf).atMs, 1) >= atMs) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }
}

function emptyLeaf(capacity: number): Leaf {
  return {
    count: 0,
    atMs: new Float64Array(capacity),
    startedMs: new Float64Array(capacity),
    unitId: new Uint32Array(capacity),
    sourceId: new Uint16Array(capacity),
    recipeId: new Uint16Array(capacity),
  };
}

type Columns = readonly (Float64Array | Uint32Array | Uint16Array)[];

function columnsOf({ atMs, startedMs, unitId, sourceId, recipeId }: Leaf): Columns {
  return [atMs, startedMs, unitId, sourceId, recipeId];
}

function split(leaf: Leaf): Leaf {
  const half = leaf.count >>> 1;
  const right = emptyLeaf(leafMax);
  for (const [index, column] of columnsOf(leaf).entries()) {
    columnsOf(right)[index]?.set(column.subarray(half, leaf.count));
  }
  right.count = leaf.count - half;
  leaf.count = half;
  return right;
}

function insert(leaf: Leaf, at: number, passage: Passage): void {
  if (leaf.count === leaf.atMs.length) grow(leaf);
  if (at < leaf.count) {
    for (const column of columnsOf(leaf)) column.copyWithin(at + 1, at, leaf.count);
  }
  leaf.atMs[at] = passage.atMs;
  leaf.startedMs[at] = passage.startedMs;
  leaf.unitId[at] = passage.unitId;
  leaf.sourceId[at] = passage.sourceId;
  leaf.recipeId[at] = passage.recipeId;
  leaf.count += 1;
}

function grow(leaf: Leaf): void {
  const larger = emptyLeaf(Math.min(leafMax, leaf.atMs.length * 2));
  for (const [index, column] of columnsOf(leaf).entries()) columnsOf(larger)[index]?.set(column);
  Object.assign(leaf, larger, { count: leaf.count });
}

function copyWithin(leaf: Leaf, to: number, from: number): void {
  if (to === from) return;
  for (const column of columnsOf(leaf)) column.copyWithin(to, from, from + 1);
}

function lastOf(column: Float64Array, count: number): number {
  return column[count - 1] ?? 0;
}

function lowerBound(column: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(column: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
