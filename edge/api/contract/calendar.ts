import { z } from 'zod';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { andonSettings, reasonTree, targetSet } from '../../../domain/events/throughput.ts';
import { itemId, operatorId } from '../../../domain/ids.ts';
import { instant } from '../../../domain/time.ts';
import { asOf } from './trace.ts';

const editionOf = <T extends z.ZodType>(body: T) =>
  z.strictObject({
    effectiveFrom: z.iso.datetime(),
    body,
    /** Absent on what the configuration says. */
    by: z.string().optional(),
    seq: z.int().optional(),
  });

const settingReply = <T extends z.ZodType>(body: T) =>
  z.strictObject({
    asOf,
    /** What counts now. */
    current: body,
    /** Every edition that was ever set, the latest first. */
    editions: z.array(editionOf(body)),
  });

export const calendarReply = settingReply(calendarDocument);
export type CalendarReply = z.infer<typeof calendarReply>;
export const reasonsReply = settingReply(reasonTree);
export type ReasonsReply = z.infer<typeof reasonsReply>;
export const andonReply = settingReply(andonSettings);

const target = z.strictObject({
  line: linePath,
  station: stationPath.optional(),
  item: itemId.optional(),
  plannedCycleMs: z.number().optional(),
  taktMs: z.number().optional(),
  plannedPerHour: z.number().optional(),
});
export const targetsReply = z.strictObject({ asOf, editions: z.array(editionOf(target)) });
export type TargetsReply = z.infer<typeof targetsReply>;

/** Who changes a setting, and from when it counts; from now unless said. */
const change = { by: operatorId.optional(), effectiveFrom: instant.optional() };

/** The calendar says itself from which day it counts. */
export const putCalendarBody = z.strictObject({
  by: operatorId.optional(),
  calendar: calendarDocument,
});
export const putReasonsBody = z.strictObject({ ...change, tree: reasonTree });
export const putAndonBody = z.strictObject({ ...change, andon: andonSettings });
const { line, station, item, plannedCycleMs, taktMs, plannedPerHour } = targetSet.shape;
export const putTargetsBody = z.strictObject({
  ...change,
  targets: z
    .array(z.strictObject({ line, station, item, plannedCycleMs, taktMs, plannedPerHour }))
    .min(1)
    .max(1000),
});
