import { setPolicy } from './lower-priority.ts';

/**
 * How long a thread that works in idle time only goes without an answer. A machine that has no such time
 * would never get one, and as long as the thread reads, the log cannot be begun anew. So it takes its turns with all
 * others, at the low priority, until the next answer.
 */
export class Patience {
  readonly #ms: number;
  #thread: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;
  #said: Promise<void> = Promise.resolve();

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** The thread is there; what was asked before goes on waiting. */
  isOf(thread: number): void {
    this.#thread = thread;
  }

  /** Something waits for an answer. */
  begin(): void {
    this.#timer ??= setTimeout(() => this.#end(), this.#ms).unref();
  }

  /** Something was answered; whether anything else waits. */
  answered(isWaiting: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#hasEnded) this.#let('idle');
    this.#hasEnded = false;
    if (isWaiting) this.begin();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#let('turn');
  }

  /** One after the other: the last word counts. */
  #let(policy: 'idle' | 'turn'): void {
    const thread = this.#thread;
    if (thread !== undefined) this.#said = this.#said.then(() => setPolicy(thread, policy));
  }
}
