/** A piece is sent when it has grown to this. */
const pieceBytes = 64 * 1024;

/** Small parts of a document gathered into pieces of about 64 KiB; made only as they are asked for. */
export function* piecesOf(
  parts: Iterable<string | Uint8Array>,
): Generator<Uint8Array<ArrayBuffer>> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  for (const part of parts) {
    const chunk = typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part);
    gathered.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < pieceBytes) continue;
    yield joined(gathered, bytes);
    gathered = [];
    bytes = 0;
  }
  if (bytes > 0) yield joined(gathered, bytes);
}

/** In memory of its own, so that it can be handed to another thread. */
function joined(chunks: readonly Buffer[], bytes: number): Uint8Array<ArrayBuffer> {
  const piece = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    piece.set(chunk, at);
    at += chunk.byteLength;
  }
  return piece;
}
