import type { StatesReply } from '../../../edge/api/contract/losses.ts';
import { equipmentStates, type Tone } from '../status/equipment-states.ts';

export type Span = StatesReply['states'][number];
export type StateRow = { readonly place: string; readonly spans: readonly Span[] };

/** A stretch as it is drawn: some neighbours in one, where they would be thinner than a pixel. */
export type Bar = {
  readonly x: number;
  readonly width: number;
  readonly span: Span;
};

/** What is drawn of a row on so many pixels: of the spans within one pixel the worst. */
export function barsOf(
  spans: readonly Span[],
  {
    fromMs,
    toMs,
    width,
  }: { readonly fromMs: number; readonly toMs: number; readonly width: number },
): Bar[] {
  const bars: Bar[] = [];
  const x = (at: string) => ((Date.parse(at) - fromMs) / (toMs - fromMs)) * width;
  for (const span of spans) {
    const left = Math.max(0, x(span.from));
    const right = Math.min(width, x(span.to));
    if (right <= left) continue;
    const last = bars[bars.length - 1];
    const isThin = right - left < 1 && last !== undefined && left - last.x < 1;
    if (isThin && last !== undefined) {
      const worse = lookOf(span).height > lookOf(last.span).height ? span : last.span;
      bars[bars.length - 1] = { x: last.x, width: Math.max(1, right - last.x), span: worse };
    } else bars.push({ x: left, width: Math.max(1, right - left), span });
  }
  return bars;
}

/** The stops of a row that are worth a place of their own to tap: the longest, in order of time. */
export function worthTapping(bars: readonly Bar[], countMax: number): Bar[] {
  return bars
    .filter(({ span, width }) => isStop(span) && width >= 5)
    .sort((a, b) => b.width - a.width)
    .slice(0, countMax)
    .sort((a, b) => a.x - b.x);
}

export function isStop({ timeClass, state }: Span): boolean {
  return timeClass !== 'production' && timeClass !== 'not_scheduled' && state !== 'not_scheduled';
}

/** A clock that is off says nothing that may be drawn as a state. */
export function lookOf({ state }: Span): { readonly tone: Tone; readonly height: number } {
  return state === 'clock_suspect' ? { tone: 'off', height: 0.8 } : equipmentStates[state];
}

/** Steps of the time axis at times that people say, so many at most; `offsetMs` is the plant's zone. */
export function ticksOf(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  offsetMs: number,
  countMax: number,
): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160];
  const stepMs =
    (steps.find((minutes) => (toMs - fromMs) / (minutes * 60_000) <= countMax) ?? 43_200) * 60_000;
  const first = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= toMs; at += stepMs) ticks.push(at);
  return ticks;
}
