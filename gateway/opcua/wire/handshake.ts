import type { DataType, DataValue } from 'node-opcua-client';
import { BackOff } from './back-off.ts';

/** Reads and writes nodes by their qualified addresses, in the session there is now. */
export type NodeAccess = {
  /** All in one request, so that they belong together. */
  readonly read: (addresses: readonly string[]) => Promise<readonly DataValue[]>;
  /** Rejects unless the server took the value. */
  readonly write: (address: string, dataType: DataType, value: unknown) => Promise<void>;
};

/** Whether the machine has its answer; `not_yet` is tried again shortly. */
export type StepOutcome = 'done' | 'not_yet';

export type HandshakeSteps = {
  /** The machine asks: the trigger is true. */
  readonly raised: (nodes: NodeAccess) => Promise<StepOutcome>;
  /** The machine has seen the answer: the trigger is false. */
  readonly lowered: (nodes: NodeAccess) => Promise<StepOutcome>;
  /** A step failed and is tried again for ever: the machine waits meanwhile. */
  readonly onFailure: (error: unknown) => void;
};

type Link = { readonly nodes: NodeAccess; readonly signal: AbortSignal };

const retryFirstMs = 20;
const retryMaxMs = 2000;

/**
 * Follows the level of a trigger, one step at a time, over all connections. Steps are idempotent:
 * after an interruption at any point the level that holds then is simply served again.
 */
export class Handshake {
  readonly #steps: HandshakeSteps;
  #link: Link | undefined;
  #level: boolean | undefined;
  #wanted = 0;
  #served = 0;
  #isServing = false;

  constructor(steps: HandshakeSteps) {
    this.#steps = steps;
  }

  /** A session begins. The known level is served again unless the server will tell it anew. */
  connect(link: Link, { isResumed }: { isResumed: boolean }): void {
    this.#link = link;
    if (!isResumed) this.#level = undefined;
    this.#want();
  }

  setLevel(level: boolean): void {
    this.#level = level;
    this.#want();
  }

  #want(): void {
    this.#wanted += 1;
    if (!this.#isServing) void this.#serve(); // Never rejects: failures of steps go to onFailure.
  }

  async #serve(): Promise<void> {
    const backOff = new BackOff(retryFirstMs, retryMaxMs);
    this.#isServing = true;
    while (this.#served !== this.#wanted && this.#level !== undefined) {
      const wanted = this.#wanted;
      const link = this.#link;
      if (link === undefined || link.signal.aborted) break;
      if ((await this.#step(this.#level, link)) === 'done') {
        this.#served = wanted;
        backOff.reset();
      } else {
        await backOff.wait(link.signal);
      }
    }
    this.#isServing = false;
  }

  async #step(level: boolean, { nodes, signal }: Link): Promise<StepOutcome> {
    try {
      return await (level ? this.#steps.raised(nodes) : this.#steps.lowered(nodes));
    } catch (error) {
      if (!signal.aborted) this.#steps.onFailure(error); // A lost session is told by its connection.
      return 'not_yet';
    }
  }
}
