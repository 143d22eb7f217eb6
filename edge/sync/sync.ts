import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { assert } from '../../domain/assert.ts';
import type { Clock } from '../../domain/clock.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { toIso } from '../../domain/time.ts';
import { isLoopback } from '../config/sections.ts';
import type { Readers } from '../queries/readers.ts';
import { backoffMs } from './backoff.ts';
import { createPost, type Post, type Target } from './post.ts';
import type { SummariesResult } from './summaries.ts';
import { type Summary, type SyncBatch, sha256Of } from './wire.ts';

export type SyncConfig = Target & {
  /** How often news is sent while there is no backlog. */
  readonly intervalMs?: number;
};

export type SyncOptions = {
  readonly readers: Pick<Readers, 'ask'>;
  /** Moves the cursor of a consumer of the log. */
  readonly advance: (consumer: string, seq: number) => void;
  /** Undefined: this edge has no cloud, and nothing is sent. */
  readonly config: SyncConfig | undefined;
  readonly epoch: string;
  readonly plant: PlantModel;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  readonly random?: () => number;
};

export type SyncStatus = {
  readonly configured: boolean;
  readonly connected: boolean;
  /** Log positions not yet sent. */
  readonly backlog: number;
  readonly lastSentAt: string | null;
};

/** Log positions that one step covers. */
const eventsMax = 5000;
/** Summaries in one message. */
const summariesPerPost = 200;
const defaultIntervalMs = 5000;
/** A drain rests as long as its last step took, up to this. */
const restMsMax = 1000;

/** Sends what the log changed to the cloud; wires one up from the parts of an edge. */
export function createSync(options: SyncOptions): Sync {
  return new Sync(options);
}

/**
 * The log is the outbox and its cursor moves after the receiver's answer, so a stretch is sent until
 * it is received; the receiver takes summaries by key and position, so once more changes nothing.
 * Its high-water mark decides from where to go on, whichever side lost its memory.
 */
export class Sync {
  readonly #options: SyncOptions;
  readonly #post: Post | undefined;
  readonly #stop = new AbortController();
  #wake = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;
  /** Null until the stored cursor was read. */
  #sentSeq: number | null = null;
  #headSeq = 0;
  #connected = false;
  #lastSentAtMs: number | undefined;
  #failures = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
    if (options.config !== undefined) {
      this.#post = createPost(options.config, options.fetch ?? fetch);
    }
  }

  start(): void {
    const { config, log } = this.#options;
    if (this.#post === undefined || config === undefined) return;
    const { protocol, hostname } = new URL(config.url);
    if (protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''))) {
      log.warn({ url: config.url }, 'the token goes to the cloud unencrypted: use https');
    }
    this.#running = this.#run(this.#post);
  }

  /** The log grew to this position. */
  grew(headSeq: number): void {
    this.#headSeq = headSeq;
    this.#wake.resolve();
  }

  status(): SyncStatus {
    const configured = this.#post !== undefined;
    return {
      configured,
      connected: this.#connected,
      backlog: configured ? Math.max(0, this.#headSeq - (this.#sentSeq ?? 0)) : 0,
      lastSentAt: this.#lastSentAtMs === undefined ? null : toIso(this.#lastSentAtMs),
    };
  }

  /** A step that is under way is given up; it is done again after the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wake.resolve();
    await this.#running;
  }

  async #run(post: Post): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const startedMs = performance.now();
      const hasBacklog = await this.#tryStep(post);
      if (this.#failures > 0) {
        await this.#rest(backoffMs(this.#failures, this.#options.random ?? Math.random));
      } else if (hasBacklog) {
        await this.#rest(Math.min(restMsMax, performance.now() - startedMs));
      } else {
        await this.#rest(this.#options.config?.intervalMs ?? defaultIntervalMs);
        await this.#wake.promise;
      }
    }
  }

  async #rest(ms: number): Promise<void> {
    // The only rejection is the abort, after which the loop ends by itself.
    await pause(ms, undefined, { signal: this.#stop.signal }).catch(() => {});
  }

  /** Takes the next stretch of the log; true when there is more of it. Failures are counted. */
  async #tryStep(post: Post): Promise<boolean> {
    this.#wake = Promise.withResolvers<void>();
    try {
      const { readers } = this.#options;
      const step = await readers.ask('summaries', { afterSeq: this.#sentSeq, eventsMax });
      this.#sentSeq ??= step.fromSeq - 1;
      this.#headSeq = Math.max(this.#headSeq, step.asOfSeq);
      if (step.toSeq >= step.fromSeq) await this.#send(step, post);
      this.#succeed();
      return this.#sentSeq < step.asOfSeq;
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(error);
      return true;
    }
  }

  async #send(step: SummariesResult, post: Post): Promise<void> {
    for (const batch of this.#batchesOf(step)) {
      const outcome = await post(batch, this.#stop.signal);
      if (outcome.kind === 'superseded') throw new FactoryError('unavailable', outcome.detail);
      if (outcome.kind === 'gap') {
        assert(outcome.expectedSeq < batch.fromSeq, 'a gap lies before what was sent');
        this.#sentSeq = outcome.expectedSeq - 1;
        return;
      }
      if (outcome.hwm > step.asOfSeq) {
        throw new FactoryError('unavailable', knowsMore(outcome.hwm, step.asOfSeq));
      }
      this.#lastSentAtMs = this.#options.clock.nowMs();
      if (batch.toSeq < batch.fromSeq) continue;
      assert(outcome.hwm >= batch.toSeq, 'what is taken is below the high-water mark');
      this.#sentSeq = outcome.hwm;
      this.#options.advance('cloud', outcome.hwm);
    }
  }

  /** One message moves the high-water mark; before it go those that would make it too long. */
  #batchesOf({ fromSeq, toSeq, asOfSeq, summaries }: SummariesResult): SyncBatch[] {
    const { plant, epoch } = this.#options;
    const parts: (readonly Summary[])[] = [];
    for (let first = 0; first < summaries.length; first += summariesPerPost) {
      parts.push(summaries.slice(first, first + summariesPerPost));
    }
    if (parts.length === 0) parts.push([]);
    return parts.map((part, index) => ({
      plant: plant.site,
      epoch,
      fromSeq,
      toSeq: index === parts.length - 1 ? toSeq : fromSeq - 1,
      asOfSeq,
      sha256: sha256Of(part),
      summaries: [...part],
    }));
  }

  #succeed(): void {
    if (!this.#connected)
      this.#options.log.info({ sentSeq: this.#sentSeq }, 'the cloud is reached');
    this.#connected = true;
    this.#failures = 0;
  }

  /** Says it once; what is not sent waits in the log. */
  #fail(error: unknown): void {
    const isNews = this.#failures === 0;
    this.#connected = false;
    this.#failures += 1;
    if (!isNews) return;
    const { log } = this.#options;
    const isWorlds = error instanceof FactoryError;
    if (isWorlds)
      log.warn({ err: error }, 'the cloud is not reached; the log keeps what is to send');
    else log.error({ err: error }, 'the cloud could not be told; the log keeps what is to send');
  }
}

function knowsMore(theirsSeq: number, oursSeq: number): string {
  return `the cloud has position ${theirsSeq} of this history, this file ends at ${oursSeq}: an older copy was put back by hand; restore it with lotline restore, which begins a new epoch`;
}
