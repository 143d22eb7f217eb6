import type { Direction } from '../../../edge/api/contract/trace.ts';
import type { Address } from '../address.ts';
import type { TraceView } from '../trace/trace-place.ts';
import { type CodeKind, codeKinds } from './codes.ts';
import { keepList, readList } from './kept-lists.ts';

/** A question about many codes, and how its answer is looked at. */
export type ManyPlace = {
  /** Undefined when the address names a list that this tab does not have. */
  readonly codes: readonly string[] | undefined;
  /** The name of a list that is too long for an address. */
  readonly list: string | undefined;
  readonly kind: CodeKind;
  readonly direction: Direction;
  readonly view: ManyView;
  readonly focus: string | undefined;
  readonly filter: string | undefined;
  readonly group: string | undefined;
  readonly sort: string | undefined;
  readonly asOf: string | undefined;
};

/** The codes themselves, and three ways to look at what they went into or were made from. */
export const manyViews = ['codes', 'summary', 'columns', 'table'] as const satisfies (
  | TraceView
  | 'codes'
)[];
export type ManyView = (typeof manyViews)[number];

const charactersMax = 1500;

export function parseManyPlace({ query }: Address): ManyPlace {
  const list = query.get('list') ?? undefined;
  const view = query.get('view');
  return {
    codes: list === undefined ? query.getAll('code') : readList(list),
    list,
    kind: codeKinds.find((one) => one === query.get('kind')) ?? 'any',
    direction: query.get('dir') === 'backward' ? 'backward' : 'forward',
    view: manyViews.find((name) => name === view) ?? 'codes',
    focus: query.get('focus') ?? undefined,
    filter: query.get('filter') ?? undefined,
    group: query.get('group') ?? undefined,
    sort: query.get('sort') ?? undefined,
    asOf: query.get('asOf') ?? undefined,
  };
}

/** The address of a trace of many: it holds few codes itself, more are kept by this tab. */
export function manyPath({ codes, list, kind, ...options }: Partial<ManyPlace>): string {
  const { direction = 'forward', view = 'codes', focus, filter, group, sort, asOf } = options;
  const query = new URLSearchParams();
  if (list !== undefined) query.set('list', list);
  else for (const code of codes ?? []) query.append('code', code);
  if (query.toString().length > charactersMax) {
    query.delete('code');
    query.set('list', keepList(codes ?? []));
  }
  query.set('dir', direction);
  query.set('view', view);
  for (const [name, value] of Object.entries({ kind, focus, filter, group, sort, asOf })) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return `/many?${query}`;
}
