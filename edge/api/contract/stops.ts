import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { equipmentState } from '../../../domain/events/equipment.ts';
import { reasonCode, reasonTree, stopClassified } from '../../../domain/events/throughput.ts';
import { eventId } from '../../../domain/ids.ts';
import { instantMs, limitUpTo } from './requests.ts';
import { asOf } from './trace.ts';

const stopPart = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  durationMs: z.int(),
  /** Absent while nobody explained this part. */
  reason: reasonCode.optional(),
  /** A person said so, an alarm was active when the stop began, or the machine named it itself. */
  source: z.enum(['person', 'alarm', 'machine']).optional(),
  by: z.string().optional(),
  note: z.string().optional(),
  eventSeq: z.int().optional(),
});

export const stopsReply = z.strictObject({
  asOf,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  microStopMs: z.int(),
  /** The reasons to choose from now. */
  reasons: reasonTree.shape.reasons,
  stops: z.array(
    z.strictObject({
      station: stationPath,
      state: equipmentState,
      from: z.iso.datetime(),
      /** Null while it lasts. */
      to: z.iso.datetime().nullable(),
      durationMs: z.int(),
      isMicro: z.boolean(),
      /** Nobody needs to say more: each part has a reason, or none is asked for. */
      isExplained: z.boolean(),
      parts: z.array(stopPart),
      eventSeq: z.int(),
    }),
  ),
  /** How many there are beside those listed. */
  total: z.int(),
  unexplained: z.int(),
});
export type StopsReply = z.infer<typeof stopsReply>;

export const stopsQuery = z
  .strictObject({
    line: linePath.optional(),
    station: stationPath.optional(),
    from: instantMs.optional(),
    to: instantMs.optional(),
    /** `true`: only those that somebody must explain. */
    unexplained: z.enum(['true', 'false']).optional(),
    limit: limitUpTo(1000),
  })
  .refine(({ line, station }) => (line === undefined) !== (station === undefined), {
    path: ['line'],
    error: 'expected either line or station',
  });

const { station, from, to, reason, by, note } = stopClassified.shape;
export const postStopsBody = z.strictObject({
  /** The same statement sent again is recorded once. */
  id: eventId.optional(),
  station,
  from,
  to,
  reason,
  by,
  note,
});
export const postStopsReply = z.strictObject({
  id: z.string(),
  seq: z.int().optional(),
});
