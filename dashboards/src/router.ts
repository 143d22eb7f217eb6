import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';
import type { Direction } from '../../edge/api/contract/trace.ts';

export const traceViews = ['summary', 'columns', 'table', 'history'] as const;
export type TraceView = (typeof traceViews)[number];

/** Everything an address says: a link that is sent to somebody opens the same picture. */
export type Place =
  | { readonly page: 'lines' }
  | { readonly page: 'search'; readonly query: string }
  | {
      readonly page: 'trace';
      readonly object: string;
      readonly direction: Direction;
      readonly view: TraceView;
      /** The object whose links are shown beside the trace. */
      readonly focus: string | undefined;
    }
  | { readonly page: 'nowhere' };

type TracePlace = Extract<Place, { page: 'trace' }>;

export function usePlace(): Place {
  // The raw location: an object's id may hold characters that a router would decode twice.
  return parsePlace(usePathname(), useSearch());
}

export function parsePlace(pathname: string, search: string): Place {
  const query = new URLSearchParams(search);
  const path = pathname.replace(/\/+$/, '');
  if (path === '' || path === '/lines') return { page: 'lines' };
  if (path === '/trace') return { page: 'search', query: query.get('q') ?? '' };
  const object = /^\/trace\/([^/]+)$/.exec(path)?.[1];
  if (object === undefined) return { page: 'nowhere' };
  const view = query.get('view');
  return {
    page: 'trace',
    object: decode(object),
    direction: query.get('dir') === 'backward' ? 'backward' : 'forward',
    view: traceViews.find((name) => name === view) ?? 'summary',
    focus: query.get('focus') ?? undefined,
  };
}

export function searchPath(query: string): string {
  return query === '' ? '/trace' : `/trace?${new URLSearchParams({ q: query })}`;
}

/** The page of an object: the trace forward, unless said otherwise. */
export function tracePath(object: string, options: Partial<TracePlace> = {}): string {
  const { direction = 'forward', view = 'summary', focus } = options;
  const query = new URLSearchParams({ dir: direction, view });
  if (focus !== undefined) query.set('focus', focus);
  return `/trace/${encodeURIComponent(object).replace('%3A', ':')}?${query}`;
}

export function go(path: string): void {
  navigate(path);
}

/** For steps that "back" should not undo one by one, such as choosing a row. */
export function goInPlace(path: string): void {
  navigate(path, { replace: true });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A hand-written % that encodes nothing.
  }
}
