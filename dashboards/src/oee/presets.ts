import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import type { Window } from './asked.ts';

export const presets = ['thisShift', 'lastShift', 'today', 'yesterday', 'week'] as const;
export type Preset = (typeof presets)[number];

/**
 * The times that people ask for by name. A production day is that of its shifts, from the beginning
 * of the first to the end of the last; seven of them are a week. None where no shift is known.
 */
export function presetWindows(
  shifts: readonly KpiRow[],
  nowMs: number,
): Partial<Record<Preset, Window>> {
  const begun = shifts.filter(({ from }) => Date.parse(from) <= nowMs);
  const current = begun[begun.length - 1];
  const last = begun[begun.length - 2];
  const days = [...new Set(begun.flatMap(({ shift }) => shift?.date ?? []))];
  const day = (back: number) =>
    spanOf(shifts, days.slice(days.length - 1 - back, days.length - back));
  return {
    ...(current === undefined ? {} : { thisShift: { kind: 'shift', shift: 'now' } }),
    ...named('lastShift', last === undefined ? undefined : windowOf(last)),
    ...named('today', day(0)),
    ...named('yesterday', day(1)),
    ...named('week', spanOf(shifts, days.slice(-7))),
  };
}

/** A shift of a list as it is asked for. */
export function windowOf({ shift, from, to }: KpiRow): Window {
  if (shift === undefined) return { kind: 'span', from, to };
  return { kind: 'shift', shift: `${shift.date}/${shift.id}` };
}

function named(name: Preset, window: Window | undefined): Partial<Record<Preset, Window>> {
  return window === undefined ? {} : { [name]: window };
}

function spanOf(shifts: readonly KpiRow[], days: readonly string[]): Window | undefined {
  const own = shifts.filter(({ shift }) => shift !== undefined && days.includes(shift.date));
  const [first] = own;
  const last = own[own.length - 1];
  if (first === undefined || last === undefined) return undefined;
  return { kind: 'span', from: first.from, to: last.to };
}

/** Whether a preset is what is shown. */
export function isSame(a: Window, b: Window | undefined): boolean {
  if (a.kind === 'shift') return b?.kind === 'shift' && a.shift === b.shift;
  return b?.kind === 'span' && a.from === b.from && a.to === b.to;
}
