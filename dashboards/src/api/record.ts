import type { z } from 'zod';
import type { postEventsReply } from '../../../edge/api/contract/events.ts';
import { ApiProblem, postJson } from './http.ts';

/** Longer than any commit takes; then it is said that nobody knows. */
const answerTimeoutMs = 10_000;

/**
 * Records one event that somebody caused on a page. Sent once and never again by itself: what a person
 * meant a minute ago is not what he means now. Rejects with an ApiProblem where the edge refuses.
 */
export async function recordEvent(event: {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), answerTimeoutMs);
  try {
    const { receipts } = await postJson<z.infer<typeof postEventsReply>>(
      '/api/v1/events',
      event,
      patience.signal,
    );
    const [receipt] = receipts;
    if (receipt?.outcome === 'quarantined') {
      throw new ApiProblem({ status: 400, title: receipt.reason ?? receipt.outcome });
    }
  } catch (error) {
    throw patience.signal.aborted ? new ApiProblem({ status: 0, title: '' }) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** An id that nobody chose before; browsers know `randomUUID` only on secure pages. */
export function newEventId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
