import type { StationPath } from '../../domain/equipment-path.ts';
import type { EquipmentState } from '../../domain/events/equipment.ts';

/** A stretch of time in one state. */
export type StateSpan = {
  readonly state: EquipmentState;
  readonly fromMs: number;
  readonly toMs: number;
};

export type StationState = {
  readonly station: StationPath;
  readonly state: EquipmentState;
  readonly sinceMs: number | null;
};

export type LineState = {
  readonly state: EquipmentState;
  readonly cause?: StationPath;
  readonly sinceMs: number | null;
};

/** States in which a station stands for others, or says nothing. */
const waiting: ReadonlySet<EquipmentState> = new Set([
  'standby_starved',
  'standby_blocked',
  'no_data',
]);
/** States that stop the stations around, the weightiest first. */
const stopping: readonly EquipmentState[] = ['unscheduled_down', 'scheduled_down', 'setup'];

/**
 * A line does what its output station does. When that one waits or is silent and another station is
 * stopped, the line has that station's state, and it is the cause.
 */
export function lineStateOf(
  output: StationState | undefined,
  stations: readonly StationState[],
): LineState {
  if (output === undefined) return { state: 'no_data', sinceMs: null };
  const { state, sinceMs } = output;
  if (stopping.includes(state)) return { state, cause: output.station, sinceMs };
  if (!waiting.has(state)) return { state, sinceMs };
  const culprit = weightiest(stations);
  if (culprit === undefined) return { state, sinceMs };
  const bothSinceMs = Math.max(sinceMs ?? 0, culprit.sinceMs ?? 0);
  return { state: culprit.state, cause: culprit.station, sinceMs: bothSinceMs || null };
}

/** The stopped station of the weightiest state, and of several the one that stopped first. */
function weightiest(stations: readonly StationState[]): StationState | undefined {
  const stopped = stations.filter(({ state }) => stopping.includes(state));
  const weight = ({ state }: StationState) => stopping.indexOf(state);
  return stopped.toSorted(
    (a, b) => weight(a) - weight(b) || (a.sinceMs ?? 0) - (b.sinceMs ?? 0),
  )[0];
}

/**
 * The line's state over a stretch of time without gaps: that of its output station, and of the
 * stopped stations where that one waits. `spans` are in order; what they leave open is `no_data`.
 */
export function timelineOf(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  { spans, stops }: { readonly spans: readonly StateSpan[]; readonly stops: readonly StateSpan[] },
): StateSpan[] {
  const timeline: StateSpan[] = [];
  let doneMs = fromMs;
  const add = (span: StateSpan): void => {
    const clipped = { ...span, fromMs: doneMs, toMs: Math.min(span.toMs, toMs) };
    if (clipped.toMs <= clipped.fromMs) return;
    for (const piece of waiting.has(span.state) ? overlay(clipped, stops) : [clipped]) {
      join(timeline, piece);
    }
    doneMs = clipped.toMs;
  };
  for (const span of spans) {
    add({ state: 'no_data', fromMs: doneMs, toMs: span.fromMs });
    add(span);
  }
  add({ state: 'no_data', fromMs: doneMs, toMs });
  return timeline.length > spansMax ? coarsen(timeline) : timeline;
}

/** The span in pieces, each with the weightiest stop that covers it. */
function overlay(span: StateSpan, stops: readonly StateSpan[]): StateSpan[] {
  const covering = stops.filter(
    ({ state, fromMs, toMs }) =>
      stopping.includes(state) && fromMs < span.toMs && toMs > span.fromMs,
  );
  const within = (ms: number) => Math.min(Math.max(ms, span.fromMs), span.toMs);
  const edges = covering.flatMap(({ fromMs, toMs }) => [within(fromMs), within(toMs)]);
  const cuts = [...new Set([span.fromMs, ...edges, span.toMs])].sort((a, b) => a - b);
  return cuts.slice(1).map((toMs, index) => {
    const fromMs = cuts[index] ?? span.fromMs;
    const states = covering
      .filter((stop) => stop.fromMs < toMs && stop.toMs > fromMs)
      .map(({ state }) => state);
    const state = stopping.find((candidate) => states.includes(candidate)) ?? span.state;
    return { state, fromMs, toMs };
  });
}

function join(timeline: StateSpan[], span: StateSpan): void {
  const last = timeline.at(-1);
  if (last?.state === span.state) timeline[timeline.length - 1] = { ...last, toMs: span.toMs };
  else timeline.push(span);
}

/** A strip on a screen shows no more; the board is sent every second. */
const spansMax = 240;

/** The same time in equal slots, each with the state that lasted longest in it. */
function coarsen(timeline: readonly StateSpan[]): StateSpan[] {
  const startMs = timeline[0]?.fromMs ?? 0;
  const endMs = timeline.at(-1)?.toMs ?? startMs;
  const slotMs = (endMs - startMs) / spansMax;
  const coarse: StateSpan[] = [];
  let first = 0;
  for (let slot = 0; slot < spansMax; slot++) {
    const fromMs = Math.round(startMs + slot * slotMs);
    const toMs = Math.round(startMs + (slot + 1) * slotMs);
    while ((timeline[first]?.toMs ?? endMs) <= fromMs && first < timeline.length - 1) first++;
    join(coarse, { state: longest(timeline, first, { fromMs, toMs }), fromMs, toMs });
  }
  return coarse;
}

function longest(
  timeline: readonly StateSpan[],
  first: number,
  slot: { readonly fromMs: number; readonly toMs: number },
): EquipmentState {
  const durations = new Map<EquipmentState, number>();
  for (let index = first; index < timeline.length; index++) {
    const span = timeline[index];
    if (span === undefined || span.fromMs >= slot.toMs) break;
    const sharedMs = Math.min(span.toMs, slot.toMs) - Math.max(span.fromMs, slot.fromMs);
    durations.set(span.state, (durations.get(span.state) ?? 0) + sharedMs);
  }
  const [winner] = [...durations].sort(([, a], [, b]) => b - a);
  return winner?.[0] ?? 'no_data';
}
