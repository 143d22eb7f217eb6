import { z } from 'zod';
import { lotId } from '../../../domain/ids.ts';
import { unitOfMeasure } from '../../../domain/quantity.ts';
import { asOf } from './trace.ts';

export const balanceQuery = z.strictObject({ lot: lotId });

const inKind = z.enum(['received', 'split_in', 'joined_in', 'made']);
const outKind = z.enum([
  'installed',
  'booked',
  'by_recipe', // What the program takes from the slot, for each unit that passed meanwhile; of a mixture, its share.
  'split_out',
  'joined_out',
  'transformed',
  'scrapped',
  'returned',
]);
export type BalanceKind = z.infer<typeof inKind> | z.infer<typeof outKind>;

const entryOf = <K extends z.ZodType>(kind: K) =>
  z.strictObject({ kind, value: z.number(), times: z.int() });

/** In = out + what is left + unexplained, in the unit of measure that came in. */
export const balanceReply = z.strictObject({
  asOf,
  lot: lotId,
  /** Absent: nobody told how much came in. */
  uom: unitOfMeasure.optional(),
  in: z.array(entryOf(inKind)),
  out: z.array(entryOf(outKind)),
  totalIn: z.number(),
  totalOut: z.number(),
  /** The last that somebody counted of it, or what was left when it was taken off; `unexplained` is of that time. */
  counted: z
    .strictObject({ value: z.number(), at: z.iso.datetime(), eventSeq: z.int() })
    .optional(),
  unexplained: z.number().optional(),
  /** What took some of it or gave some to it, or may have, without saying how much, or in another unit. */
  untold: z.int(),
});
export type BalanceReply = z.infer<typeof balanceReply>;
