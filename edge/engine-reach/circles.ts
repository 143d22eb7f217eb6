import { withRoom } from '../engine-columns/columns.ts';
import { cyclesIn } from '../trace/cycles.ts';

/** The edges of a walk, kept from walk to walk, and the circles among them. */
export class Circles {
  /** Parents and children in turn. */
  #ends = new Uint32Array(0);
  #count = 0;
  #asParent = new Uint32Array(0);
  #asChild = new Uint32Array(0);

  reset(): void {
    this.#count = 0;
  }

  note(parentId: number, childId: number): void {
    if (this.#count + 2 > this.#ends.length) {
      this.#ends = withRoom(this.#ends, Math.max(this.#count + 2, this.#ends.length * 2));
    }
    this.#ends[this.#count++] = parentId;
    this.#ends[this.#count++] = childId;
  }

  /** Forgets the edges. */
  find(): number[][] {
    return this.#count === 0 ? [] : cyclesIn(this.#inner());
  }

  /** The edges left when those to what holds nothing, and from what nothing holds, are taken away over and over. */
  #inner(): { parentId: number; childId: number }[] {
    const ends = this.#ends;
    for (let at = 0; at < this.#count; at += 1) {
      const id = ends[at] as number; // Within the count.
      this.#asParent = withRoom(this.#asParent, id + 1);
      this.#asChild = withRoom(this.#asChild, id + 1);
      this.#asParent[id] = 0;
      this.#asChild[id] = 0;
    }
    for (let at = 0; at < this.#count; at += 2) {
      (this.#asParent[ends[at] as number] as number) += 1; // Every object has its count.
      (this.#asChild[ends[at + 1] as number] as number) += 1;
    }
    for (let before = this.#count + 1; this.#count < before; ) {
      before = this.#count;
      this.#peel();
    }
    return Array.from({ length: this.#count / 2 }, (_, index) => ({
      parentId: ends[2 * index] as number, // Within what is left.
      childId: ends[2 * index + 1] as number,
    }));
  }

  /** One pass, beginning with what was met last: so nearly all goes in the first. */
  #peel(): void {
    const ends = this.#ends;
    let kept = this.#count;
    for (let at = this.#count - 2; at >= 0; at -= 2) {
      const parentId = ends[at] as number; // Within the count.
      const childId = ends[at + 1] as number;
      if (this.#asParent[childId] === 0 || this.#asChild[parentId] === 0) {
        (this.#asParent[parentId] as number) -= 1; // Every object has its count.
        (this.#asChild[childId] as number) -= 1;
        continue;
      }
      kept -= 2;
      ends[kept] = parentId;
      ends[kept + 1] = childId;
    }
    ends.copyWithin(0, kept, this.#count);
    this.#count -= kept;
  }
}
