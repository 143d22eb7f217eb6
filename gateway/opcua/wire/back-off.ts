import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait after which failure: doubled each time up to `maxMs`, and never quite the same. */
export class BackOff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  #failures = 0;

  constructor(firstMs: number, maxMs: number) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
  }

  reset(): void {
    this.#failures = 0;
  }

  /** Settles after the wait, or at once when the signal is aborted. Never rejects. */
  async wait(signal: AbortSignal): Promise<void> {
    const fullMs = Math.min(this.#maxMs, this.#firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    const waitMs = fullMs * (0.5 + Math.random() / 2);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined); // Aborted is waited enough.
  }
}
