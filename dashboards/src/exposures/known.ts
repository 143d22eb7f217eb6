import { queryOptions } from '@tanstack/react-query';
import type { GetEventsReply } from '../../../edge/api/contract/events.ts';
import { getJson } from '../api/http.ts';

/** What a field may suggest. */
export type Known = Readonly<Record<string, readonly string[]>>;

const suggestionsMax = 50;

/** What the passages of a station in a time name: nobody knows every recipe and value by heart. */
export const knownQuery = (asked: {
  readonly station: string;
  readonly from: string;
  readonly to: string;
}) =>
  queryOptions({
    queryKey: ['exposures', 'known', asked],
    enabled: asked.station !== '',
    queryFn: async ({ signal }) => {
      const query = { ...asked, type: 'unit_processed', limit: '200' };
      const { events } = await getJson<GetEventsReply>(
        `/api/v1/events?${new URLSearchParams(query)}`,
        signal,
      );
      return namedIn(events.map(({ event }) => event));
    },
  });

/** The names that passages carry, by the field that asks for them. */
export function namedIn(passages: readonly Readonly<Record<string, unknown>>[]): Known {
  const found = new Map<string, Set<string>>();
  const add = (field: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return;
    const values = found.get(field) ?? new Set();
    if (values.size < suggestionsMax) found.set(field, values.add(value));
  };
  for (const passage of passages) {
    for (const field of ['order', 'operation', 'operator']) add(field, passage[field]);
    add('recipe', partOf(passage['recipe'], 'program'));
    for (const tool of listOf(passage['tools'])) add('tool', tool);
    for (const value of listOf(passage['measurements'])) add('measurement', partOf(value, 'name'));
  }
  return Object.fromEntries([...found].map(([field, values]) => [field, [...values].sort()]));
}

function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
