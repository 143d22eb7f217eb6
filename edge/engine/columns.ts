import { assert } from '../../domain/assert.ts';

type Typed = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** The same numbers in an array that holds at least `count`, with room to grow. */
export function withRoom<T extends Typed>(column: T, count: number): T {
  if (count <= column.length) return column;
  const length = Math.max(count, Math.ceil(column.length * 1.5), 1024);
  const larger = new (column.constructor as new (length: number) => T)(length); // Of the same kind.
  larger.set(column as never); // TypeScript cannot tie the two kinds; they are one.
  return larger;
}

/** An id of a few, such as sources, stations or programs, which lie in two bytes. */
export function assertFits(id: number, what: string): void {
  assert(id < 65_536, `ids of ${what} are below 65,536`);
}
