import type { Clock } from '../../domain/clock.ts';

/**
 * The plant's simulated time: all waits end in the order of their times, each at exactly its own
 * time. It follows the clock given, which may be the scaled real one; when the processor cannot
 * keep up, simulated time falls behind the clock instead of skipping.
 */
export class Timeline {
  readonly #clock: Clock;
  /** How many simulated milliseconds the clock runs in a real one. */
  readonly #speed: number;
  readonly #waits = new WaitQueue();
  #nowMs: number;
  #wake: () => void = () => undefined;

  constructor(clock: Clock, { startMs, speed }: { startMs: number; speed: number }) {
    this.#clock = clock;
    this.#speed = speed;
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number): Promise<void> {
    return this.until(this.#nowMs + Math.max(0, Math.round(ms)));
  }

  until(atMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waits.add({ atMs: Math.max(atMs, this.#nowMs), resolve });
      this.#wake();
    });
  }

  /** Waits for something outside the simulation; its moment is read from the clock. */
  async outside<T>(happening: Promise<T>): Promise<T> {
    const value = await happening;
    await this.until(this.#clock.nowMs());
    return value;
  }

  /** Lets time pass until the signal says stop. Whoever still waits then waits for ever. */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.#wake(), { once: true });
    while (!stop.aborted) {
      const next = this.#waits.first();
      const aheadMs =
        next === undefined ? Number.POSITIVE_INFINITY : next.atMs - this.#clock.nowMs();
      if (next !== undefined && aheadMs <= 0) {
        this.#waits.removeFirst();
        this.#nowMs = next.atMs;
        next.resolve();
        await settled();
      } else {
        await this.#quiet(aheadMs / this.#speed);
      }
    }
  }

  /** Real time passes until the next wait is due or a new one was added. */
  #quiet(realMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.ceil(realMs), 1000));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** All continuations of what was just resolved have run, and sockets had their turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

type Wait = { readonly atMs: number; readonly resolve: () => void };

/** A binary heap by time; waits of the same time keep the order in which they were added. */
class WaitQueue {
  readonly #heap: (Wait & { readonly order: number })[] = [];
  #added = 0;

  first(): Wait | undefined {
    return this.#heap[0];
  }

  add(wait: Wait): void {
    this.#added += 1;
    const heap = this.#heap;
    let at = heap.push({ ...wait, order: this.#added }) - 1;
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  removeFirst(): void {
    const heap = this.#heap;
    this.#swap(0, heap.length - 1);
    heap.pop();
    let at = 0;
    for (;;) {
      let least = at;
      if (this.#isBefore(2 * at + 1, least)) least = 2 * at + 1;
      if (this.#isBefore(2 * at + 2, least)) least = 2 * at + 2;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
