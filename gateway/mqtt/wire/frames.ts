const headerBytesMax = 5;

/**
 * Follows the packet boundaries of one connection (MQTT 3.1.1 §2.2) and keeps none of its bytes, so
 * that a packet that is too long is known from its header, before anything is buffered.
 */
export class FrameMeter {
  readonly #bytesMax: number;
  /** How much of the current packet's body is still to come. */
  #bodyBytes = 0;
  /** How much of the next packet's header has come. */
  #headerBytes = 0;
  #lengthSoFar = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Takes the next bytes of the connection. Once it said no, it must not be asked again. */
  measure(chunk: Uint8Array): 'ok' | 'too_large' | 'malformed' {
    let at = 0;
    while (at < chunk.length) {
      if (this.#bodyBytes > 0) {
        const skipped = Math.min(this.#bodyBytes, chunk.length - at);
        this.#bodyBytes -= skipped;
        at += skipped;
        continue;
      }
      const complete = this.#readHeader(chunk[at] ?? 0);
      at += 1;
      if (complete && this.#bodyBytes > this.#bytesMax) return 'too_large';
      if (!complete && this.#headerBytes === headerBytesMax) return 'malformed';
    }
    return 'ok';
  }

  /** The first byte is type and flags; up to four more hold the length, seven bits each. */
  #readHeader(byte: number): boolean {
    this.#headerBytes += 1;
    if (this.#headerBytes === 1) return false;
    this.#lengthSoFar += (byte & 0x7f) * 128 ** (this.#headerBytes - 2);
    if ((byte & 0x80) !== 0) return false;
    this.#bodyBytes = this.#lengthSoFar;
    this.#lengthSoFar = 0;
    this.#headerBytes = 0;
    return true;
  }
}
