import { z } from 'zod';
import { stationPath } from '../equipment-path.ts';
import { eventId, operatorId, orderId } from '../ids.ts';
import { instant } from '../time.ts';

/**
 * What every event carries. `id` is unique for ever and chosen by the producer, `at` is when it
 * happened by the source's clock. Unknown fields are refused: a typo must not pass in silence.
 */
export const envelope = z.strictObject({
  id: eventId,
  type: z.string(),
  v: z.literal(1).optional(),
  at: instant,
  station: stationPath.optional(),
  operator: operatorId.optional(),
  order: orderId.optional(),
});

/** An event that happens at a station and means nothing without one. */
export const stationEnvelope = envelope.extend({ station: stationPath });
