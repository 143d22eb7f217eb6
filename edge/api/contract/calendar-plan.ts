import { z } from 'zod';
import { calendarDocument, localDate } from '../../../domain/calendar/calendar-document.ts';
import { linePath } from '../../../domain/equipment-path.ts';
import { asOf } from './trace.ts';

const instantOut = z.iso.datetime();
const durationMs = z.int().min(0);

const planPiece = z.strictObject({
  kind: z.enum(['work', 'break', 'planned_stop', 'not_scheduled']),
  from: instantOut,
  to: instantOut,
  name: z.string().optional(),
  isMaintenance: z.boolean().optional(),
});

const planDay = z.strictObject({
  date: localDate,
  /** Midnight to midnight by the plant's clock. */
  from: instantOut,
  to: instantOut,
  timeZone: z.string(),
  /** Of the document that counts on the day. */
  effectiveFrom: localDate,
  /** The holiday's name. */
  holiday: z.string().optional(),
  /** The exception's name, which may be empty. */
  exception: z.string().optional(),
  plannedMs: durationMs,
  /** Those that begin on the day; they may end on the next. */
  shifts: z.array(
    z.strictObject({
      id: z.string(),
      from: instantOut,
      to: instantOut,
      plannedMs: durationMs,
      /** The shift without gaps. */
      pieces: z.array(planPiece),
    }),
  ),
});
export type PlanDay = z.infer<typeof planDay>;

/** The most that is shown at once: six weeks, as a month's sheet has. */
const daysMax = 62;

export const planQuery = z.strictObject({
  from: localDate,
  days: z
    .string()
    .regex(/^\d{1,2}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(daysMax))
    .default(7),
  line: linePath.optional(),
});

export const planReply = z.strictObject({ asOf, version: z.string(), days: z.array(planDay) });
export type PlanReply = z.infer<typeof planReply>;

export const previewBody = z.strictObject({
  calendar: calendarDocument,
  from: localDate,
  days: z.int().min(1).max(daysMax).default(7),
  line: linePath.optional(),
});

const changedShift = z.strictObject({
  id: z.string(),
  date: localDate,
  from: instantOut,
  to: instantOut,
  kind: z.enum(['changed', 'added', 'removed']),
  /** A closed shift gets a new revision; the others have not ended yet. */
  isClosed: z.boolean(),
  plannedMsBefore: durationMs,
  plannedMsAfter: durationMs,
  /** The only lines for which it changes; absent: for all. */
  lines: z.array(linePath).optional(),
});
export type ChangedShift = z.infer<typeof changedShift>;

export const previewReply = z.strictObject({
  asOf,
  /** What the draft was compared with. */
  version: z.string(),
  before: z.array(planDay),
  after: z.array(planDay),
  /** The day from which a later document counts instead of the draft. */
  until: localDate.optional(),
  /** Shifts that have begun and would change, the latest first, up to 300. */
  shifts: z.array(changedShift),
  /** How many those are. */
  shiftsTotal: z.int(),
  /** Older shifts are not compared. */
  comparedFrom: instantOut,
});
export type PreviewReply = z.infer<typeof previewReply>;
