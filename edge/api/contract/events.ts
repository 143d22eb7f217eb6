import { z } from 'zod';

/** What became of each posted event, in the order they were sent. */
export const postEventsReply = z.strictObject({
  receipts: z.array(
    z.strictObject({
      id: z.string(),
      outcome: z.enum(['recorded', 'duplicate', 'quarantined']),
      seq: z.int().optional(),
      reason: z.string().optional(),
    }),
  ),
});

/** The log, in order. `cursor` continues after the last one; absent at the end. */
export const getEventsReply = z.strictObject({
  events: z.array(
    z.strictObject({
      seq: z.int(),
      recordedAt: z.iso.datetime(),
      source: z.string(),
      event: z.looseObject({ id: z.string(), type: z.string() }),
    }),
  ),
  cursor: z.string().optional(),
});
export type GetEventsReply = z.infer<typeof getEventsReply>;
