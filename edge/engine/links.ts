import { assertFits, withRoom } from './columns.ts';

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

/** Links between objects, in lists both ways. Entry 0 ends every list; kind 0 is a link no more. */
export class Links {
  #headOfParent = new Uint32Array(0);
  #headOfChild = new Uint32Array(0);
  nextOfParent = new Uint32Array(0);
  nextOfChild = new Uint32Array(0);
  parentId = new Uint32Array(0);
  childId = new Uint32Array(0);
  kind = new Uint8Array(0);
  fromMs = new Float64Array(0);
  toMs = new Float64Array(0);
  fromSourceId = new Uint16Array(0);
  toSourceId = new Uint16Array(0);
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
    const entry = this.#count++;
    this.#makeRoom(row);
    this.nextOfParent[entry] = this.#headOfParent[row.parentId] as number; // There is room.
    this.#headOfParent[row.parentId] = entry;
    this.nextOfChild[entry] = this.#headOfChild[row.childId] as number; // There is room.
    this.#headOfChild[row.childId] = entry;
    this.parentId[entry] = row.parentId;
    this.childId[entry] = row.childId;
    this.#write(entry, row);
  }

  /** All of it, to be kept in a file. */
  save() {
    const { nextOfParent, nextOfChild, parentId, childId, kind, fromMs, toMs } = this;
    const { fromSourceId, toSourceId } = this;
    const columns = { nextOfParent, nextOfChild, parentId, childId, kind, fromMs, toMs };
    const heads = { ofParent: this.#headOfParent, ofChild: this.#headOfChild };
    return { columns: { ...columns, fromSourceId, toSourceId }, heads, count: this.#count };
  }

  restore({ columns, heads, count }: ReturnType<Links['save']>): void {
    Object.assign(this, columns);
    this.#headOfParent = heads.ofParent;
    this.#headOfChild = heads.ofChild;
    this.#count = count;
  }

  get bytes(): number {
    return [
      ...[this.#headOfParent, this.#headOfChild, this.nextOfParent, this.nextOfChild],
      ...[this.parentId, this.childId, this.kind, this.fromMs, this.toMs],
      ...[this.fromSourceId, this.toSourceId],
    ].reduce((sum, { byteLength }) => sum + byteLength, 0);
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

  #write(entry: number, row: LinkRow): void {
    assertFits(Math.max(row.fromSourceId, row.toSourceId), 'sources');
    this.kind[entry] = row.kind;
    this.fromMs[entry] = row.fromMs;
    this.toMs[entry] = row.toMs;
    this.fromSourceId[entry] = row.fromSourceId;
    this.toSourceId[entry] = row.toSourceId;
  }

  #makeRoom({ parentId, childId }: LinkRow): void {
    this.#headOfParent = withRoom(this.#headOfParent, parentId + 1);
    this.#headOfChild = withRoom(this.#headOfChild, childId + 1);
    const count = this.#count;
    if (count <= this.kind.length) return;
    this.nextOfParent = withRoom(this.nextOfParent, count);
    this.nextOfChild = withRoom(this.nextOfChild, count);
    this.parentId = withRoom(this.parentId, count);
    this.childId = withRoom(this.childId, count);
    this.kind = withRoom(this.kind, count);
    this.fromMs = withRoom(this.fromMs, count);
    this.toMs = withRoom(this.toMs, count);
    this.fromSourceId = withRoom(this.fromSourceId, count);
    this.toSourceId = withRoom(this.toSourceId, count);
  }
}
