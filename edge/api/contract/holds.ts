import { z } from 'zod';
import { holdPlaced, holdReleased, holdSelection } from '../../../domain/events/quality.ts';
import { caseId } from '../../../domain/ids.ts';
import { objectRef } from '../../../domain/object-ref.ts';
import { limitUpTo } from './requests.ts';
import { asOf } from './trace.ts';

const { reason, severity, by, case: ofCase } = holdPlaced.shape;
const { disposition } = holdReleased.shape;

/** What a hold covers: listed objects, of which the first are named, or conditions. */
const covered = {
  /** How many it lists. */
  objects: z.int(),
  /** The first of them. */
  named: z.array(objectRef),
  selection: holdSelection.optional(),
};

export const hold = z.strictObject({
  hold: caseId,
  since: z.iso.datetime(),
  by: z.string(),
  reason,
  severity,
  ...covered,
  /** Whether anything that it covers is held still; of what it lists, how many. */
  stands: z.boolean(),
  heldObjects: z.int(),
  eventSeqs: z.array(z.int()),
  releases: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      by: z.string(),
      reason: z.string(),
      disposition,
      /** How many objects it names; absent: all of the hold. */
      objects: z.int().optional(),
      eventSeq: z.int(),
    }),
  ),
});
export type Hold = z.infer<typeof hold>;

export const holdsReply = z.strictObject({
  asOf,
  holds: z.array(hold),
  /** How many were asked for, listed here or not. */
  total: z.int(),
  /** How many of all stand. */
  standing: z.int(),
});
export type HoldsReply = z.infer<typeof holdsReply>;

export const holdsQuery = z.strictObject({
  /** `standing`: something is held still. `ended`: all was released. */
  state: z.enum(['standing', 'ended']).optional(),
  limit: limitUpTo(1000),
});

export const holdParams = z.strictObject({ hold: caseId });
export const holdReply = z.strictObject({ asOf, ...hold.shape });

/** So many objects in one hold by list. */
const objectsMax = 50_000;

export const postHoldBody = z
  .strictObject({
    /** Chosen by the edge unless said. */
    hold: caseId.optional(),
    objects: z.array(objectRef).min(1).max(objectsMax).optional(),
    selection: holdSelection.optional(),
    reason,
    severity,
    by,
    case: ofCase,
  })
  .refine(({ objects, selection }) => (objects === undefined) !== (selection === undefined), {
    path: ['objects'],
    error: 'expected either objects or a selection',
  });

export const postHoldReply = z.strictObject({ hold: caseId, eventSeqs: z.array(z.int()) });

/** Who releases, why, and what becomes of it; all of the hold unless objects are named. */
export const deleteHoldQuery = z.strictObject({
  disposition,
  reason,
  by,
  object: z.union([z.array(objectRef).max(1000), objectRef.transform((one) => [one])]).optional(),
});
export const deleteHoldReply = z.strictObject({ hold: caseId, eventSeq: z.int().optional() });
