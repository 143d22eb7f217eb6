import { Duplex } from 'node:stream';
import { type Origin, Refusal } from '../refusals.ts';
import type { Grants } from '../topics.ts';
import { FrameMeter } from './frames.ts';

export type ConnectionLimits = {
  readonly packetBytesMax: number;
  readonly unstoredBytesMax: number;
  readonly unsentBytesMax: number;
};

/** Who is at the other end; null grants mean that nobody asked and everything is allowed. */
export type Peer = { readonly source: string; readonly grants: Grants | null };

/** A socket that was let in, and where it comes from. */
export type Accepted = { readonly socket: Duplex; readonly address: string };

/** Until it is identified, a connection may publish nothing. */
const stranger: Peer = { source: 'mqtt:unknown', grants: { prefixes: [], filters: [] } };

/**
 * The guard between a socket and aedes. aedes has no packet limit, and it reads on while messages
 * wait in `authorizePublish` whenever a packet spans several reads; here is where both end.
 */
export class Connection extends Duplex {
  readonly subscriptions = new Set<string>();
  /** The client id as it came; null until then, or when it is not a valid one. */
  clientId: string | null = null;
  readonly #socket: Duplex;
  readonly #address: string;
  readonly #frames: FrameMeter;
  readonly #unstoredBytesMax: number;
  #peer = stranger;
  #unstoredBytes = 0;
  #isReadable = false;

  constructor({ socket, address }: Accepted, limits: ConnectionLimits) {
    // Twice the limit at which a subscriber is cut off: before that, no publisher waits for it.
    super({ allowHalfOpen: false, writableHighWaterMark: 2 * limits.unsentBytesMax });
    this.#socket = socket;
    this.#address = address;
    this.#frames = new FrameMeter(limits.packetBytesMax);
    this.#unstoredBytesMax = limits.unstoredBytesMax;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    socket.pause();
  }

  get peer(): Peer {
    return this.#peer;
  }

  /** Who this is, for the log. A client that is not yet let in is called by its client id. */
  get origin(): Origin {
    const isKnown = this.#peer !== stranger || !this.clientId;
    const source = isKnown ? this.#peer.source : `mqtt:${this.clientId}`;
    return { source, address: this.#address };
  }

  identify(peer: Peer): void {
    this.#peer = peer;
  }

  /** Marks bytes as waiting to be stored. At the limit the socket is not read on. */
  hold(bytes: number): void {
    this.#unstoredBytes += bytes;
    if (this.#unstoredBytes >= this.#unstoredBytesMax) this.#socket.pause();
  }

  release(bytes: number): void {
    const wasFull = this.#unstoredBytes >= this.#unstoredBytesMax;
    this.#unstoredBytes -= bytes;
    if (wasFull) this.#flow();
  }

  override _read(): void {
    this.#isReadable = true;
    this.#flow();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#socket.write(chunk)) done();
    else this.#socket.once('drain', done);
  }

  /** aedes writes an acknowledgement in four pieces; they leave as one. */
  override _writev(
    pieces: readonly { readonly chunk: Buffer }[],
    done: (error?: Error | null) => void,
  ): void {
    this._write(Buffer.concat(pieces.map(({ chunk }) => chunk)), 'buffer', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #receive(chunk: Buffer): void {
    if (this.destroyed) return;
    const verdict = this.#frames.measure(chunk);
    if (verdict === 'too_large') {
      this.destroy(new Refusal('packet_too_large', 'a packet is longer than packetBytesMax'));
    } else if (verdict === 'malformed') {
      this.destroy(new Refusal('protocol_error', 'a packet has no valid length'));
    } else {
      this.#isReadable = this.push(chunk);
      if (!this.#isReadable) this.#socket.pause();
    }
  }

  #flow(): void {
    if (this.#isReadable && this.#unstoredBytes < this.#unstoredBytesMax) this.#socket.resume();
  }
}
