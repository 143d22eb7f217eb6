import { z } from 'zod';
import { eventId, operatorId } from '../ids.ts';
import { note } from '../text.ts';
import { batchEvents } from './batch.ts';
import { envelope } from './envelope.ts';
import { equipmentEvents } from './equipment.ts';
import { incidentEvents } from './incident.ts';
import { logisticsEvents } from './logistics.ts';
import { materialEvents } from './material.ts';
import { operationsEvents } from './operations.ts';
import { qualityEvents } from './quality.ts';
import { throughputEvents } from './throughput.ts';
import { unitEvents } from './unit.ts';

const at = '2026-11-23T13:05:00+07:00';

/** Everything that happens in the factory; what is not here only corrects it. */
export const happenings = [
  ...materialEvents,
  ...unitEvents,
  ...batchEvents,
  ...logisticsEvents,
  ...qualityEvents,
  ...equipmentEvents,
  ...operationsEvents,
  ...incidentEvents,
  ...throughputEvents,
] as const;

export const happening = z.discriminatedUnion('type', happenings);
export type Happening = z.infer<typeof happening>;

export const eventRetracted = envelope
  .extend({
    type: z.literal('event_retracted'),
    event: eventId,
    reason: note,
    by: operatorId.optional(),
  })
  .meta({
    description:
      'An event did not happen. It stays in the log; nothing is derived from it any more.',
    examples: [
      {
        id: 'fix-00001',
        type: 'event_retracted',
        at,
        event: 'scan-2-000031',
        reason: 'scanned twice',
      },
    ],
  });

export const eventCorrected = envelope
  .extend({
    type: z.literal('event_corrected'),
    event: eventId,
    replacement: happening,
    reason: note,
    by: operatorId.optional(),
  })
  .refine(({ event, replacement }) => event === replacement.id, {
    path: ['replacement', 'id'],
    error: 'expected the id of the event that is corrected',
  })
  .meta({
    description:
      'An event happened otherwise. It stays in the log; everything is derived from the replacement.',
    examples: [
      {
        id: 'fix-00002',
        type: 'event_corrected',
        at,
        event: 'scan-2-000031',
        reason: 'wrong feeder scanned',
        replacement: {
          id: 'scan-2-000031',
          type: 'lot_mounted',
          at: '2026-11-23T08:00:04+07:00',
          station: 'BD1/SMT/SMT1/PLACE',
          lot: 'R-0001',
          slot: 'F13',
        },
      },
    ],
  });

export const correctionEvents = [eventRetracted, eventCorrected] as const;
export type Correction = z.infer<(typeof correctionEvents)[number]>;
