import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { asOf } from './trace.ts';

export const cyclesQuery = z.strictObject({
  line: z.string().min(1).max(200),
  /** How far back. */
  hours: z
    .string()
    .regex(/^\d{1,3}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(168))
    .default(24),
});

export const cyclesReply = z.strictObject({
  asOf,
  line: linePath,
  /** Whose pieces are the line's output. */
  outputStation: stationPath.optional(),
  from: z.iso.datetime(),
  cycles: z.array(
    z.strictObject({
      station: stationPath,
      /** Empty: nobody said what the units are. */
      item: z.string(),
      count: z.int(),
      /** The tenth percentile of the times between pieces, and the median. */
      fastMs: z.number(),
      medianMs: z.number(),
    }),
  ),
});
export type CyclesReply = z.infer<typeof cyclesReply>;
