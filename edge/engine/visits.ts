import { withRoom } from './columns.ts';

/** Where and when each unit passed: a list for each unit, in no order. */
export class Visits {
  #head = new Uint32Array(0);
  #next = new Uint32Array(0);
  #stationId = new Uint16Array(0);
  #atMs = new Float64Array(0);
  /** Entry 0 ends every list. */
  #count = 1;

  /** Notes that a unit passed; several passages at one instant are one visit. */
  add(unitId: number, stationId: number, atMs: number): void {
    if (this.#find(unitId, stationId, atMs) !== 0) return;
    this.#head = withRoom(this.#head, unitId + 1);
    this.#next = withRoom(this.#next, this.#count + 1);
    this.#stationId = withRoom(this.#stationId, this.#count + 1);
    this.#atMs = withRoom(this.#atMs, this.#count + 1);
    const entry = this.#count++;
    this.#next[entry] = this.#head[unitId] as number; // There is room.
    this.#head[unitId] = entry;
    this.#stationId[entry] = stationId;
    this.#atMs[entry] = atMs;
  }

  /** An entry of something that is no more is harmless: nobody is found there. */
  each(unitId: number, visit: (stationId: number, atMs: number) => void): void {
    for (let entry = this.#head[unitId] ?? 0; entry !== 0; entry = this.#next[entry] as number) {
      visit(this.#stationId[entry] as number, this.#atMs[entry] as number); // Entries of a list exist.
    }
  }

  /** All of it, to be kept in a file. */
  save() {
    const columns = { next: this.#next, stationId: this.#stationId, atMs: this.#atMs };
    return { ...columns, head: this.#head, count: this.#count };
  }

  restore({ head, next, stationId, atMs, count }: ReturnType<Visits['save']>): void {
    this.#head = head;
    this.#next = next;
    this.#stationId = stationId;
    this.#atMs = atMs;
    this.#count = count;
  }

  get bytes(): number {
    return [this.#head, this.#next, this.#stationId, this.#atMs].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  #find(unitId: number, stationId: number, atMs: number): number {
    let entry = this.#head[unitId] ?? 0;
    while (entry !== 0) {
      if (this.#atMs[entry] === atMs && this.#stationId[entry] === stationId) return entry;
      entry = this.#next[entry] as number; // Entries of a list exist.
    }
    return 0;
  }
}
