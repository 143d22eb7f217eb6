import { z } from 'zod';
import { itemId } from '../../../domain/ids.ts';
import { objectRef } from '../../../domain/object-ref.ts';
import { asOf, certainty, completeness, direction, objectStatus, whereabouts } from './trace.ts';

const count = z.int().min(0);

/** What several objects have in common, and how much each has alone. */
export const traceCommonReply = z.strictObject({
  objects: z.array(objectRef),
  direction,
  asOf,
  /** The nearest first; an object asked about counts as its own, with depth 0. */
  shared: z.array(
    z.strictObject({
      object: objectRef,
      item: itemId.optional(),
      status: objectStatus.optional(),
      whereabouts: whereabouts.optional(),
      location: z.string().optional(),
      /** Of each object asked about, in their order. */
      ways: z.array(z.strictObject({ depth: count, certainty })),
    }),
  ),
  /** How many are shared; more than listed when `limit` cut the list. */
  sharedCount: count,
  /** What an object shares with none of the others, without itself. */
  only: z.array(
    z.strictObject({
      object: objectRef,
      lots: count,
      units: count,
      containers: count,
      shipments: count,
    }),
  ),
  /** One for each object asked about, in their order. */
  completeness: z.array(completeness),
});
export type TraceCommonReply = z.infer<typeof traceCommonReply>;
