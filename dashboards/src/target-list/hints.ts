import type { CyclesReply } from '../../../edge/api/contract/cycles.ts';
import type { Row } from './targets.ts';

/** What looks wrong with targets that are possible. */
export type Hint =
  | { readonly kind: 'no_cycle' | 'no_plan' | 'oee_high' | 'oee_zero' }
  | { readonly kind: 'beaten' | 'never_reached'; readonly real: Real }
  | { readonly kind: 'plan_too_high'; readonly neededMs: number; readonly cycleMs: number }
  | { readonly kind: 'slower_than_takt'; readonly cycleMs: number; readonly taktMs: number };

/** How long pieces really took: the fastest tenth, the median, and of how many. */
export type Real = {
  readonly fastMs: number;
  readonly medianMs: number;
  readonly count: number;
};

/** With fewer pieces nothing is said of how fast a station is. */
const countMin = 20;

/** What a scope's pieces really took; of several products the one that was made most. */
export function realOf(row: Row, reply: CyclesReply | undefined): Real | undefined {
  const station = row.station ?? reply?.outputStation;
  return reply?.cycles
    .filter((one) => one.station === station && (row.item === undefined || one.item === row.item))
    .filter(({ count }) => count >= countMin)
    .toSorted((a, b) => b.count - a.count)[0];
}

/** `wider` are the values that count where the row has none. */
export function hintsOf(row: Row, wider: Row | undefined, real: Real | undefined): Hint[] {
  const cycleMs = row.plannedCycleMs ?? wider?.plannedCycleMs;
  return [
    ...missing(row, cycleMs),
    ...cycleHints(row, real),
    ...(cycleMs === undefined ? [] : contradictions(row, cycleMs)),
    ...oeeHints(row.oee),
  ];
}

function missing({ item, station, plannedPerHour }: Row, cycleMs: number | undefined): Hint[] {
  if (item !== undefined || station !== undefined) return [];
  return [
    ...(cycleMs === undefined ? [{ kind: 'no_cycle' } as const] : []),
    ...(plannedPerHour === undefined ? [{ kind: 'no_plan' } as const] : []),
  ];
}

/** A whole plan may be off by rounding, so a thousandth is forgiven. */
function contradictions({ plannedPerHour, taktMs }: Row, cycleMs: number): Hint[] {
  const neededMs = plannedPerHour === undefined ? Number.NaN : 3_600_000 / plannedPerHour;
  const hints: Hint[] = [];
  if (neededMs < cycleMs * 0.999) hints.push({ kind: 'plan_too_high', neededMs, cycleMs });
  if (taktMs !== undefined && taktMs < cycleMs) {
    hints.push({ kind: 'slower_than_takt', cycleMs, taktMs });
  }
  return hints;
}

function oeeHints(oee: number | undefined): Hint[] {
  if (oee === 0) return [{ kind: 'oee_zero' }];
  return oee !== undefined && oee > 0.95 ? [{ kind: 'oee_high' }] : [];
}

/**
 * Pieces that came faster than planned prove a plan wrong anywhere. That they came slower does so for
 * a line alone: a station that waits for others does not show how fast it is.
 */
function cycleHints({ plannedCycleMs, station }: Row, real: Real | undefined): Hint[] {
  if (plannedCycleMs === undefined || real === undefined) return [];
  if (isBeaten(plannedCycleMs, real)) return [{ kind: 'beaten', real }];
  const isNeverReached = station === undefined && plannedCycleMs < real.fastMs * 0.8;
  return isNeverReached ? [{ kind: 'never_reached', real }] : [];
}

/** Usual pieces took far less than planned. */
export function isBeaten(plannedCycleMs: number, { medianMs }: Real): boolean {
  return medianMs * 1.25 < plannedCycleMs;
}
