import type { z } from 'zod';

const valueMax = 60;

/**
 * What is wrong with the fields of an event, a line each: where, what was expected, and what came.
 * One fault of a field is told once, however many rules it breaks.
 */
export function explain(error: z.ZodError, input: unknown): string {
  const lines = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const where = path.map(String).join('.');
    if (where === '') lines.set(message, message);
    else if (!lines.has(where))
      lines.set(where, `${where}: ${message}${said(valueAt(input, path))}`);
  }
  return [...lines.values()].join('\n');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** What is missing has no value to be shown. */
function said(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) return '';
  return `, got ${text.length > valueMax ? `${text.slice(0, valueMax)}…` : text}`;
}
