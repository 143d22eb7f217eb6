import { replaceEqualDeep } from '@tanstack/react-query';
import { openStream, type Stream } from './live-stream.ts';
import { type Snapshot, type Tiding, topics } from './snapshot.ts';

const nothingYet: Snapshot = {
  lines: undefined,
  linesAtMs: 0,
  health: undefined,
  andon: undefined,
  wall: undefined,
  connected: true,
  polling: false,
};

/** Between two beats no more passes while a device is awake. */
const clockJumpMs = 30_000;

/**
 * One stream for all tabs of a browser: more would exhaust its six connections to the edge. The tab
 * that holds the lock has the stream and tells the others; when it closes, the next one has it.
 */
export class LiveStore {
  readonly #listeners = new Set<() => void>();
  /** Browsers elect a leader only over TLS or on loopback, and only newer ones. */
  readonly #channel =
    'locks' in navigator && 'BroadcastChannel' in window
      ? new BroadcastChannel('lotline.live')
      : undefined;
  readonly #stopped = new AbortController();
  #snapshot = nothingYet;
  #beatAtMs = Date.now();
  #beat: ReturnType<typeof setInterval> | undefined;
  #stream: Stream | undefined;

  start(): void {
    this.#beat = setInterval(this.#onBeat, 5000);
    if (this.#channel === undefined) {
      document.addEventListener('visibilitychange', this.#listenWhileVisible);
      this.#listenWhileVisible();
      return;
    }
    this.#channel.addEventListener('message', this.#onMessage);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#channel.postMessage('hello');
    // Ends with the tab; a browser that grants no lock leaves this tab to listen only.
    void navigator.locks
      .request('lotline.live', { signal: this.#stopped.signal }, () => this.#leadUntilStopped())
      .catch(() => undefined);
  }

  [Symbol.dispose](): void {
    this.#stopped.abort();
    clearInterval(this.#beat);
    this.#stream?.close();
    this.#channel?.close();
    document.removeEventListener('visibilitychange', this.#onVisible);
    document.removeEventListener('visibilitychange', this.#listenWhileVisible);
  }

  readonly snapshot = (): Snapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does not wait for the next step of the ladder. */
  readonly retry = (): void => {
    if (this.#stream === undefined) this.#channel?.postMessage('retry');
    else this.#stream.retry();
  };

  /** Without a leader, the tabs that nobody sees give their connections back. */
  readonly #listenWhileVisible = (): void => {
    if (document.visibilityState === 'visible') {
      if (this.#stream === undefined) this.#lead();
    } else {
      this.#stream?.close();
      this.#stream = undefined;
    }
  };

  #leadUntilStopped(): Promise<void> {
    this.#lead();
    return new Promise((resolve) => {
      this.#stopped.signal.addEventListener('abort', () => resolve());
    });
  }

  #lead(): void {
    this.#stream = openStream((tiding) => {
      this.#take(tiding);
      this.#channel?.postMessage(tiding);
    });
  }

  readonly #onMessage = ({ data }: MessageEvent<Tiding | 'hello' | 'retry'>): void => {
    if (data === 'retry') this.#stream?.retry();
    else if (data === 'hello') this.#tellAll();
    else this.#take(data);
  };

  /** A tab that has just opened asks; only the leader answers. */
  #tellAll(): void {
    if (this.#stream === undefined) return;
    const { connected, polling } = this.#snapshot;
    const tell = (tiding: Tiding) => this.#channel?.postMessage(tiding);
    for (const kind of connected ? topics : []) {
      const reply = this.#snapshot[kind];
      if (reply !== undefined) tell({ kind, reply } as Tiding); // Kept under its own name.
    }
    tell({ kind: 'connection', connected, polling });
  }

  /** A tab that was asleep asks at once instead of showing what it slept on. */
  readonly #onVisible = (): void => {
    const asleep = performance.now() - this.#snapshot.linesAtMs > 10_000;
    if (document.visibilityState === 'visible' && asleep) this.retry();
  };

  /** A device that slept with its page in sight finds its clock far on. */
  readonly #onBeat = (): void => {
    const sleptMs = Date.now() - this.#beatAtMs;
    this.#beatAtMs = Date.now();
    if (sleptMs > clockJumpMs) this.retry();
  };

  #take(tiding: Tiding): void {
    if (tiding.kind === 'connection') {
      const { connected, polling } = tiding;
      this.#snapshot = { ...this.#snapshot, connected, polling };
    } else {
      // Equal parts stay the same objects, so that unchanged tiles are not drawn again.
      const reply: unknown = replaceEqualDeep(this.#snapshot[tiding.kind], tiding.reply);
      const news = tiding.kind === 'lines' && { linesAtMs: performance.now(), connected: true };
      this.#snapshot = { ...this.#snapshot, [tiding.kind]: reply, ...news };
    }
    for (const listener of this.#listeners) listener();
  }
}
