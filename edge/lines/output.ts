import { type PlannedTime, workWithin } from '../../domain/calendar/planned-time.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import { toIso } from '../../domain/time.ts';
import type { Output } from '../api/contract/lines.ts';
import type { OutputRow } from './rows.ts';

const hourMs = 3_600_000;

type Span = { readonly fromMs: number; readonly toMs: number };

/** The output of a stretch of time beside what is planned for the work in it. */
export function outputOf({ fromMs, toMs }: Span, { rows, plan, nowMs }: OutputBasis): Output {
  const within = rows.filter(({ bucketMs }) => bucketMs >= fromMs && bucketMs < toMs);
  const planned = (untilMs: number): number | null => {
    if (plan === undefined) return null;
    const workMs = workWithin(plan.time, { fromMs, toMs: Math.max(untilMs, fromMs) });
    return Math.round((workMs / hourMs) * plan.perHour * 10) / 10;
  };
  return {
    from: toIso(fromMs),
    to: toIso(toMs),
    good: within.reduce((sum, { good }) => sum + good, 0),
    reject: within.reduce((sum, { reject }) => sum + reject, 0),
    target: planned(toMs),
    targetNow: planned(Math.min(nowMs, toMs)),
  };
}

export type OutputBasis = {
  /** Of the output station. */
  readonly rows: readonly OutputRow[];
  /** Undefined: there is no target. */
  readonly plan: { readonly perHour: number; readonly time: readonly PlannedTime[] } | undefined;
  readonly nowMs: number;
};

/** The shift hour by hour from its start; the last stretch is what remains. */
export function hoursOf({ fromMs, toMs }: Shift): Span[] {
  const count = Math.ceil((toMs - fromMs) / hourMs);
  return Array.from({ length: count }, (_, index) => ({
    fromMs: fromMs + index * hourMs,
    toMs: Math.min(fromMs + (index + 1) * hourMs, toMs),
  }));
}
