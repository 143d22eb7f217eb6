import { constants, deflateRawSync } from 'node:zlib';

/**
 * A piece of the live stream, as it is and packed: once, however many listen. Each is deflated by itself
 * up to a whole byte, so pieces in any order make a gzip stream behind its header (RFC 1951, 1952). The
 * stream goes on for ever, so it has no trailer.
 */
export class LivePiece {
  readonly plain: Uint8Array;
  #packed: Uint8Array | undefined;

  constructor(plain: Uint8Array) {
    this.plain = plain;
  }

  get packed(): Uint8Array {
    this.#packed ??= deflateRawSync(this.plain, {
      level: constants.Z_BEST_SPEED,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    return this.#packed;
  }
}

/** What a gzip stream begins with: deflated, of no time, by an unknown system. */
export const gzipHeader = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
