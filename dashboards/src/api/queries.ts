import { queryOptions } from '@tanstack/react-query';
import type {
  Direction,
  ObjectReply,
  SearchReply,
  TraceReply,
} from '../../../edge/api/contract/trace.ts';
import { splitObject } from '../object-ref.ts';
import { ApiProblem, getJson } from './http.ts';
import { nearCodes } from './near-codes.ts';

export function tracePathOf(object: string, direction: Direction, format?: 'csv'): string {
  const query = new URLSearchParams({ object, direction });
  if (format !== undefined) query.set('format', format);
  return `/api/v1/trace?${query}`;
}

export const traceQuery = (object: string, direction: Direction) =>
  queryOptions({
    queryKey: ['trace', object, direction],
    structuralSharing: false, // Comparing thousands of nodes costs more than drawing them.
    queryFn: async ({ signal }) => {
      const startedMs = performance.now();
      const reply = await getJson<TraceReply>(tracePathOf(object, direction), signal);
      return { reply, durationMs: performance.now() - startedMs };
    },
  });

export const objectQuery = (object: string) =>
  queryOptions({
    queryKey: ['object', object],
    queryFn: ({ signal }) => {
      const parts = splitObject(object);
      if (parts === undefined) throw new ApiProblem({ status: 404, title: object });
      return getJson<ObjectReply>(
        `/api/v1/objects/${parts.kind}/${encodeURIComponent(parts.id)}`,
        signal,
      );
    },
  });

export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    enabled: text !== '',
    queryFn: async ({ signal }) => {
      const find = (q: string) =>
        getJson<SearchReply>(`/api/v1/search?${new URLSearchParams({ q })}`, signal);
      const { matches } = await find(text);
      if (matches.length > 0) return { matches, near: false };
      for (const code of nearCodes(text)) {
        const reply = await find(code);
        if (reply.matches.length > 0) return { matches: reply.matches, near: true };
      }
      return { matches, near: true };
    },
  });
