import { bytesIn, copied } from '../engine-columns/columns.ts';

/** When a unit was started first, and by whose clock. */
export type Started = { readonly unitId: number; readonly atMs: number; readonly sourceId: number };

/** Units that were started under one order, by their ids: 14 bytes each. */
export class Starts {
  #unitId = new Uint32Array(0);
  #atMs = new Float64Array(0);
  #sourceId = new Uint16Array(0);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  of(unitId: number): Started | undefined {
    const index = this.#placeOf(unitId);
    return this.#isAt(index, unitId) ? this.#at(index) : undefined;
  }

  *[Symbol.iterator](): Iterator<Started> {
    for (let index = 0; index < this.#count; index++) yield this.#at(index);
  }

  /** Ids mostly rise: nearly all come behind the last. */
  put({ unitId, atMs, sourceId }: Started): void {
    const index = this.#placeOf(unitId);
    if (!this.#isAt(index, unitId)) this.#open(index);
    this.#unitId[index] = unitId;
    this.#atMs[index] = atMs;
    this.#sourceId[index] = sourceId;
  }

  remove(unitId: number): void {
    const index = this.#placeOf(unitId);
    if (!this.#isAt(index, unitId)) return;
    for (const column of this.#columns()) column.copyWithin(index, index + 1, this.#count);
    this.#count -= 1;
  }

  /** All of it, to be kept in a file. */
  save() {
    const [unitId, atMs, sourceId] = [this.#unitId, this.#atMs, this.#sourceId];
    return { unitId, atMs, sourceId, count: this.#count };
  }

  restore({ unitId, atMs, sourceId, count }: ReturnType<Starts['save']>): void {
    this.#unitId = unitId;
    this.#atMs = atMs;
    this.#sourceId = sourceId;
    this.#count = count;
  }

  get bytes(): number {
    return bytesIn(this.#columns());
  }

  #columns() {
    return [this.#unitId, this.#atMs, this.#sourceId];
  }

  #at(index: number): Started {
    return {
      unitId: this.#unitId[index] as number, // Within the count.
      atMs: this.#atMs[index] as number,
      sourceId: this.#sourceId[index] as number,
    };
  }

  #isAt(index: number, unitId: number): boolean {
    return index < this.#count && this.#unitId[index] === unitId;
  }

  /** Before the first unit whose id is not below. */
  #placeOf(unitId: number): number {
    let high = this.#count;
    if (high === 0 || (this.#unitId[high - 1] as number) < unitId) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#unitId[middle] as number) < unitId) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #open(index: number): void {
    if (this.#count === this.#unitId.length) {
      const room = Math.ceil(this.#count * 1.25) + 4;
      this.#unitId = copied(this.#unitId, room);
      this.#atMs = copied(this.#atMs, room);
      this.#sourceId = copied(this.#sourceId, room);
    }
    for (const column of this.#columns()) column.copyWithin(index + 1, index, this.#count);
    this.#count += 1;
  }
}
