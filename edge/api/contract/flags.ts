import { z } from 'zod';
import { holdPlaced, holdSelection } from '../../../domain/events/quality.ts';
import { caseId } from '../../../domain/ids.ts';
import { objectRef } from '../../../domain/object-ref.ts';
import { asOf } from './trace.ts';

/** So many objects in one question: as many as one trace may have roots. */
export const flagsObjectsMax = 10_000;

export const postFlagsBody = z.strictObject({
  objects: z.array(objectRef).min(1).max(flagsObjectsMax),
});

const { reason, severity } = holdPlaced.shape;

/** What sets an object apart from others of its status. */
const flagged = z.strictObject({
  object: objectRef,
  /** The holds that stand on it, oldest first; `on` is what is held when that is not the object itself. */
  holds: z.array(z.strictObject({ hold: caseId, on: objectRef.optional() })).optional(),
  /** The date of a lot that is past. */
  expiredAt: z.iso.datetime().optional(),
  /** How often a unit was repaired. */
  repairs: z.int().optional(),
});
export type Flagged = z.infer<typeof flagged>;

export const flagsReply = z.strictObject({
  asOf,
  /** The holds that `flagged` names, each once. */
  holds: z.array(
    z.strictObject({
      hold: caseId,
      reason,
      severity,
      since: z.iso.datetime(),
      /** The conditions that it covers by; absent when it lists objects. */
      selection: holdSelection.optional(),
    }),
  ),
  /** Those of the objects that have any of it. */
  flagged: z.array(flagged),
});
export type FlagsReply = z.infer<typeof flagsReply>;
