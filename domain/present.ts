/** The fields that have a value, for replies in which absence is said by leaving a field out. */
export type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Leaves out what is undefined or null. */
export function present<T extends object>(fields: T): Present<T> {
  const entries = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(entries) as Present<T>; // The same fields, less the empty ones.
}
