import type { StationStatus } from '../../../edge/api/contract/lines.ts';
import type { Contact } from '../live/snapshot.ts';

/**
 * How far a value may be believed: as it is; as it was before the edge fell silent a moment ago; with
 * its own age beside it, for its station is late; or not at all.
 */
export type Freshness = 'fresh' | 'waiting' | 'old' | 'unknown';

/**
 * By the edge's own clock when it answered, so that a plant that is simulated at many times the real
 * speed does not look silent between two answers; what has passed since is the contact's matter.
 */
export function freshnessOf(
  station: StationStatus,
  answeredAtMs: number,
  contact: Contact,
): Freshness {
  const { state, lastSeenAt, silentAfterMs } = station;
  if (contact === 'unknown' || state === 'no_data' || lastSeenAt === null) return 'unknown';
  const ageMs = answeredAtMs - Date.parse(lastSeenAt);
  if (ageMs > silentAfterMs) return 'unknown';
  if (ageMs > silentAfterMs / 2) return 'old';
  return contact === 'retrying' ? 'waiting' : 'fresh';
}
