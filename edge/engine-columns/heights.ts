import { bytesIn, withRoom } from './columns.ts';

/** No plant builds so high: something holds itself. */
const heightMax = 65_535;

type EachUp = (id: number, visit: (parentId: number) => void) => void;

/**
 * Proves that nothing holds itself: every parent stands higher than its children, 2 bytes an object.
 * Heights only rise; what a link that is no more left behind does no harm.
 */
export class Heights {
  #of = new Uint16Array(0);
  /** Where there may be circles, they are looked for in each answer. */
  mayCircle = false;

  /** Notes that a parent holds or was made from a child; `eachUp` tells what an object is known to be in. */
  note(parentId: number, childId: number, eachUp: EachUp): void {
    this.#of = withRoom(this.#of, Math.max(parentId, childId) + 1);
    const waiting: number[] = [];
    const raise = (id: number, overId: number): void => {
      const height = (this.#of[overId] as number) + 1; // It was noted.
      if (this.mayCircle || (this.#of[id] ?? 0) >= height) return;
      // What a way up from the parent leads to again holds itself.
      this.mayCircle = id === childId || height > heightMax;
      this.#of[id] = height;
      waiting.push(id);
    };
    raise(parentId, childId);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const below = id;
      eachUp(below, (upId) => raise(upId, below));
    }
  }

  /** All of it, to be kept in a file. */
  save() {
    return { of: this.#of, mayCircle: this.mayCircle };
  }

  restore({ of, mayCircle }: ReturnType<Heights['save']>): void {
    this.#of = of;
    this.mayCircle = mayCircle;
  }

  get bytes(): number {
    return bytesIn([this.#of]);
  }
}
