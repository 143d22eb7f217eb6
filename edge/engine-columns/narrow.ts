import { copied } from './columns.ts';

/**
 * Whole numbers from 0 to 2^53 in the narrowest column that holds them all: no column while all are
 * `same`, then 1, 2, 4 or 8 bytes each. A number that does not fit makes the whole column wider; it
 * never becomes narrower again.
 */
export type Narrow = { same: number; values: Column | null };
type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The largest number that fits, by the bytes of each. */
const largest = [0, 0xff, 0xffff, 0, 0xffffffff, 0, 0, 0, Number.MAX_SAFE_INTEGER];
const kinds = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;

export function emptyNarrow(): Narrow {
  return { same: 0, values: null };
}

export function valueAt({ values, same }: Narrow, index: number): number {
  return values === null ? same : (values[index] as number); // Asked within its count.
}

/** Makes ready to hold `value` beside the `count` that are there; a full column gets room for `capacity`. */
export function admit(narrow: Narrow, value: number, { count, capacity }: Extent): void {
  if (narrow.values === null) {
    if (count === 0) narrow.same = value;
    if (narrow.same === value) return;
    narrow.values = columnFor(Math.max(value, narrow.same), capacity).fill(narrow.same, 0, count);
    return;
  }
  const known = narrow.values;
  if (value > (largest[known.BYTES_PER_ELEMENT] as number)) {
    const wider = columnFor(value, Math.max(known.length, capacity));
    wider.set(known);
    narrow.values = wider;
  } else if (known.length === count && count < capacity) narrow.values = copied(known, capacity);
}

/** Sets one, the one after the last of `count` too. */
export function putNumber(narrow: Narrow, index: number, put: Extent & { value: number }): void {
  admit(narrow, put.value, put);
  if (narrow.values !== null) narrow.values[index] = put.value;
}

/** The numbers from `from` to `to` as they are, for as many of another. */
export function partOf({ same, values }: Narrow, from: number, capacity: number): Narrow {
  if (values === null) return { same, values };
  const part = new (values.constructor as new (length: number) => Column)(capacity); // Of the same kind.
  part.set(values.subarray(from));
  return { same, values: part };
}

/** How many numbers are there, and for how many there is room when there is none left. */
export type Extent = { readonly count: number; readonly capacity: number };

function columnFor(value: number, capacity: number): Column {
  const kind = kinds.find((one) => value <= (largest[one.BYTES_PER_ELEMENT] as number));
  return new (kind ?? Float64Array)(capacity);
}
