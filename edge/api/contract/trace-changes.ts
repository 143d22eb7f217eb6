import { z } from 'zod';
import { objectRef } from '../../../domain/object-ref.ts';
import { asOf, certainty, direction, traceSummary } from './trace.ts';

const answer = z.strictObject({ asOf, summary: traceSummary });

/** How one object of a trace differs between the two positions, and the event that made it so. */
const change = z.strictObject({
  object: objectRef,
  /** Absent: the trace did not list it then. */
  before: certainty.optional(),
  /** Absent: the trace lists it no more. */
  now: certainty.optional(),
  /** Position of the event in `causes`; absent when no single event is behind it. */
  because: z.int().optional(),
});
export type TraceChange = z.infer<typeof change>;

/** An event that came after the first position and changed the answer. */
const cause = z.strictObject({
  eventSeq: z.int(),
  type: z.string(),
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  source: z.string(),
  station: z.string().optional(),
  /** What a correction or retraction gives as its reason. */
  reason: z.string().optional(),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
});
export type TraceCause = z.infer<typeof cause>;

export const traceChangesReply = z.strictObject({
  root: objectRef,
  direction,
  before: answer,
  now: answer,
  changes: z.array(change),
  /** In the order of the log. */
  causes: z.array(cause),
});
export type TraceChangesReply = z.infer<typeof traceChangesReply>;
