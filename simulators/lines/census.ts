/** Knows how many speakers are still on their way, so that the last carton need not be full. */
export class Census {
  /** Settles when every speaker that was asked for is shipped or scrapped. */
  readonly finished: Promise<void>;
  readonly #finish: () => void;
  readonly #wanted: number;
  readonly #count = { packed: 0, scrapped: 0, shipped: 0 };
  #onAllPacked: () => void = () => undefined;

  /** Without a number wanted (0) there is no last speaker. */
  constructor(wanted: number) {
    this.#wanted = wanted === 0 ? Number.POSITIVE_INFINITY : wanted;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.finished = promise;
    this.#finish = resolve;
  }

  get counts(): { readonly packed: number; readonly scrapped: number; readonly shipped: number } {
    return this.#count;
  }

  /** Called whenever nothing but packed speakers is left. */
  onAllPacked(close: () => void): void {
    this.#onAllPacked = close;
  }

  packed(speakers: number): void {
    this.#count.packed += speakers;
    this.recount();
  }

  unpacked(speakers: number): void {
    this.#count.packed -= speakers;
  }

  scrapped(): void {
    this.#count.scrapped += 1;
    this.recount();
  }

  shipped(units: number): void {
    this.#count.shipped += units;
    this.recount();
  }

  /** Packed goods came back, and wait for their next way out. */
  recount(): void {
    const { packed, scrapped, shipped } = this.#count;
    if (shipped + scrapped >= this.#wanted) this.#finish();
    else if (packed + scrapped >= this.#wanted) this.#onAllPacked();
  }
}
