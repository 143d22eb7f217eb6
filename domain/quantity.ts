import { z } from 'zod';

/** A UCUM or UN/ECE Rec 20 code; pieces are `1`. */
export const unitOfMeasure = z
  .string()
  .min(1)
  .max(16)
  .regex(/^[\x21-\x7e]+$/, 'expected a UCUM code');

/** An amount of something: `{ value, uom }`. Never negative: a return is an event of its own. */
export const quantity = z.strictObject({ value: z.number().min(0).max(1e15), uom: unitOfMeasure });
export type Quantity = z.infer<typeof quantity>;
