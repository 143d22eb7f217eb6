/** A power of two. */
const count = 128;
const laneBytes = 2048;

/**
 * Where texts are put: those of one lane follow each other, whatever of other lanes comes between
 * them. Some room waits at the end of each lane, 128 KB in all.
 */
export class Lanes {
  /** Where the next text of each begins, and where its room ends. */
  #next = new Uint32Array(count);
  #roomEnd = new Uint32Array(count);
  /** Of all of them. */
  end = 0;

  /** Where a text belongs. */
  place(number: number, bytes: number): number {
    const lane = number & (count - 1);
    if ((this.#next[lane] as number) + bytes > (this.#roomEnd[lane] as number)) {
      this.#next[lane] = this.end;
      this.end += Math.max(laneBytes, bytes);
      this.#roomEnd[lane] = this.end;
    }
    const at = this.#next[lane] as number; // Within the mask.
    this.#next[lane] = at + bytes;
    return at;
  }

  /** All of it, to be kept in a file. */
  save() {
    return { next: this.#next, roomEnd: this.#roomEnd, end: this.end };
  }

  restore({ next, roomEnd, end }: ReturnType<Lanes['save']>): void {
    this.#next = next;
    this.#roomEnd = roomEnd;
    this.end = end;
  }
}
