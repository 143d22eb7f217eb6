/** What a unit or its passage may be asked for in one field each. */
export const conditions = [
  'order',
  'operation',
  'recipe',
  'tool',
  'operator',
  'item',
  'measurement',
  'below',
  'above',
] as const;

const names = ['station', 'line', 'from', 'to', 'result', 'outside', 'cursor', ...conditions];

/** The question in an address, without what else stands there, such as a language. */
export function askedIn(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => names.includes(name)));
}
