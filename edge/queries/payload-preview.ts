const decoder = new TextDecoder('utf-8', { fatal: true });
/** A character of UTF-8 has at most four bytes: as many may be missing where the head was cut. */
const cutMax = 3;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those that no text has
const control = /[\u0000-\u0008\u000e-\u001f]/;

type Preview = { readonly payloadPreview: string; readonly payloadIs: 'text' | 'bytes' };

/** The beginning of a payload for people: text where it is UTF-8, else its bytes, 16 a line. */
export function previewOf(head: Uint8Array, bytes: number): Preview {
  const isCut = head.byteLength < bytes;
  for (let missing = 0; missing <= (isCut ? cutMax : 0); missing++) {
    const text = textOf(head.subarray(0, head.byteLength - missing));
    if (text !== undefined) return { payloadPreview: text, payloadIs: 'text' };
  }
  const pairs = Buffer.from(head).toString('hex').match(/../g) ?? [];
  const lines = Array.from({ length: Math.ceil(pairs.length / 16) }, (_, line) =>
    pairs.slice(line * 16, line * 16 + 16).join(' '),
  );
  return { payloadPreview: lines.join('\n'), payloadIs: 'bytes' };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return control.test(text) ? undefined : text;
  } catch {
    return undefined; // Not UTF-8, or cut within a character.
  }
}
