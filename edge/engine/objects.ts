import { assert } from '../../domain/assert.ts';
import { assertFits, withRoom } from './columns.ts';

export type ObjectRow = {
  readonly id: number;
  readonly kind: number;
  readonly code: string;
  readonly item: string | null;
  readonly status: number | null;
  readonly stationId: number | null;
};

const encoder = new TextEncoder();

/** What is known of each object; codes as the JSON text that a reply copies, quotes included. */
export class Objects {
  kind = new Uint8Array(0);
  status = new Uint8Array(0);
  /** 0: none is named. */
  itemId = new Uint16Array(0);
  stationId = new Uint16Array(0);
  readonly items: string[] = [''];
  text = new Uint8Array(0);
  textAt = new Uint32Array(0);
  textBytes = new Uint16Array(0);
  readonly #itemIds = new Map<string, number>();
  #textEnd = 0;

  put({ id, kind, code, item, status, stationId }: ObjectRow): void {
    this.#makeRoom(id + 1);
    assertFits(stationId ?? 0, 'stations');
    this.kind[id] = kind;
    this.status[id] = status ?? 0;
    this.stationId[id] = stationId ?? 0;
    this.itemId[id] = item === null ? 0 : this.#itemId(item);
    if (this.textBytes[id] === 0) this.#write(id, encoder.encode(JSON.stringify(code)));
  }

  codeOf(id: number): string {
    const at = this.textAt[id] ?? 0;
    const bytes = this.text.subarray(at, at + (this.textBytes[id] ?? 0));
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as string; // Written by `put`.
  }

  /** All of it, to be kept in a file. */
  save() {
    const { kind, status, itemId, stationId, items, text, textAt, textBytes } = this;
    const textEnd = this.#textEnd;
    return { kind, status, itemId, stationId, items, text, textAt, textBytes, textEnd };
  }

  restore({ items, textEnd, ...columns }: ReturnType<Objects['save']>): void {
    Object.assign(this, columns);
    for (const item of items.slice(this.items.length)) this.#itemId(item);
    this.#textEnd = textEnd;
  }

  get capacity(): number {
    return this.kind.length;
  }

  get bytes(): number {
    return [
      ...[this.kind, this.status, this.itemId, this.stationId],
      ...[this.text, this.textAt, this.textBytes],
    ].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #write(id: number, bytes: Uint8Array): void {
    this.text = withRoom(this.text, this.#textEnd + bytes.length);
    this.text.set(bytes, this.#textEnd);
    this.textAt[id] = this.#textEnd;
    this.textBytes[id] = bytes.length;
    this.#textEnd += bytes.length;
  }

  #itemId(item: string): number {
    const known = this.#itemIds.get(item);
    if (known !== undefined) return known;
    const id = this.items.length;
    assert(id < 65_536, 'there are fewer than 65,536 items');
    this.items.push(item);
    this.#itemIds.set(item, id);
    return id;
  }

  #makeRoom(count: number): void {
    if (count <= this.kind.length) return;
    this.kind = withRoom(this.kind, count);
    this.status = withRoom(this.status, count);
    this.itemId = withRoom(this.itemId, count);
    this.stationId = withRoom(this.stationId, count);
    this.textAt = withRoom(this.textAt, count);
    this.textBytes = withRoom(this.textBytes, count);
  }
}
