import { z } from 'zod';
import { linePath, stationPath } from '../equipment-path.ts';
import { eventId, itemId, operatorId, orderId } from '../ids.ts';
import { quantity } from '../quantity.ts';
import { label, note } from '../text.ts';
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

const handedOverAt = '2026-11-23T14:04:00+07:00';

/** `2026-11-23/1`: the shift 1 that began on that day. */
export const shiftName = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d\/.{1,32}$/, 'expected a day and a shift: 2026-11-23/1');

/** The figures that a person had before them: the log up to a position, and the digest of what it told. */
const signedFigures = z.strictObject({
  seq: z.int().min(0),
  revision: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in 64 hexadecimal digits'),
});

export const shiftHandedOver = envelope
  .extend({
    type: z.literal('shift_handed_over'),
    line: linePath,
    shift: shiftName,
    by: operatorId,
    note: note.optional(),
    signed: signedFigures.optional(),
  })
  .meta({
    description:
      'A supervisor handed a shift of a line over, with what the next one must know. `signed` are the figures of the report as they stood.',
    examples: [
      {
        id: 'desk-00001',
        type: 'shift_handed_over',
        at: handedOverAt,
        line: 'BD1/ASM/ASM1',
        shift: '2026-11-23/1',
        by: 'sup.hoa',
        note: 'Glue nozzle 2 drips: cleaned twice, spare ordered.',
        signed: {
          seq: 48_210,
          revision: 1,
          sha256: '9f2c5d0e4b7a6c1d8e3f0a9b2c4d6e8f1a3b5c7d9e0f2a4b6c8d0e1f3a5b7ce1',
        },
      },
    ],
  });

export const shiftTakenOver = envelope
  .extend({
    type: z.literal('shift_taken_over'),
    line: linePath,
    shift: shiftName,
    handover: eventId,
    by: operatorId,
    note: note.optional(),
  })
  .meta({
    description:
      'The next shift read a hand-over and countersigned it; `shift` is the one that was handed over.',
    examples: [
      {
        id: 'desk-00002',
        type: 'shift_taken_over',
        at: handedOverAt,
        line: 'BD1/ASM/ASM1',
        shift: '2026-11-23/1',
        handover: 'desk-00001',
        by: 'sup.minh',
      },
    ],
  });

export const operationsEvents = [
  orderReleased,
  orderStarted,
  orderCompleted,
  operatorSignedOn,
  operatorSignedOff,
  shiftHandedOver,
  shiftTakenOver,
] as const;
