import { z } from 'zod';
import { identifier, itemId, lotId, orderId, partnerId, slotId } from '../ids.ts';
import { objectRef } from '../object-ref.ts';
import { quantity } from '../quantity.ts';
import { label, note } from '../text.ts';
import { instant } from '../time.ts';
import { envelope, stationEnvelope } from './envelope.ts';

const at = '2026-11-23T08:00:04+07:00';
const feeder = 'BD1/SMT/SMT1/PLACE';

export const lotReceived = envelope
  .extend({
    type: z.literal('lot_received'),
    lot: lotId,
    item: itemId,
    quantity,
    supplier: partnerId.optional(),
    supplierLot: identifier.optional(),
    manufacturer: partnerId.optional(),
    mpn: identifier.optional(),
    dateCode: label.max(32).optional(),
    expiresAt: instant.optional(),
    msl: label.max(8).optional(),
    location: label.optional(),
  })
  .meta({
    description: 'A lot (reel, tray, coil, drum, batch) came in from a supplier or was registered.',
    examples: [
      {
        id: 'wms-1-000123',
        type: 'lot_received',
        at,
        lot: 'R-0001',
        item: 'CAP-0603-10U',
        quantity: { value: 4000, uom: '1' },
        supplier: 'SUP-MURATA',
        supplierLot: '6K24-118',
        mpn: 'GRM188R61A106KE69D',
        dateCode: '2641',
      },
    ],
  });

export const lotSplit = envelope
  .extend({
    type: z.literal('lot_split'),
    lot: lotId,
    into: z
      .array(z.strictObject({ lot: lotId, quantity: quantity.optional() }))
      .min(1)
      .max(200),
  })
  .meta({
    description: 'Part of a lot became one or more lots of their own.',
    examples: [
      {
        id: 'wms-1-000124',
        type: 'lot_split',
        at,
        lot: 'R-0001',
        into: [{ lot: 'R-0001-A', quantity: { value: 1500, uom: '1' } }],
      },
    ],
  });

export const lotsJoined = envelope
  .extend({
    type: z.literal('lots_joined'),
    lots: z
      .array(z.strictObject({ lot: lotId, quantity: quantity.optional() }))
      .min(1)
      .max(200),
    into: lotId,
  })
  .meta({
    description: 'Several lots were put together into one.',
    examples: [
      {
        id: 'wms-1-000125',
        type: 'lots_joined',
        at,
        lots: [{ lot: 'MAG-17' }, { lot: 'MAG-18' }],
        into: 'MAG-17+18',
      },
    ],
  });

export const lotMounted = stationEnvelope
  .extend({
    type: z.literal('lot_mounted'),
    lot: lotId,
    slot: slotId,
    quantity: quantity.optional(),
  })
  .meta({
    description:
      'A lot was put on a slot (feeder, tank, nozzle, nest). What was on the slot before ends here.',
    examples: [
      { id: 'scan-2-000031', type: 'lot_mounted', at, station: feeder, lot: 'R-0001', slot: 'F12' },
    ],
  });

export const lotDismounted = stationEnvelope
  .extend({
    type: z.literal('lot_dismounted'),
    lot: lotId,
    slot: slotId,
    quantity: quantity.optional(),
  })
  .meta({
    description: 'A lot was taken off a slot; `quantity` is what was left of it.',
    examples: [
      {
        id: 'scan-2-000044',
        type: 'lot_dismounted',
        at: '2026-11-23T08:41:37+07:00',
        station: feeder,
        lot: 'R-0001',
        slot: 'F12',
        quantity: { value: 212, uom: '1' },
      },
    ],
  });

export const lotSpliced = stationEnvelope
  .extend({
    type: z.literal('lot_spliced'),
    from: lotId,
    to: lotId,
    slot: slotId,
    greyZone: z
      .strictObject({
        beforeMs: z.int().min(0).max(86_400_000),
        afterMs: z.int().min(0).max(86_400_000),
      })
      .optional(),
  })
  .meta({
    description:
      'A lot was joined to the end of the running one. Within the grey zone around `at` either may have been used.',
    examples: [
      {
        id: 'scan-2-000050',
        type: 'lot_spliced',
        at,
        station: feeder,
        from: 'R-0001',
        to: 'R-0002',
        slot: 'F12',
        greyZone: { beforeMs: 0, afterMs: 90000 },
      },
    ],
  });

export const lotToppedUp = stationEnvelope
  .extend({
    type: z.literal('lot_topped_up'),
    lot: lotId,
    slot: slotId,
    quantity: quantity.optional(),
    remaining: quantity.optional(),
  })
  .refine(
    ({ quantity: added, remaining }) =>
      added === undefined || remaining === undefined || added.uom === remaining.uom,
    { path: ['remaining', 'uom'], error: 'expected the unit of measure of `quantity`' },
  )
  .meta({
    description:
      'A lot was poured into what is on the slot (a tank in use); `remaining` was in it just before. From then on the content is a mixture, until the slot is emptied or something else is mounted.',
    examples: [
      {
        id: 'scan-2-000061',
        type: 'lot_topped_up',
        at,
        station: 'BD1/ASM/ASM1/GLUE',
        lot: 'GLUE-0043',
        slot: 'TANK1',
        quantity: { value: 6, uom: 'kg' },
        remaining: { value: 2, uom: 'kg' },
      },
    ],
  });

export const lotConsumed = envelope
  .extend({
    type: z.literal('lot_consumed'),
    lot: lotId,
    quantity,
    by: z.union([z.strictObject({ object: objectRef }), z.strictObject({ order: orderId })]),
  })
  .meta({
    description: 'An amount of a lot was booked to an object or to an order, by count.',
    examples: [
      {
        id: 'erp-000007',
        type: 'lot_consumed',
        at,
        lot: 'GLUE-0042',
        quantity: { value: 1.5, uom: 'kg' },
        by: { object: 'lot:CONE-0007' },
      },
    ],
  });

export const lotCounted = envelope
  .extend({ type: z.literal('lot_counted'), lot: lotId, quantity, location: label.optional() })
  .meta({
    description: 'A stock-take found this much of a lot.',
    examples: [
      {
        id: 'wms-1-000300',
        type: 'lot_counted',
        at,
        lot: 'R-0001',
        quantity: { value: 3980, uom: '1' },
      },
    ],
  });

export const lotScrapped = envelope
  .extend({ type: z.literal('lot_scrapped'), lot: lotId, quantity, reason: note })
  .meta({
    description:
      'An amount of a lot was thrown away. When that was all that was left of it, as far as amounts were told, the lot is scrapped.',
    examples: [
      {
        id: 'wms-1-000301',
        type: 'lot_scrapped',
        at,
        lot: 'GLUE-0042',
        quantity: { value: 0.4, uom: 'kg' },
        reason: 'pot life exceeded',
      },
    ],
  });

export const lotReturned = envelope
  .extend({
    type: z.literal('lot_returned'),
    lot: lotId,
    quantity: quantity.optional(),
    to: z.enum(['store', 'supplier']),
    reason: note.optional(),
  })
  .meta({
    description: 'A lot, or what was left of it, went back to the store or to its supplier.',
    examples: [{ id: 'wms-1-000302', type: 'lot_returned', at, lot: 'R-0001', to: 'store' }],
  });

export const materialEvents = [
  lotReceived,
  lotSplit,
  lotsJoined,
  lotMounted,
  lotDismounted,
  lotSpliced,
  lotToppedUp,
  lotConsumed,
  lotCounted,
  lotScrapped,
  lotReturned,
] as const;
