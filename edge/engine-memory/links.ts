import { assertFits, bytesIn, withRoom } from '../engine-columns/columns.ts';
import { emptyNarrow, type Narrow, putNumber, valueAt } from '../engine-columns/narrow.ts';
import { emptyTimes, forEver, putTime, type Times, timeAt } from '../engine-columns/times.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';

/** A link as the table holds it; `toMs` is Infinity while it lasts, sources are 0 where there is none. */
export type LinkRow = {
  readonly parentId: number;
  readonly childId: number;
  readonly kind: number;
  readonly fromMs: number;
  readonly fromSourceId: number;
  readonly toMs: number;
  readonly toSourceId: number;
};

/** Links whose times and sources are kept together. */
type Block = {
  readonly from: Times;
  readonly to: Times;
  readonly fromSourceId: Narrow;
  readonly toSourceId: Narrow;
};
const blockBits = 12;
const blockMask = (1 << blockBits) - 1;
const none = new Uint32Array(0);

/**
 * Links between objects, in lists both ways: 17 bytes and what the times and sources of its block
 * need, 5 to 20; and 8 an object for the heads. Entry 0 ends every list; kind 0 is a link no more.
 */
export class Links {
  #headOfParent = none;
  #headOfChild = none;
  nextOfParent = none;
  nextOfChild = none;
  parentId = none;
  childId = none;
  kind = new Uint8Array(0);
  /** A bit an object. */
  #named = new Uint8Array(0);
  #blocks: Block[] = [];
  #count = 1;

  firstOfParent(id: number): number {
    return this.#headOfParent[id] ?? 0;
  }

  firstOfChild(id: number): number {
    return this.#headOfChild[id] ?? 0;
  }

  /** Puts `rows` in the place of whatever links the two objects. */
  replace(parentId: number, childId: number, rows: readonly LinkRow[]): void {
    const entries = this.#between(parentId, childId);
    for (const [index, row] of rows.entries()) {
      const entry = entries[index];
      if (entry === undefined) this.add(row);
      else this.#write(entry, row);
    }
    for (const entry of entries.slice(rows.length)) this.kind[entry] = 0;
  }

  /** Puts `rows` in the place of whatever holds or was made from an object. */
  replaceAround(childId: number, rows: readonly LinkRow[]): void {
    const parents = new Set(rows.map(({ parentId }) => parentId));
    for (let entry = this.firstOfChild(childId); entry !== 0; ) {
      parents.add(this.parentId[entry] as number); // Entries of a list exist.
      entry = this.nextOfChild[entry] as number;
    }
    for (const parentId of parents) {
      this.replace(
        parentId,
        childId,
        rows.filter((row) => row.parentId === parentId),
      );
    }
  }

  add(row: LinkRow): void {
    const entry = this.#count;
    this.#makeRoom(row);
    this.nextOfParent[entry] = this.#headOfParent[row.parentId] as number; // There is room.
    this.#headOfParent[row.parentId] = entry;
    this.nextOfChild[entry] = this.#headOfChild[row.childId] as number; // There is room.
    this.#headOfChild[row.childId] = entry;
    this.parentId[entry] = row.parentId;
    this.childId[entry] = row.childId;
    this.#write(entry, row);
    this.#count += 1;
  }

