import { z } from 'zod';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { andonSettings, reasonTree, targetSet } from '../../../domain/events/throughput.ts';
import { operatorId } from '../../../domain/ids.ts';
import { note } from '../../../domain/text.ts';
import { instant } from '../../../domain/time.ts';
import { asOf } from './trace.ts';

const editionOf = <T extends z.ZodType>(body: T) =>
  z.strictObject({
    effectiveFrom: z.iso.datetime(),
    body,
    /** What follows is absent on what the configuration says. */
    at: z.iso.datetime().optional(),
    by: z.string().optional(),
    note: z.string().optional(),
    seq: z.int().optional(),
  });

/** What was read, as the header `ETag` says it; a change may name it in `If-Match`. */
const version = z.string();

const settingReply = <T extends z.ZodType>(body: T) =>
  z.strictObject({
    asOf,
    version,
    /** What counts now. */
    current: body,
    /** Every edition that was ever set, the latest first. */
    editions: z.array(editionOf(body)),
  });

export const calendarReply = settingReply(calendarDocument);
export type CalendarReply = z.infer<typeof calendarReply>;
export const reasonsReply = settingReply(reasonTree).extend({
  /** The codes that people gave to stops; a tree that lacks one is refused. */
  used: z.array(z.strictObject({ code: z.string(), times: z.int(), lastAt: z.iso.datetime() })),
});
export type ReasonsReply = z.infer<typeof reasonsReply>;
export const andonReply = settingReply(andonSettings);
export type AndonReply = z.infer<typeof andonReply>;

const { line, station, item, plannedCycleMs, taktMs, plannedPerHour, oee } = targetSet.shape;
const target = z.strictObject({
  line,
  station,
  item,
  plannedCycleMs,
  taktMs,
  plannedPerHour,
  oee,
});
export const targetsReply = z.strictObject({
  asOf,
  version,
  editions: z.array(editionOf(target)),
});
export type TargetsReply = z.infer<typeof targetsReply>;

/** Who changes a setting, and why. */
const said = { by: operatorId.optional(), note: note.optional() };
/** Also from when it counts; from now unless said. */
const change = { ...said, effectiveFrom: instant.optional() };

/** The calendar says itself from which day it counts. */
export const putCalendarBody = z.strictObject({
  ...said,
  calendar: calendarDocument,
});
export const putReasonsBody = z.strictObject({ ...change, tree: reasonTree });
export const putAndonBody = z.strictObject({ ...change, andon: andonSettings });
export const putTargetsBody = z.strictObject({
  ...change,
  targets: z.array(target).min(1).max(1000),
});
