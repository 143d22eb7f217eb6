import type { StationStatus } from '../../../edge/api/contract/lines.ts';
import type { Contact } from '../live/snapshot.ts';

/** How far a value may be believed: as it is, with its age beside it, or not at all. */
export type Freshness = 'fresh' | 'old' | 'unknown';

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
  return contact === 'retrying' || ageMs > silentAfterMs / 2 ? 'old' : 'fresh';
}
