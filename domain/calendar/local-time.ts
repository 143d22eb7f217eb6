import { Temporal } from 'temporal-polyfill';

/** What a time on the clocks of a time zone means: one instant, two of them, or none. */
export type LocalTime =
  | { readonly kind: 'once'; readonly ms: number }
  /** Clocks were put back: it came twice. */
  | { readonly kind: 'twice'; readonly ms: readonly [number, number] }
  /** Clocks were put forward: it never came. */
  | { readonly kind: 'skipped' };

const clock = String.raw`(\d{1,2}):(\d\d)(?::(\d\d))?`;
const dayFirst = new RegExp(String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ T]+${clock}$`);
const yearFirst = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+${clock}$`);

/**
 * A day and a time of day without an offset, as spreadsheets write them: `24/11/2026 06:00` (the day
 * first), `2026-11-24 06:00` or with a `T`, seconds if told. Undefined for anything else, and for a
 * day that does not exist.
 */
export function readLocalTime(text: string, timeZone: string): LocalTime | undefined {
  const time = readWall(text.trim());
  if (time === undefined) return undefined;
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    time.toZonedDateTime(timeZone, { disambiguation }),
  );
  if (first === undefined || second === undefined) return undefined;
  if (!first.toPlainDateTime().equals(time)) return { kind: 'skipped' };
  if (first.equals(second)) return { kind: 'once', ms: first.epochMilliseconds };
  return { kind: 'twice', ms: [first.epochMilliseconds, second.epochMilliseconds] };
}

function readWall(text: string): Temporal.PlainDateTime | undefined {
  const [, d, m, y, ...ofDayFirst] = dayFirst.exec(text) ?? [];
  const [, year = y, month = m, day = d, ...ofYearFirst] = yearFirst.exec(text) ?? [];
  const [hour, minute, second = '0'] = year === y ? ofDayFirst : ofYearFirst;
  if (year === undefined) return undefined;
  const fields = { year, month, day, hour, minute, second };
  try {
    const numbers = Object.entries(fields).map(([name, digits]) => [name, Number(digits)]);
    return Temporal.PlainDateTime.from(Object.fromEntries(numbers), { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // The 31st of February, 25 o'clock.
    throw error;
  }
}
