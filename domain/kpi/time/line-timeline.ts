import { assert } from '../../assert.ts';
import { cutAlong } from './cut-along.ts';
import type { StateSpan, StationState } from './timeline.ts';

/** A station of the line; its spans are disjoint and in order. */
export type StationHistory = { readonly station: string; readonly spans: readonly StateSpan[] };

const stopping: ReadonlySet<StationState> = new Set([
  'unscheduled_down',
  'scheduled_down',
  'setup',
]);

/**
 * A line does what its bottleneck does. While that one is starved, the line has the state of the nearest
 * stopped station before it, and while it is blocked, of the nearest stopped one after it: that
 * station is the cause. Where none is stopped it stays starved or blocked. Silence is inherited by
 * nobody: the line's `no_data` is the bottleneck's. Stations are in the order of the flow.
 */
export function lineSpansOf(stations: readonly StationHistory[], bottleneck: string): StateSpan[] {
  const place = stations.findIndex(({ station }) => station === bottleneck);
  assert(place >= 0, 'the bottleneck is a station of the line');
  const own = stations[place]?.spans ?? [];
  const starved = own.filter(({ state }) => state === 'standby_starved');
  const blocked = own.filter(({ state }) => state === 'standby_blocked');
  const before = stations.slice(0, place).reverse();
  const after = stations.slice(place + 1);
  return [
    ...own
      .filter(({ state }) => state !== 'standby_starved' && state !== 'standby_blocked')
      .map((span) => ({ ...span, cause: bottleneck })),
    ...inherit(starved, before),
    ...inherit(blocked, after),
  ].sort((a, b) => a.fromMs - b.fromMs);
}

/** The waiting in pieces, each with the state of the first candidate that stood then. */
function inherit(
  waiting: readonly StateSpan[],
  candidates: readonly StationHistory[],
): StateSpan[] {
  const inherited: StateSpan[] = [];
  let open = waiting;
  for (const { station, spans } of candidates) {
    const stops = spans.filter(({ state }) => stopping.has(state));
    const still: StateSpan[] = [];
    for (const { fromMs, toMs, base, cover } of cutAlong(open, stops)) {
      if (cover === undefined) still.push({ ...base, fromMs, toMs });
      else inherited.push({ ...cover, fromMs, toMs, cause: station });
    }
    open = still;
  }
  return [...inherited, ...open];
}
