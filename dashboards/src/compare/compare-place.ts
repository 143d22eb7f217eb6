import type { Direction } from '../../../edge/api/contract/trace.ts';
import type { Address } from '../address.ts';

/** Which objects are held against each other: in what they were made from, or went into. */
export type ComparePlace = {
  readonly objects: readonly string[];
  readonly direction: Direction;
};

/** As many as a table shows side by side. */
export const comparedMax = 5;

export function parseComparePlace({ query }: Address): ComparePlace {
  return {
    objects: [...new Set(query.getAll('object'))].slice(0, comparedMax),
    direction: query.get('dir') === 'forward' ? 'forward' : 'backward',
  };
}

export function comparePath({ objects, direction }: ComparePlace): string {
  const query = new URLSearchParams(objects.map((object) => ['object', object]));
  query.set('dir', direction);
  return `/compare?${query}`;
}
