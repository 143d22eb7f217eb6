import { z } from 'zod';
import { stationPath } from './equipment-path.ts';
import { containerId, identifier, lotId, operationId, unitId } from './ids.ts';

/** A machine's question before it runs: may this unit, lot or container be worked on, or leave? */
export const checkRequest = z
  .strictObject({
    id: identifier.optional(),
    unit: unitId.optional(),
    lot: lotId.optional(),
    container: containerId.optional(),
    station: stationPath,
    operation: operationId.optional(),
  })
  .refine(
    ({ unit, lot, container }) =>
      [unit, lot, container].filter((one) => one !== undefined).length === 1,
    { path: ['unit'], error: 'expected one of unit, lot and container' },
  );
export type CheckRequest = z.infer<typeof checkRequest>;

export const checkCode = z.enum(['held', 'expired', 'already_failed', 'scrapped', 'unknown']);

export const checkReply = z.strictObject({
  id: identifier.optional(),
  allow: z.boolean(),
  reasons: z.array(z.strictObject({ code: checkCode, message: z.string() })),
});
export type CheckReply = z.infer<typeof checkReply>;

/** Answers a check. Rejects with a FactoryError `unavailable` when it cannot know. */
export type Interlock = (request: CheckRequest) => Promise<CheckReply>;
