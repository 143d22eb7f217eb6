import { assert } from '../../domain/assert.ts';

declare const own: unique symbol;

/** Bytes that fill their memory alone, in a thread that nobody shares it with: made there, or handed over. */
export type OwnBytes = Uint8Array<ArrayBuffer> & { readonly [own]: true };

export function toOwnBytes(bytes: Uint8Array): OwnBytes {
  const { buffer, byteLength } = bytes;
  assert(buffer instanceof ArrayBuffer, 'what another thread hands over is not shared');
  assert(buffer.byteLength === byteLength, 'what another thread hands over fills its memory alone');
  return bytes as OwnBytes; // Just looked at.
}

/** Frees the memory at once, without a collection. Nothing may still read it. */
export function giveBack(bytes: OwnBytes): void {
  bytes.buffer.transfer(0);
}
