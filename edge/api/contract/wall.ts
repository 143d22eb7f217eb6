import { z } from 'zod';
import { linePath } from '../../../domain/equipment-path.ts';
import { lossesReply, throughputReply } from './losses.ts';
import { asOf } from './trace.ts';

const pieces = z.number();
const ratio = z.number().nullable();
const span = { from: z.iso.datetime(), to: z.iso.datetime() };

const hour = z.strictObject({
  ...span,
  good: pieces,
  reject: pieces,
  planned: pieces.nullable(),
  /** What of it should be done by now. */
  plannedNow: pieces.nullable(),
});

export const wallLine = z.strictObject({
  line: linePath,
  shift: z.strictObject({ id: z.string(), date: z.string(), ...span }),
  /** What is planned for this moment. */
  now: z.enum(['work', 'break', 'planned_stop', 'not_scheduled']),
  /** Of the shift so far; null where an element is not known. */
  oee: ratio,
  availability: ratio,
  effectiveness: ratio,
  quality: ratio,
  /** The OEE aimed at; null without a target. */
  oeeTarget: ratio,
  good: pieces,
  reject: pieces,
  planned: pieces.nullable(),
  plannedNow: pieces.nullable(),
  hours: z.array(hour),
  forecast: throughputReply.shape.forecast,
  /** The hour that runs; null outside of the time, or without a target. */
  pace: throughputReply.shape.pace
    .unwrap()
    .extend({ ...span, good: pieces, planned: pieces })
    .nullable(),
  /** The greatest twelve of the shift. */
  losses: lossesReply.shape.pareto,
});
export type WallLine = z.infer<typeof wallLine>;

/** `GET /wall` and the `wall` topic of `GET /live`. */
export const wallReply = z.strictObject({ asOf, lines: z.array(wallLine) });
export type WallReply = z.infer<typeof wallReply>;