  /** Whether a renaming names an object, or did before it was taken back. */
  isRenamed(id: number): boolean {
    return (((this.#named[id >>> 3] ?? 0) >>> (id & 7)) & 1) === 1;
  }

  eachUp(childId: number, visit: (parentId: number) => void): void {
    for (let entry = this.firstOfChild(childId); entry !== 0; ) {
      if (this.kind[entry] !== 0) visit(this.parentId[entry] as number); // Entries of a list exist.
      entry = this.nextOfChild[entry] as number;
    }
  }

  fromMs(entry: number): number {
    return timeAt(this.#blockOf(entry).from, entry & blockMask);
  }

  /** Infinity: it lasts. */
  toMs(entry: number): number {
    return timeAt(this.#blockOf(entry).to, entry & blockMask);
  }

  lasts(entry: number): boolean {
    return valueAt(this.#blockOf(entry).to.after, entry & blockMask) === forEver;
  }

  fromSourceId(entry: number): number {
    return valueAt(this.#blockOf(entry).fromSourceId, entry & blockMask);
  }

  toSourceId(entry: number): number {
    return valueAt(this.#blockOf(entry).toSourceId, entry & blockMask);
  }

  /** All of it, to be kept in a file. */
  save() {
    const { nextOfParent, nextOfChild, parentId, childId, kind } = this;
    const columns = { nextOfParent, nextOfChild, parentId, childId, kind };
    const heads = { ofParent: this.#headOfParent, ofChild: this.#headOfChild };
    return { columns, heads, named: this.#named, blocks: this.#blocks, count: this.#count };
  }

  restore({ columns, heads, named, blocks, count }: ReturnType<Links['save']>): void {
    Object.assign(this, columns);
    this.#headOfParent = heads.ofParent;
    this.#headOfChild = heads.ofChild;
    this.#named = named;
    this.#blocks = blocks;
    this.#count = count;
  }

  get bytes(): number {
    const { nextOfParent, nextOfChild, parentId, childId, kind } = this;
    const columns = [nextOfParent, nextOfChild, parentId, childId, kind];
    const inBlocks = this.#blocks.flatMap(({ from, to, fromSourceId, toSourceId }) =>
      [from.after, to.after, fromSourceId, toSourceId].map(({ values }) => values),
    );
    return bytesIn([this.#headOfParent, this.#headOfChild, this.#named, ...columns, ...inBlocks]);
  }

  /** Follows both lists side by side, so that a hub on one side costs nothing. */
  #between(parentId: number, childId: number): number[] {
    const ofParent: number[] = [];
    const ofChild: number[] = [];
    let down = this.firstOfParent(parentId);
    let up = this.firstOfChild(childId);
    while (down !== 0 && up !== 0) {
      if (this.childId[down] === childId) ofParent.push(down);
      if (this.parentId[up] === parentId) ofChild.push(up);
      down = this.nextOfParent[down] as number; // Entries of a list exist.
      up = this.nextOfChild[up] as number;
    }
    return down === 0 ? ofParent : ofChild;
  }

  #blockOf(entry: number): Block {
    return this.#blocks[entry >>> blockBits] as Block; // The entry exists.
  }

  #write(entry: number, row: LinkRow): void {
    assertFits(Math.max(row.fromSourceId, row.toSourceId), 'sources');
    this.kind[entry] = row.kind;
    if (row.kind === linkCodes.relabelled) this.#noteNames(row);
    const block = this.#blockOf(entry);
    const index = entry & blockMask;
    const count = Math.min(blockMask + 1, this.#count - (entry - index));
    const wanted = Math.max(64, Math.ceil(Math.max(count, index + 1) * 1.25));
    const capacity = Math.min(blockMask + 1, wanted);
    putTime(block.from, index, { ms: row.fromMs, count, capacity });
    putTime(block.to, index, { ms: row.toMs, count, capacity });
    putNumber(block.fromSourceId, index, { value: row.fromSourceId, count, capacity });
    putNumber(block.toSourceId, index, { value: row.toSourceId, count, capacity });
  }

  #noteNames({ parentId, childId }: LinkRow): void {
    this.#named = withRoom(this.#named, (Math.max(parentId, childId) >>> 3) + 1);
    for (const id of [parentId, childId]) (this.#named[id >>> 3] as number) |= 1 << (id & 7); // There is room.
  }

  #makeRoom({ parentId, childId }: LinkRow): void {
    this.#headOfParent = withRoom(this.#headOfParent, parentId + 1);
    this.#headOfChild = withRoom(this.#headOfChild, childId + 1);
    const count = this.#count + 1;
    this.nextOfParent = withRoom(this.nextOfParent, count);
    this.nextOfChild = withRoom(this.nextOfChild, count);
    this.parentId = withRoom(this.parentId, count);
    this.childId = withRoom(this.childId, count);
    this.kind = withRoom(this.kind, count);
    if (this.#count >>> blockBits >= this.#blocks.length) {
      this.#blocks.push({
        ...{ from: emptyTimes(), to: emptyTimes() },
        ...{ fromSourceId: emptyNarrow(), toSourceId: emptyNarrow() },
      });
    }
  }
}
