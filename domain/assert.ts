/** States what is true. A false belief is our own mistake: the thread dies and is restarted. */
export function assert(condition: unknown, truth: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${truth}`);
}

/** Marks a switch as complete: the compiler refuses when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: ${JSON.stringify(value)} is a known case`);
}
