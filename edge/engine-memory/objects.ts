import { assert } from '../../domain/assert.ts';
import { type ObjectRef, toObjectRef } from '../../domain/object-ref.ts';
import { Codes } from '../engine-columns/codes.ts';
import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import { objectKindOfCode } from '../projections/dictionary.ts';
import { itemsIn } from '../projections/standings.ts';

export type ObjectRow = {
  readonly id: number;
  readonly kind: number;
  readonly code: string;
  readonly item: string | null;
  /** JSON; null: none. */
  readonly otherItems: string | null;
  readonly status: number | null;
};

/** What is known of each object besides its id: 4 bytes. */
export class Objects {
  kind = new Uint8Array(0);
  status = new Uint8Array(0);
  /** 0: none is named. What was said to be several items has a number for all of them together. */
  itemId = new Uint16Array(0);
  /** By number: the item that counts before the others. */
  readonly items: (readonly string[])[] = [[]];
  /** By number: that of the item that counts, alone. */
  readonly countedAs: number[] = [0];
  /** By number: the item that counts, as JSON. */
  readonly itemTexts: string[] = ['""'];
  readonly codes = new Codes();
  readonly #itemIds = new Map<string, number>();

  put({ id, kind, code, item, otherItems, status }: ObjectRow): void {
    this.kind = withRoom(this.kind, id + 1);
    this.status = withRoom(this.status, id + 1);
    this.itemId = withRoom(this.itemId, id + 1);
    this.kind[id] = kind;
    this.status[id] = status ?? 0;
    this.itemId[id] = item === null ? 0 : this.#itemIdOf(item, otherItems ?? '');
    this.codes.set(id, code);
  }

  find(kind: number, code: string): number {
    return this.codes.find(code, (id) => this.kind[id] === kind);
  }

  /** Whether it was said to be several items. */
  isDisputed(id: number): boolean {
    const itemId = this.itemId[id] ?? 0;
    return this.countedAs[itemId] !== itemId;
  }

  refOf(id: number): ObjectRef {
    const kind = objectKindOfCode[this.kind[id] ?? -1];
    assert(kind !== undefined, `object ${id} has a known kind`);
    return toObjectRef(kind, this.codes.of(id));
  }

  /** All of it, to be kept in a file. */
  save() {
    const { kind, status, itemId, items, codes } = this;
    return { kind, status, itemId, items, codes: codes.save() };
  }

  restore({ items, codes, ...columns }: ReturnType<Objects['save']>): void {
    Object.assign(this, columns);
    for (const [item = '', ...others] of items.slice(this.items.length)) {
      this.#itemIdOf(item, others.length === 0 ? '' : JSON.stringify(others));
    }
    this.codes.restore(codes);
  }

  /** Ids are below this. */
  get capacity(): number {
    return this.kind.length;
  }

  get bytes(): number {
    return bytesIn([this.kind, this.status, this.itemId]) + this.codes.memory;
  }

  #itemIdOf(item: string, otherItems: string): number {
    const key = otherItems === '' ? item : `${item}\n${otherItems}`;
    const known = this.#itemIds.get(key);
    if (known !== undefined) return known;
    const countedAs = otherItems === '' ? undefined : this.#itemIdOf(item, '');
    const id = this.items.length;
    assert(id < 65_536, 'there are fewer than 65,536 items');
    this.items.push([item, ...itemsIn(otherItems)]);
    this.countedAs.push(countedAs ?? id);
    this.itemTexts.push(JSON.stringify(item));
    this.#itemIds.set(key, id);
    return id;
  }
}
