import { assertNever } from '../../../domain/assert.ts';

/** What the page is about, as its address says it. */
export type Asked = {
  /** Undefined: the plant's first. */
  readonly line: string | undefined;
  readonly station: string | undefined;
  readonly window: Window;
  readonly before: Before;
};

/** A shift (`now`, `2026-11-23/1`) or a stretch of time. */
export type Window =
  | { readonly kind: 'shift'; readonly shift: string }
  | { readonly kind: 'span'; readonly from: string; readonly to: string };

/** What it is held against: the time just before, as long ago as days say, or any other. */
export type Before =
  | { readonly kind: 'previous' }
  | { readonly kind: 'days'; readonly days: 1 | 7 }
  | { readonly kind: 'span'; readonly from: string; readonly to: string };

export function askedIn(query: URLSearchParams): Asked {
  const text = (name: string) => query.get(name) ?? undefined;
  const from = instantIn(query, 'from');
  const to = instantIn(query, 'to');
  return {
    line: text('line'),
    station: text('station'),
    window:
      from !== undefined && to !== undefined && from < to
        ? { kind: 'span', from, to }
        : { kind: 'shift', shift: text('shift') ?? 'now' },
    before: beforeIn(query),
  };
}

/** The address of what is asked; a language or theme in the address stays out of it. */
export function oeePath({ line, station, window, before }: Asked): string {
  const query = new URLSearchParams();
  if (line !== undefined) query.set('line', line);
  if (station !== undefined) query.set('station', station);
  for (const [name, value] of windowParams(window)) query.set(name, value);
  if (before.kind === 'days') query.set('before', `${before.days}d`);
  if (before.kind === 'span') {
    query.set('beforeFrom', before.from);
    query.set('beforeTo', before.to);
  }
  return `/oee?${query}`;
}

/** As the API takes it. */
export function windowParams(window: Window): readonly (readonly [string, string])[] {
  if (window.kind === 'shift') return [['shift', window.shift]];
  return [
    ['from', window.from],
    ['to', window.to],
  ];
}

/** The other time of a comparison as the API takes it, once the ends of the first are known. */
export function beforeParams(
  before: Before,
  { from, to }: { readonly from: string; readonly to: string },
): readonly (readonly [string, string])[] {
  switch (before.kind) {
    case 'previous':
      return [];
    case 'days': {
      const earlier = (at: string) =>
        new Date(Date.parse(at) - before.days * 86_400_000).toISOString();
      return [
        ['beforeFrom', earlier(from)],
        ['beforeTo', earlier(to)],
      ];
    }
    case 'span':
      return [
        ['beforeFrom', before.from],
        ['beforeTo', before.to],
      ];
    default:
      return assertNever(before);
  }
}

function beforeIn(query: URLSearchParams): Before {
  const from = instantIn(query, 'beforeFrom');
  const to = instantIn(query, 'beforeTo');
  if (from !== undefined && to !== undefined && from < to) return { kind: 'span', from, to };
  const days = query.get('before');
  if (days === '1d') return { kind: 'days', days: 1 };
  return days === '7d' ? { kind: 'days', days: 7 } : { kind: 'previous' };
}

/** In one form, so that two of them compare as texts. */
function instantIn(query: URLSearchParams, name: string): string | undefined {
  const ms = Date.parse(query.get(name) ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
