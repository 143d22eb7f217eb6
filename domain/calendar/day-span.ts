export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Minutes since the beginning of a local day, `to` after `from` and at most a day later. */
export type DaySpan = { readonly from: number; readonly to: number };

export const minutesMax = 1440;

/**
 * Times of day (HH:MM) as minutes since the day's beginning. One that ends at or before its start runs over
 * midnight. What belongs to something that starts at `notBefore` and is earlier by the clock is on
 * the next day.
 */
export function spanOf(
  { start, end }: { readonly start: string; readonly end: string },
  notBefore = '00:00',
): DaySpan {
  const from = minutesOf(start) + (start < notBefore ? minutesMax : 0);
  const until = minutesOf(end) + (start < notBefore ? minutesMax : 0);
  return { from, to: until <= from ? until + minutesMax : until };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
