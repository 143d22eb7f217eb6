import { assert } from '../../domain/assert.ts';

type Typed = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A full column grows by a sixteenth: what lies idle is little, and each number is moved sixteen times. */
const growth = 1.0625;
const leastRoom = 1024;

/** The same numbers in an array that holds at least `count`, with room to grow. */
export function withRoom<T extends Typed>(column: T, count: number): T {
  if (count <= column.length) return column;
  return copied(column, Math.max(count, Math.ceil(column.length * growth), leastRoom));
}

/** The same numbers in an array of another length. */
export function copied<T extends Typed>(column: T, length: number): T {
  const larger = new (column.constructor as new (length: number) => T)(length); // Of the same kind.
  larger.set(column as never); // TypeScript cannot tie the two kinds; they are one.
  return larger;
}

/** What columns take; null stands for one that needs none. */
export function bytesIn(columns: readonly (Typed | null)[]): number {
  return columns.reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
}

/** An id of a few, such as sources, stations or programs, which lie in two bytes. */
export function assertFits(id: number, what: string): void {
  assert(id < 65_536, `ids of ${what} are below 65,536`);
}
