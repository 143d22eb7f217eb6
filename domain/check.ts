import { z } from 'zod';
import { stationPath } from './equipment-path.ts';
import { identifier, lotId, operationId, unitId } from './ids.ts';

/** A machine's question before it runs: may this unit or lot be worked on here? */
export const checkRequest = z
  .strictObject({
    id: identifier.optional(),
    unit: unitId.optional(),
    lot: lotId.optional(),
    station: stationPath,
    operation: operationId.optional(),
  })
  .refine(({ unit, lot }) => (unit === undefined) !== (lot === undefined), {
    path: ['unit'],
    error: 'expected either unit or lot',
  });
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
