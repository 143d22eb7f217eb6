import type { PlannedTime } from '../../../domain/calendar/planned-time.ts';
import type { Elements } from '../../../domain/kpi/elements.ts';
import { kpiById } from '../../../domain/kpi/kpis.ts';
import { measureTime } from '../../../domain/kpi/time/measure-time.ts';
import {
  type Classification,
  createTimeline,
  type StateSpan,
  type StationState,
} from '../../../domain/kpi/time/timeline.ts';

export const minuteMs = 60_000;

/** A state from one minute to another. */
export function state(name: StationState, from: number, to: number, reason?: string): StateSpan {
  const span = { state: name, fromMs: from * minuteMs, toMs: to * minuteMs };
  return reason === undefined ? span : { ...span, reason };
}

/** What is planned from one minute to another. */
export function plan(kind: PlannedTime['kind'], from: number, to: number): PlannedTime {
  const interval = { fromMs: from * minuteMs, toMs: to * minuteMs };
  const shift = kind === 'not_scheduled' ? undefined : { id: '1', date: '2026-11-23', ...interval };
  return { ...interval, kind, shift };
}

type History = {
  readonly spans: readonly StateSpan[];
  readonly classifications?: readonly Classification[];
  readonly plan: readonly PlannedTime[];
  readonly microStopMinutes?: number;
};

/** The elements from one minute to another. */
export function measure(history: History, from: number, to: number): Elements {
  const { spans, classifications = [], microStopMinutes = 2 } = history;
  const timeline = createTimeline({
    spans,
    classifications,
    microStopMs: microStopMinutes * minuteMs,
  });
  const interval = { fromMs: from * minuteMs, toMs: to * minuteMs };
  return measureTime({ timeline, plan: history.plan }, [interval])[0] ?? {};
}

/** Only what is not 0, in minutes; counts as they are. */
export function minutes(elements: Elements): Record<string, number> {
  const named = Object.entries(elements).filter(([, value]) => value !== 0);
  return Object.fromEntries(
    named.map(([name, value]) => [
      name,
      name.endsWith('Ms') ? (value ?? 0) / minuteMs : (value ?? 0),
    ]),
  );
}

export function kpi(id: string, elements: Elements) {
  const found = kpiById.get(id);
  if (found === undefined) throw new Error(`expected a KPI: ${id}`);
  return found.compute(elements);
}
