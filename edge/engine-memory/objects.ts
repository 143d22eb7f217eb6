import { assert } from '../../domain/assert.ts';
import { type ObjectRef, toObjectRef } from '../../domain/object-ref.ts';
import { Codes } from '../engine-columns/codes.ts';
import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import { objectKindOfCode } from '../projections/dictionary.ts';

export type ObjectRow = {
  readonly id: number;
  readonly kind: number;
  readonly code: string;
  readonly item: string | null;
  readonly status: number | null;
};

/** What is known of each object besides its id: 4 bytes. */
export class Objects {
  kind = new Uint8Array(0);
  status = new Uint8Array(0);
  /** 0: none is named. */
  itemId = new Uint16Array(0);
  readonly items: string[] = [''];
  /** Their names as keys of JSON. */
  readonly itemKeys: string[] = [''];
  readonly codes = new Codes();
  readonly #itemIds = new Map<string, number>();

  put({ id, kind, code, item, status }: ObjectRow): void {
    this.kind = withRoom(this.kind, id + 1);
    this.status = withRoom(this.status, id + 1);
    this.itemId = withRoom(this.itemId, id + 1);
    this.kind[id] = kind;
    this.status[id] = status ?? 0;
    this.itemId[id] = item === null ? 0 : this.#itemIdOf(item);
    this.codes.set(id, code);
  }

  find(kind: number, code: string): number {
    return this.codes.find(code, (id) => this.kind[id] === kind);
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
    for (const item of items.slice(this.items.length)) this.#itemIdOf(item);
    this.codes.restore(codes);
  }

  /** Ids are below this. */
  get capacity(): number {
    return this.kind.length;
  }

  get bytes(): number {
    return bytesIn([this.kind, this.status, this.itemId]) + this.codes.memory;
  }

  #itemIdOf(item: string): number {
    const known = this.#itemIds.get(item);
    if (known !== undefined) return known;
    const id = this.items.length;
    assert(id < 65_536, 'there are fewer than 65,536 items');
    this.items.push(item);
    this.itemKeys.push(`${JSON.stringify(item)}:`);
    this.#itemIds.set(item, id);
    return id;
  }
}
