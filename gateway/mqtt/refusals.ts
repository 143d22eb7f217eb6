import type { Logger } from 'pino';

const sayAgainAfterMs = 10_000;
const linesMax = 100;

/** Why the broker turned something away. */
export type RefusalReason =
  | 'bad_credentials'
  | 'bad_client_id'
  | 'connect_timeout'
  | 'keepalive_timeout'
  | 'not_stored'
  | 'origin_not_allowed'
  | 'packet_too_large'
  | 'protocol_error'
  | 'protocol_version'
  | 'retained_full'
  | 'slow_client'
  | 'subscription_not_allowed'
  | 'too_many_clients'
  | 'too_many_in_flight'
  | 'too_many_subscriptions'
  | 'topic_not_allowed'
  | 'unguaranteed_lost';

/** The error that closes a connection, with its reason. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Who was refused, as far as it is known. */
export type Origin = { readonly source: string; readonly address?: string };

/**
 * Counts refusals and logs them: each reason of each source at most once in ten seconds, and at
 * most 100 lines in that time, so that a client that tries for ever does not fill the disk.
 */
export class Refusals {
  readonly #log: Logger;
  readonly #counts = new Map<RefusalReason, number>();
  readonly #said = new Set<string>();
  #unsaid = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  count({ reason, message }: Refusal, { source, address }: Origin): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    const key = `${reason} ${source}`;
    if (this.#said.has(key) || this.#said.size >= linesMax) {
      this.#unsaid += 1;
      return;
    }
    this.#said.add(key);
    this.#log.warn({ reason, source, address }, `mqtt refused: ${message}`);
    this.#timer ??= setTimeout(() => this.#forget(), sayAgainAfterMs).unref();
  }

  counts(): Readonly<Partial<Record<RefusalReason, number>>> {
    return Object.fromEntries(this.#counts);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#forget();
  }

  #forget(): void {
    this.#timer = undefined;
    if (this.#unsaid > 0) this.#log.warn({ count: this.#unsaid }, 'mqtt refused more of the same');
    this.#unsaid = 0;
    this.#said.clear();
  }
}
