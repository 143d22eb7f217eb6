import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { incidentCategory, incidentPriority } from '../../../domain/events/incident.ts';
import { andonSettings } from '../../../domain/events/throughput.ts';
import { instantMs, limitUpTo } from './requests.ts';
import { asOf } from './trace.ts';

const call = z.strictObject({
  incident: z.string(),
  station: stationPath,
  category: incidentCategory,
  /** As it counts now: a call that waits too long for an answer becomes 1. */
  priority: incidentPriority,
  isEscalated: z.boolean(),
  at: z.iso.datetime(),
  by: z.string().optional(),
  description: z.string().optional(),
  acknowledgedAt: z.iso.datetime().optional(),
  acknowledgedBy: z.string().optional(),
  resolvedAt: z.iso.datetime().optional(),
  resolvedBy: z.string().optional(),
  resolution: z.string().optional(),
  /** From the call to the first acknowledgement, or to the end where nobody acknowledged it. */
  responseMs: z.int().optional(),
  /** From the call to its end. */
  resolveMs: z.int().optional(),
  /** The position of the report. */
  eventSeq: z.int(),
});
export type AndonCall = z.infer<typeof call>;

/** An hour that can no longer reach its plan. */
const paceAlarm = z.strictObject({
  line: linePath,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  planned: z.number(),
  plannedNow: z.number(),
  good: z.number(),
  behind: z.number(),
  atBest: z.number(),
});
export type PaceAlarm = z.infer<typeof paceAlarm>;

export const andonBoard = z.strictObject({
  asOf,
  settings: andonSettings,
  /** Calls that are not over, whenever they came: the most urgent first, then those nobody took on, then the oldest. */
  open: z.array(call),
  /** Open calls beyond those listed. */
  more: z.int(),
  /** Calls that are over, the latest first. */
  recent: z.array(call),
});
export type AndonBoard = z.infer<typeof andonBoard>;

export const getAndonReply = andonBoard.extend({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Of the calls in that time, open ones too. */
  summary: z.strictObject({
    calls: z.int(),
    responseMsMedian: z.int().nullable(),
    resolveMsMedian: z.int().nullable(),
  }),
  pace: z.array(paceAlarm),
});
export type GetAndonReply = z.infer<typeof getAndonReply>;

export const getAndonQuery = z
  .strictObject({
    line: linePath.optional(),
    station: stationPath.optional(),
    from: instantMs.optional(),
    to: instantMs.optional(),
    limit: limitUpTo(1000),
  })
  .refine(({ line, station }) => line === undefined || station === undefined, {
    path: ['line'],
    error: 'expected either line or station',
  });
