import { z } from 'zod';
import { stationPath } from '../../../domain/equipment-path.ts';
import { asOf } from './trace.ts';

/**
 * Stations that speak and that the plant's configuration does not name, the one heard last first: a typo
 * in a topic, or a machine that nobody listed yet. Their events are recorded and traced like any other.
 * Empty where the configuration names no lines at all: then every station is shown.
 */
export const unconfiguredReply = z.strictObject({
  asOf,
  /** How many there are; the first 200 are told. */
  total: z.int(),
  stations: z.array(
    z.strictObject({
      station: stationPath,
      /** When the edge recorded the first and the last event that names it. */
      firstAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      events: z.int(),
      /** The configured station that was most likely meant. */
      nearest: stationPath.optional(),
    }),
  ),
});
export type UnconfiguredReply = z.infer<typeof unconfiguredReply>;
