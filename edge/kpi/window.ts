import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Interval, Shift } from '../../domain/calendar/shift.ts';
import { FactoryError } from '../../domain/factory-error.ts';

/** What is asked for: a stretch of time, or a shift by its day and id (`2026-11-23/1`, or `now`). */
export type WindowParams = {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly shift?: string | undefined;
};

export type Cut = Interval & { readonly shift?: Shift };

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** The time that is asked for; the shift that runs now (or ran last) unless said. Throws `not_found`. */
export function windowOf(calendar: Calendar, asked: WindowParams, nowMs: number): Cut {
  const { fromMs, toMs = nowMs, shift } = asked;
  if (fromMs !== undefined) return { fromMs, toMs };
  const found =
    shift === undefined || shift === 'now'
      ? (calendar.shiftAt(nowMs) ?? calendar.previousShift(nowMs))
      : shiftNamed(calendar, shift);
  if (found === undefined)
    throw new FactoryError('not_found', `there is no shift ${shift ?? 'now'}`);
  return { fromMs: found.fromMs, toMs: found.toMs, shift: found };
}

/** `date/id`; the day is where the shift begins. */
function shiftNamed(calendar: Calendar, name: string): Shift | undefined {
  const [date = '', ...rest] = name.split('/');
  const aroundMs = Date.parse(date);
  const span = { fromMs: aroundMs - dayMs, toMs: aroundMs + 2 * dayMs };
  return calendar
    .shiftsIn(span)
    .find((shift) => shift.date === date && shift.id === rest.join('/'));
}

/** The window whole, by shifts (cut to the window), or hour by hour from its beginning. */
export function cutWindow(calendar: Calendar, window: Cut, by: ReadonlySet<string>): Cut[] {
  const parts = by.has('shift')
    ? calendar.shiftsIn(window).map(
        (shift): Cut => ({
          fromMs: Math.max(shift.fromMs, window.fromMs),
          toMs: Math.min(shift.toMs, window.toMs),
          shift,
        }),
      )
    : [window];
  return by.has('hour') ? parts.flatMap(hoursOf) : parts;
}

function hoursOf({ fromMs, toMs, ...rest }: Cut): Cut[] {
  const count = Math.ceil((toMs - fromMs) / hourMs);
  return Array.from({ length: count }, (_, index) => ({
    ...rest,
    fromMs: fromMs + index * hourMs,
    toMs: Math.min(fromMs + (index + 1) * hourMs, toMs),
  }));
}
