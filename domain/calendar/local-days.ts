import { Temporal } from 'temporal-polyfill';
import { minutesMax } from './day-span.ts';

const dayMs = 86_400_000;

/** A day by the clocks of a time zone. */
export type LocalDay = {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 0 is Monday. */
  readonly weekday: number;
  /**
   * The instant of a time of day, in minutes since the day's beginning (up to two days). One that the clocks jump
   * over is the instant of the jump; of one that comes twice it is the first. So later minutes are
   * never an earlier instant, and what ends where another begins leaves no gap.
   */
  readonly toInstantMs: (minutes: number) => number;
};

/** The days of a time zone, each worked out once. */
export function createLocalDays(timeZone: string): (date: Temporal.PlainDate) => LocalDay {
  const days = new Map<string, LocalDay>();
  return (date) => {
    const key = date.toString();
    const known = days.get(key);
    if (known !== undefined) return known;
    if (days.size >= daysMax) days.clear();
    const day = toLocalDay(date, timeZone);
    days.set(key, day);
    return day;
  };
}

/** Two years of days; more are worked out again. */
const daysMax = 800;

/** The local day on which an instant lies. */
export function dateAt(ms: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();
}

function toLocalDay(date: Temporal.PlainDate, timeZone: string): LocalDay {
  const startMs = instantMs(date.toPlainDateTime(), timeZone);
  const secondMs = instantMs(date.add({ days: 2 }).toPlainDateTime(), timeZone);
  // Clocks that change leave a trace in the length of the two days; without it they only tick.
  const isEven = secondMs - startMs === 2 * dayMs;
  return {
    date: date.toString(),
    weekday: date.dayOfWeek - 1,
    toInstantMs: (minutes) => {
      if (isEven) return startMs + minutes * 60_000;
      const days = Math.floor(minutes / minutesMax);
      const rest = minutes % minutesMax;
      const time = date.add({ days }).toPlainDateTime({
        hour: Math.floor(rest / 60),
        minute: rest % 60,
      });
      return instantMs(time, timeZone);
    },
  };
}

function instantMs(time: Temporal.PlainDateTime, timeZone: string): number {
  const first = time.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(time)) return first.epochMilliseconds;
  return first.getTimeZoneTransition('next')?.epochMilliseconds ?? first.epochMilliseconds;
}
