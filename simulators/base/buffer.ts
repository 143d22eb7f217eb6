/**
 * A conveyor with a fixed number of places between two stations, first in, first out. `put` waits
 * for a free place, `take` for something to come.
 */
export class Buffer<T> {
  readonly #places: number;
  readonly #items: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];
  readonly #putters: { readonly item: T; readonly done: () => void }[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  get size(): number {
    return this.#items.length;
  }

  put(item: T): Promise<void> {
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    if (this.#items.length < this.#places) {
      this.#items.push(item);
      return Promise.resolve();
    }
    return new Promise((done) => {
      this.#putters.push({ item, done });
    });
  }

  take(): Promise<T> {
    const item = this.#items.shift();
    if (item === undefined) {
      return new Promise((resolve) => {
        this.#takers.push(resolve);
      });
    }
    const putter = this.#putters.shift();
    if (putter !== undefined) {
      this.#items.push(putter.item);
      putter.done();
    }
    return Promise.resolve(item);
  }
}
