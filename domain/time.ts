import { z } from 'zod';

const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

/**
 * An instant: ISO 8601 with an offset or `Z`, or epoch milliseconds. A local time without an offset
 * is refused: nobody could say later which instant it was. Years 2000 to 2099.
 */
export const instant = z.union([
  z.iso
    .datetime({ offset: true, error: 'expected an ISO 8601 time with an offset or Z' })
    .refine((text) => isInRange(Date.parse(text)), 'expected a year from 2000 to 2099'),
  z.int().min(earliestMs).max(latestMs),
]);
export type Instant = z.infer<typeof instant>;

/** Epoch milliseconds (UTC) of a validated instant. */
export function toMs(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

/** ISO 8601 in UTC with milliseconds. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

function isInRange(ms: number): boolean {
  return ms >= earliestMs && ms < latestMs;
}
