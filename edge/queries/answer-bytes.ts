import { assert } from '../../domain/assert.ts';

/**
 * The JSON of an answer, made by another thread and nobody else's. Whoever has sent it gives its memory
 * back: V8 counts it against the thread that holds it, and else looks through that thread's whole heap for it,
 * again with every few of these answers, while acknowledgements wait.
 */
export class AnswerBytes extends Uint8Array<ArrayBuffer> {
  /** The bytes of a view that another thread handed over whole. */
  static taking({ buffer, byteOffset, byteLength }: Uint8Array): AnswerBytes {
    assert(buffer instanceof ArrayBuffer, 'what another thread hands over is not shared');
    return new AnswerBytes(buffer, byteOffset, byteLength);
  }

  /** Gives the memory back; nothing can be read any more. */
  free(): void {
    this.buffer.transfer(0);
  }
}
