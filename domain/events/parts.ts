import { z } from 'zod';
import { identifier, toolId, unitId } from '../ids.ts';
import { objectRef } from '../object-ref.ts';
import { quantity, unitOfMeasure } from '../quantity.ts';
import { label } from '../text.ts';

/** A program and its revision, as the machine names them. */
export const recipe = z.strictObject({ program: identifier, revision: label.max(64).optional() });

/** A value with its limits, as a tester reports it. */
export const measurement = z.strictObject({
  name: label.max(100),
  value: z.number(),
  uom: unitOfMeasure.optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  result: z.enum(['pass', 'fail']).optional(),
});

/** Something found wrong: the plant's code, where on the unit, and words for people. */
export const defect = z.strictObject({
  code: label.max(64),
  position: label.max(64).optional(),
  description: label.optional(),
});

export const defects = z.array(defect).max(200);
export const measurements = z.array(measurement).max(500);
export const tools = z.array(toolId).max(50);

/** Where on a unit a component sits: a reference designator, a nest, a place on a panel. */
export const position = label.max(64);

export const processResult = z.enum(['pass', 'fail', 'aborted', 'skipped']);

/** One place of a panel with its own result. */
export const positionResult = z.strictObject({
  position,
  unit: unitId.optional(),
  result: processResult,
  defects: defects.optional(),
  measurements: measurements.optional(),
});

/** An object with how much of it, for splits, mixes and consumption. */
export const objectQuantity = z.strictObject({ object: objectRef, quantity: quantity.optional() });

export const contents = z.array(objectRef).min(1).max(1000);
