import type { Direction } from '../../../edge/api/contract/trace.ts';
import type { Address } from '../address.ts';
import { splitObject } from '../object-ref.ts';

export const traceViews = ['summary', 'columns', 'table', 'history', 'changes'] as const;
export type TraceView = (typeof traceViews)[number];

/** Everything an address says: a link that is sent to somebody opens the same picture. */
export type TracePlace = {
  readonly object: string;
  readonly direction: Direction;
  readonly view: TraceView;
  /** The object whose links are shown beside the trace. */
  readonly focus: string | undefined;
  /** Which rows the table shows: fields (`where:stock`) and words. */
  readonly filter: string | undefined;
  /** What the columns take together, and in which order they or the table stand. */
  readonly group: string | undefined;
  readonly sort: string | undefined;
  /** The answer as it stood at that instant or position of the log. */
  readonly asOf: string | undefined;
  /** What the changes are counted from: an instant or a position of the log. */
  readonly since: string | undefined;
  /** The stretch of the timeline that is seen: two instants in UTC. */
  readonly seen: string | undefined;
};

export function parseTracePlace({ steps, query }: Address): TracePlace {
  const view = query.get('view');
  return {
    object: steps[1] ?? '',
    direction: directions.find((one) => one === query.get('dir')) ?? directionOf(steps[1] ?? ''),
    view: traceViews.find((name) => name === view) ?? 'summary',
    focus: query.get('focus') ?? undefined,
    filter: query.get('filter') ?? undefined,
    group: query.get('group') ?? undefined,
    sort: query.get('sort') ?? undefined,
    asOf: query.get('asOf') ?? undefined,
    since: query.get('since') ?? undefined,
    seen: query.get('seen') ?? undefined,
  };
}

export function searchPath(query: string): string {
  return query === '' ? '/trace' : `/trace?${new URLSearchParams({ q: query })}`;
}

const directions = ['forward', 'backward'] as const;

/** What people want to know first: where a lot went; of all else (a complaint is about a unit) what is in it. */
function directionOf(object: string): Direction {
  return splitObject(object)?.kind === 'lot' ? 'forward' : 'backward';
}

/** The page of an object, in the direction that tells most unless said otherwise. */
export function tracePath(object: string, options: Partial<TracePlace> = {}): string {
  const {
    direction = directionOf(object),
    view = 'summary',
    focus,
    filter,
    group,
    sort,
    asOf,
    since,
    seen,
  } = options;
  const query = new URLSearchParams({ dir: direction, view });
  for (const [name, value] of Object.entries({ focus, filter, group, sort, asOf, since, seen })) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return `/trace/${encodeURIComponent(object).replace('%3A', ':')}?${query}`;
}
