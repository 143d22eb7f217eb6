import { z } from 'zod';
import { containerId, identifier, itemId, partnerId, shipmentId } from '../ids.ts';
import { label, note } from '../text.ts';
import { envelope } from './envelope.ts';
import { contents } from './parts.ts';

const at = '2026-11-23T10:00:00+07:00';

export const packed = envelope
  .extend({
    type: z.literal('packed'),
    container: containerId,
    contents,
    item: itemId.optional(),
  })
  .meta({
    description: 'Objects were put into a container; containers go into containers.',
    examples: [
      {
        id: 'pack-1-00001',
        type: 'packed',
        at,
        station: 'BD1/TST/TST1/PACK',
        container: 'CTN-0001',
        contents: ['unit:SPK-000001', 'unit:SPK-000002'],
      },
    ],
  });

export const unpacked = envelope
  .extend({ type: z.literal('unpacked'), container: containerId, contents })
  .meta({
    description: 'Objects were taken out of a container.',
    examples: [
      {
        id: 'pack-1-00002',
        type: 'unpacked',
        at,
        container: 'CTN-0001',
        contents: ['unit:SPK-000002'],
      },
    ],
  });

export const shipped = envelope
  .extend({
    type: z.literal('shipped'),
    shipment: shipmentId,
    contents,
    customer: partnerId,
    destination: label.optional(),
    reference: identifier.optional(),
  })
  .meta({
    description: 'Objects left for a customer.',
    examples: [
      {
        id: 'wms-1-00900',
        type: 'shipped',
        at,
        shipment: 'SHP-0001',
        contents: ['container:PLT-0001'],
        customer: 'CUS-AUDIOTEC',
        destination: 'Hamburg, DE',
        reference: 'SO-4711',
      },
    ],
  });

export const returned = envelope
  .extend({
    type: z.literal('returned'),
    contents,
    shipment: shipmentId.optional(),
    customer: partnerId.optional(),
    reason: note,
  })
  .meta({
    description: 'Objects came back from a customer.',
    examples: [
      {
        id: 'wms-1-00950',
        type: 'returned',
        at,
        contents: ['unit:SPK-000001'],
        reason: 'buzz at 80 Hz',
      },
    ],
  });

export const logisticsEvents = [packed, unpacked, shipped, returned] as const;
