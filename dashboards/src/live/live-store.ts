import { replaceEqualDeep } from '@tanstack/react-query';
import { openStream, type Stream } from './live-stream.ts';
import type { Snapshot, Tiding } from './snapshot.ts';

const nothingYet: Snapshot = {
  lines: undefined,
  linesAtMs: 0,
  health: undefined,
  connected: true,
  polling: false,
};

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
  #stream: Stream | undefined;

  start(): void {
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
    const { lines, health, connected, polling } = this.#snapshot;
    const tell = (tiding: Tiding) => this.#channel?.postMessage(tiding);
    if (lines !== undefined && connected) tell({ kind: 'lines', reply: lines });
    if (health !== undefined && connected) tell({ kind: 'health', reply: health });
    tell({ kind: 'connection', connected, polling });
  }

  /** A tab that was asleep asks at once instead of showing what it slept on. */
  readonly #onVisible = (): void => {
    const asleep = performance.now() - this.#snapshot.linesAtMs > 10_000;
    if (document.visibilityState === 'visible' && asleep) this.retry();
  };

  #take(tiding: Tiding): void {
    if (tiding.kind === 'lines') {
      // Equal parts stay the same objects, so that unchanged tiles are not drawn again.
      const lines = replaceEqualDeep(this.#snapshot.lines, tiding.reply);
      const linesAtMs = performance.now();
      this.#snapshot = { ...this.#snapshot, lines, linesAtMs, connected: true };
    } else if (tiding.kind === 'health') {
      this.#snapshot = { ...this.#snapshot, health: tiding.reply };
    } else {
      const { connected, polling } = tiding;
      this.#snapshot = { ...this.#snapshot, connected, polling };
    }
    for (const listener of this.#listeners) listener();
  }
}
