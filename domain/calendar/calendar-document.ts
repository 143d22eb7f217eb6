import { z } from 'zod';
import { linePath } from '../equipment-path.ts';
import { label } from '../text.ts';
import { instant, toMs } from '../time.ts';
import { messageOf, problemsOf } from './calendar-problems.ts';
import { weekdays } from './day-span.ts';

/** A time by the plant's local clock. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');
/** A day by the plant's local calendar. */
export const localDate = z.iso.date('expected YYYY-MM-DD');

const onWeekdays = z
  .array(z.enum(weekdays))
  .min(1)
  .max(7)
  .default([...weekdays]);
/** One that ends at or before its start runs over midnight; `00:00` to `00:00` is a whole day. */
const span = z.strictObject({ start: timeOfDay, end: timeOfDay });

const shiftPattern = span.extend({
  id: label.max(32),
  /** The days on which it begins. */
  weekdays: onWeekdays,
  breaks: z.array(span).max(20).default([]),
});
export type CalendarShift = z.infer<typeof shiftPattern>;

/** When a line, or all of them, shall stand. Maintenance is told apart for the maintenance ratio. */
const plannedStop = {
  name: label,
  line: linePath.optional(),
  maintenance: z.boolean().default(false),
};
const recurringStop = span.extend({ ...plannedStop, weekdays: onWeekdays });
const singleStop = z
  .strictObject({ ...plannedStop, from: instant, to: instant })
  .refine(({ from, to }) => toMs(from) < toMs(to), {
    path: ['to'],
    error: 'expected a time after `from`',
  });

/**
 * When a plant works, from `effectiveFrom` (the day on which shifts begin) until a later document
 * takes over. On a holiday no shift begins; an exception is a day with other shifts than usual.
 */
export const calendarDocument = z
  .strictObject({
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'expected an IANA time zone')
      .default('Asia/Ho_Chi_Minh'),
    effectiveFrom: localDate,
    shifts: z.array(shiftPattern).max(84),
    plannedStops: z
      .array(z.union([recurringStop, singleStop]))
      .max(500)
      .default([]),
    holidays: z
      .array(z.strictObject({ date: localDate, name: label }))
      .max(500)
      .default([]),
    exceptions: z
      .array(
        z.strictObject({
          date: localDate,
          name: label.optional(),
          shifts: z.array(shiftPattern.omit({ weekdays: true })).max(12),
        }),
      )
      .max(500)
      .default([]),
  })
  .superRefine((document, context) => {
    for (const { path, what } of problemsOf(document)) {
      context.addIssue({ code: 'custom', path: [...path], message: messageOf(what) });
    }
  });
export type CalendarDocument = z.infer<typeof calendarDocument>;

/** `Intl` knows aliases (Asia/Ho_Chi_Minh) that it does not list, so it is asked by using the name. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
