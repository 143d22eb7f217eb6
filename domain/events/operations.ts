import { z } from 'zod';
import { linePath, stationPath } from '../equipment-path.ts';
import { itemId, operatorId, orderId } from '../ids.ts';
import { quantity } from '../quantity.ts';
import { label } from '../text.ts';
import { instant } from '../time.ts';
import { envelope } from './envelope.ts';

const at = '2026-11-23T06:00:00+07:00';

export const orderReleased = envelope
  .extend({
    type: z.literal('order_released'),
    order: orderId,
    item: itemId,
    quantity,
    line: linePath.optional(),
    dueAt: instant.optional(),
  })
  .meta({
    description: 'A job order may be produced.',
    examples: [
      {
        id: 'erp-00001',
        type: 'order_released',
        at,
        order: 'WO-7',
        item: 'SPK-40W',
        quantity: { value: 2000, uom: '1' },
        line: 'BD1/ASM/ASM1',
      },
    ],
  });

export const orderStarted = envelope
  .extend({
    type: z.literal('order_started'),
    order: orderId,
    item: itemId.optional(),
    line: linePath.optional(),
  })
  .meta({
    description: 'Work on an order began.',
    examples: [{ id: 'erp-00002', type: 'order_started', at, order: 'WO-7', line: 'BD1/ASM/ASM1' }],
  });

export const orderCompleted = envelope
  .extend({
    type: z.literal('order_completed'),
    order: orderId,
    quantity: quantity.optional(),
    line: linePath.optional(),
  })
  .meta({
    description: 'Work on an order ended.',
    examples: [{ id: 'erp-00003', type: 'order_completed', at, order: 'WO-7' }],
  });

const signing = envelope.extend({ operator: operatorId, station: stationPath });

export const operatorSignedOn = signing
  .extend({ type: z.literal('operator_signed_on'), role: label.max(64).optional() })
  .meta({
    description: 'A person began to work at a station.',
    examples: [
      {
        id: 'st-1-00001',
        type: 'operator_signed_on',
        at,
        operator: 'op.tam',
        station: 'BD1/ASM/ASM1/GLUE',
      },
    ],
  });

export const operatorSignedOff = signing.extend({ type: z.literal('operator_signed_off') }).meta({
  description: 'A person stopped working at a station.',
  examples: [
    {
      id: 'st-1-00002',
      type: 'operator_signed_off',
      at,
      operator: 'op.tam',
      station: 'BD1/ASM/ASM1/GLUE',
    },
  ],
});

export const operationsEvents = [
  orderReleased,
  orderStarted,
  orderCompleted,
  operatorSignedOn,
  operatorSignedOff,
] as const;
