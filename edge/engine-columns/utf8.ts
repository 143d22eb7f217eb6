import type { Codes } from './codes.ts';

const leastRoom = 4096;
const [comma, nought, colon] = [0x2c, 0x30, 0x3a] as const;
/** Of a whole number. */
const digitsMax = 16;
/** Of a UTF-16 unit. */
const bytesMax = 3;

/** JSON in UTF-8 put together from pieces; its memory is used again. */
export class Utf8 {
  bytes = Buffer.allocUnsafeSlow(leastRoom);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  write(text: string): void {
    this.#makeRoom(bytesMax * text.length);
    this.length += this.bytes.write(text, this.length);
  }

  append(text: Uint8Array): void {
    this.#makeRoom(text.length);
    this.bytes.set(text, this.length);
    this.length += text.length;
  }

  /** Writes the inside of an object with ids as its keys: how many there are of each. */
  writeCounts(codes: Codes, ids: readonly number[], counts: Uint32Array): void {
    for (const id of ids) {
      this.#makeRoom((codes.bytes[id] as number) + digitsMax + 2); // It has a text.
      this.length = codes.copyOne(id, this.bytes, this.length);
      this.bytes[this.length - 1] = colon; // Instead of its comma.
      this.#writeNumber(counts[id] as number); // It has its count.
      this.bytes[this.length++] = comma;
    }
    if (ids.length > 0) this.length -= 1;
  }

  #writeNumber(value: number): void {
    let tens = 1;
    while (tens * 10 <= value) tens *= 10;
    for (; tens >= 1; tens /= 10) {
      this.bytes[this.length++] = nought + (Math.floor(value / tens) % 10);
    }
  }

  #makeRoom(bytes: number): void {
    const room = this.length + bytes;
    if (room <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * room);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
