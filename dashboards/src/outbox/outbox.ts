/** An event as this device says it: with its own id, and the time at which it was said. */
export type KeptEvent = {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly station?: string;
} & Readonly<Record<string, unknown>>;

/** What waits for the edge; or was refused by it, which only a person can put right. */
export type Entry = { readonly event: KeptEvent; readonly refused?: string };

/** What became of an event: the edge has it, will not have it, or could not be reached. */
export type Delivery =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreached' };

/** Where entries outlive the page; one place for each, so that two tabs never overwrite each other. */
export type Shelf = {
  readonly read: () => readonly Entry[];
  readonly put: (entry: Entry) => void;
  readonly drop: (id: string) => void;
};

type OutboxOptions = {
  readonly shelf: Shelf;
  readonly send: (event: KeptEvent) => Promise<Delivery>;
  readonly onDelivered: () => void;
};

/** A shift of a busy station makes some tens. */
const entriesMax = 500;
const againAfterMs = 2000;

/**
 * Keeps what a person said until the edge has it on disk: in the order said, one at a time, with the
 * original id and time. Sent twice it is in the log once, for the edge knows the id.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  /** What was ever sent, or may have been before this page: the edge may have it, whatever came back. */
  readonly #sent: Set<string>;
  #entries: readonly Entry[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #isSending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#entries = inOrder(options.shelf.read());
    this.#sent = new Set(this.#entries.map(({ event }) => event.id));
  }

  readonly snapshot = (): readonly Entry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    this.#timer ??= setInterval(() => void this.send(), againAfterMs);
    void this.send(); // It reports through the entries.
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** False when it is full: nothing was kept. */
  add(event: KeptEvent): boolean {
    if (this.#entries.length >= entriesMax) return false;
    this.#options.shelf.put({ event });
    this.#take([...this.#entries, { event }]);
    void this.send(); // As above.
    return true;
  }

  /** False: the edge has it or may have it, so that only a retraction takes it back. */
  forget(id: string): boolean {
    const known = this.#entries.find(({ event }) => event.id === id);
    if (known === undefined) return false;
    if (known.refused === undefined && this.#sent.has(id)) return false;
    this.drop(id);
    return true;
  }

  /** Keeps it no longer. */
  drop(id: string): void {
    this.#sent.delete(id);
    this.#options.shelf.drop(id);
    this.#take(this.#entries.filter(({ event }) => event.id !== id));
  }

  /** Sends what waits, the oldest first, until one does not get through. */
  async send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (;;) {
        const next = this.#entries.find(({ refused }) => refused === undefined);
        if (next === undefined || !(await this.#deliver(next.event))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #deliver(event: KeptEvent): Promise<boolean> {
    this.#sent.add(event.id);
    const delivery = await this.#options.send(event);
    if (delivery.kind === 'unreached') return false;
    if (delivery.kind === 'delivered') {
      this.drop(event.id);
      this.#options.onDelivered();
      return true;
    }
    const refused = { event, refused: delivery.reason };
    this.#options.shelf.put(refused);
    this.#take(this.#entries.map((entry) => (entry.event.id === event.id ? refused : entry)));
    return true;
  }

  #take(entries: readonly Entry[]): void {
    this.#entries = inOrder(entries);
    for (const listener of this.#listeners) listener();
  }
}

/** What nothing that was said later takes back. */
export function standing(entries: readonly Entry[]): readonly Entry[] {
  const takenBack = new Set(
    entries.flatMap(({ event }) => (event.type === 'event_retracted' ? [event['event']] : [])),
  );
  return entries.filter(({ event }) => !takenBack.has(event.id));
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => Date.parse(a.event.at) - Date.parse(b.event.at));
}
