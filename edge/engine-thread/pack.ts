import { assert } from '../../domain/assert.ts';

const kinds = {
  f64: Float64Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const;
type Column = InstanceType<(typeof kinds)[keyof typeof kinds]>;

/** Stands in the JSON where a column belongs; `at` counts from where the columns begin. */
type Place = { readonly column: keyof typeof kinds; readonly at: number; readonly length: number };

/** Every column begins at a multiple of this. */
const alignment = 8;

/**
 * Plain data with columns in it, as bytes: the length of the JSON (4 bytes, little-endian, and 4 of
 * nothing), the JSON with places instead of columns, the columns as they lie in memory.
 */
export function pack(content: unknown): Uint8Array {
  const columns: { readonly column: Column; readonly at: number }[] = [];
  let end = 0;
  const json = JSON.stringify(content, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const kind = kindOf(value);
    const column = value as Column; // Just seen.
    const place: Place = { column: kind, at: end, length: column.length };
    columns.push({ column, at: end });
    end += aligned(column.byteLength);
    return place;
  });
  const head = Buffer.from(json);
  const begin = aligned(alignment + head.length);
  const bytes = new Uint8Array(begin + end);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, alignment);
  for (const { column, at } of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), begin + at);
  }
  return bytes;
}

/** What was packed. The columns lie in `bytes`: nothing is copied. */
export function unpack(bytes: Uint8Array): unknown {
  const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = bytes.subarray(alignment, alignment + headBytes);
  const begin = bytes.byteOffset + aligned(alignment + headBytes);
  return JSON.parse(Buffer.from(head).toString('utf8'), (_, value: unknown) => {
    if (!isPlace(value)) return value;
    return new kinds[value.column](bytes.buffer as ArrayBuffer, begin + value.at, value.length);
  });
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function kindOf(column: ArrayBufferView): Place['column'] {
  const known = Object.entries(kinds).find(([, kind]) => column instanceof kind);
  assert(known !== undefined, `${column.constructor.name} is a kind of column`);
  return known[0] as Place['column']; // A key of `kinds`.
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'column' in value && 'length' in value;
}
