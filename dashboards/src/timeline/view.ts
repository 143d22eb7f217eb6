import { offsetMs } from '../zone.ts';
import type { Life, LifeEvent } from './life.ts';

/** The stretch of time that is seen, in epoch milliseconds. */
export type View = { readonly fromMs: number; readonly toMs: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Nothing is recorded more finely than a scan takes. */
const spanMsMin = 2 * second;

/** `2026-11-28T15:00:00.000Z~2026-11-28T16:00:00.000Z`, as an address holds a view. */
export function writeView({ fromMs, toMs }: View): string {
  return [fromMs, toMs].map((ms) => new Date(Math.round(ms)).toISOString()).join('~');
}

/** Undefined: that is no stretch of time. */
export function readView(written: string | undefined): View | undefined {
  const [fromMs = Number.NaN, toMs = Number.NaN] = (written ?? '').split('~').map(Date.parse);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

/** The whole life, with some room at both ends so that no mark stands on the edge. */
export function wholeOf({ events, spans }: Life): View {
  const times = [
    ...events.map(({ atMs }) => atMs),
    ...spans.flatMap(({ fromMs, toMs }) => (toMs === undefined ? [fromMs] : [fromMs, toMs])),
  ];
  if (times.length === 0) return { fromMs: 0, toMs: day };
  const first = times.reduce((one, other) => Math.min(one, other));
  const last = times.reduce((one, other) => Math.max(one, other));
  const room = Math.max((last - first) * 0.03, 30 * second);
  return { fromMs: first - room, toMs: last + room };
}

/** Closer by the factor (less than 1: closer) around an instant, never beyond the whole. */
export function zoomed(view: View, whole: View, change: { by: number; aroundMs?: number }): View {
  const { by, aroundMs = (view.fromMs + view.toMs) / 2 } = change;
  const spanMs = Math.max(spanMsMin, (view.toMs - view.fromMs) * by);
  const before = (aroundMs - view.fromMs) / (view.toMs - view.fromMs);
  const fromMs = aroundMs - spanMs * before;
  return within({ fromMs, toMs: fromMs + spanMs }, whole);
}

export function moved(view: View, whole: View, byMs: number): View {
  return within({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, whole);
}

/** The place of an instant in the view: 0 is its beginning, 1 its end. */
export function placeIn({ fromMs, toMs }: View, atMs: number): number {
  return (atMs - fromMs) / (toMs - fromMs);
}

function within({ fromMs, toMs }: View, whole: View): View {
  const spanMs = toMs - fromMs;
  if (spanMs >= whole.toMs - whole.fromMs) return whole;
  const first = Math.min(Math.max(fromMs, whole.fromMs), whole.toMs - spanMs);
  return { fromMs: first, toMs: first + spanMs };
}

const tickSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * day),
];

export type Ticks = {
  readonly at: readonly number[];
  /** How finely the axis is divided decides what its labels say. */
  readonly unit: 'second' | 'minute' | 'day';
};

/** Round times on the plant's clock, at most `max` of them. */
export function ticksOf({ fromMs, toMs }: View, max: number, timeZone: string): Ticks {
  const wanted = (toMs - fromMs) / Math.max(1, max);
  const step = tickSteps.find((one) => one >= wanted) ?? 365 * day;
  const offset = offsetMs(fromMs, timeZone);
  const first = Math.ceil((fromMs + offset) / step) * step - offset;
  const at: number[] = [];
  for (let ms = first; ms <= toMs; ms += step) at.push(ms);
  return { at, unit: step < minute ? 'second' : step < day ? 'minute' : 'day' };
}

/** Events that would cover one another; most often one. */
export type Mark = { readonly place: number; readonly events: readonly LifeEvent[] };

/** The events of a lane that are in view, those nearer than `gap` (a share of the view) as one. */
export function marksOf(events: readonly LifeEvent[], view: View, gap: number): readonly Mark[] {
  const marks: { place: number; events: LifeEvent[] }[] = [];
  for (const event of events) {
    const place = placeIn(view, event.atMs);
    if (place < 0 || place > 1) continue;
    const last = marks[marks.length - 1];
    if (last !== undefined && place - last.place < gap) last.events.push(event);
    else marks.push({ place, events: [event] });
  }
  return marks;
}
