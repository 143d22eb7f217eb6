import bwip from 'bwip-js/node';

/** Dark modules as a 1-bit image in hexadecimal, whose rows fill whole bytes; without the quiet zone. */
export type Matrix = { readonly columns: number; readonly rows: number; readonly bits: string };

/** ISO/IEC 16022. Text goes in as UTF-8. */
export function dataMatrix(text: string): Matrix {
  const [symbol] = bwip.raw('datamatrix', text, {});
  if (symbol === undefined || !('pixs' in symbol)) throw notDrawn(text);
  const { pixx: columns, pixy: rows, pixs } = symbol;
  const bytesPerRow = Math.ceil(columns / 8);
  const bytes = Buffer.alloc(bytesPerRow * rows);
  pixs.forEach((isDark, index) => {
    const column = index % columns;
    const at = Math.floor(index / columns) * bytesPerRow + (column >> 3);
    bytes[at] = (bytes[at] ?? 0) | (isDark << (7 - (column & 7)));
  });
  return { columns, rows, bits: bytes.toString('hex') };
}

/** Widths of bars and spaces in modules, a bar first (ISO/IEC 15417); undefined for what it cannot hold. */
export function code128(text: string): readonly number[] | undefined {
  if (/[^ -~]/.test(text)) return undefined;
  const [symbol] = bwip.raw('code128', text, {});
  if (symbol === undefined || !('sbs' in symbol)) throw notDrawn(text);
  return symbol.sbs;
}

function notDrawn(text: string): Error {
  return new Error(`assertion failed: ${text} has a code`);
}
