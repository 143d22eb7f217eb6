import { z } from 'zod';
import { identifier } from '../ids.ts';
import { envelope } from './envelope.ts';
import { objectQuantity } from './parts.ts';

export const batchTransformed = envelope
  .extend({
    type: z.literal('batch_transformed'),
    transformation: identifier.optional(),
    inputs: z.array(objectQuantity).max(200),
    outputs: z.array(objectQuantity).max(200),
  })
  .refine(
    ({ transformation, inputs, outputs }) =>
      transformation === undefined
        ? inputs.length > 0 && outputs.length > 0
        : inputs.length + outputs.length > 0,
    {
      path: ['inputs'],
      error: 'expected inputs and outputs, or a transformation id with at least one of them',
    },
  )
  .meta({
    description:
      'Inputs became outputs (many to many). Events of one `transformation` id add up over time: inputs go into the outputs that follow.',
    examples: [
      {
        id: 'mix-1-00001',
        type: 'batch_transformed',
        at: '2026-11-23T06:05:00+07:00',
        transformation: 'MIX-0007',
        inputs: [
          { object: 'lot:RESIN-11', quantity: { value: 18, uom: 'kg' } },
          { object: 'lot:HARD-04', quantity: { value: 2, uom: 'kg' } },
        ],
        outputs: [{ object: 'lot:GLUE-0042', quantity: { value: 20, uom: 'kg' } }],
      },
    ],
  });

export const batchEvents = [batchTransformed] as const;
