import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const endTimeoutMs = 15_000;

/** A process of the benchmark: one question at a time, and it ends when its channel is closed. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(entry: string, args: readonly string[] = []) {
    this.#process = fork(new URL(entry, import.meta.url), args, { execArgv: [] });
    this.#ended = once(this.#process, 'exit');
  }

  /** What the process says next; rejects when it ends instead. */
  async next<Reply>(): Promise<Reply> {
    const abort = new AbortController();
    const { signal } = abort;
    try {
      return await Promise.race([
        once(this.#process, 'message', { signal }).then(([reply]) => reply as Reply), // Its own file says what it sends.
        once(this.#process, 'exit', { signal }).then(([code]) => {
          throw new Error(`a process of the benchmark ended with code ${code}`);
        }),
      ]);
    } finally {
      abort.abort();
    }
  }

  ask<Reply>(question: object): Promise<Reply> {
    const reply = this.next<Reply>();
    this.#process.send(question);
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), endTimeoutMs);
    if (this.#process.connected) this.#process.disconnect();
    await this.#ended;
    clearTimeout(timer);
  }
}
