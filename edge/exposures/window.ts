import type { PassageCertainty } from '../api/contract/exposures.ts';
import type { Slack } from '../trace/clocks.ts';
import { assumedPassageMs } from '../trace/exposure.ts';

/** The stretch asked about, by the edge's clock. */
export type Window = { readonly fromMs: number; readonly toMs: number };

/** Stands for the edge in `Slack`: no source has this id, and its offset is none. */
const edgeClock = 0;

/** How far a source's clock may be from the edge's. */
export function slackOf(sourceId: number, slack: Slack): number {
  return slack(sourceId, edgeClock);
}

/** How surely a passage was in the window; undefined when it cannot have been. */
export function certaintyIn(
  { fromMs, toMs }: Window,
  { startedMs, atMs }: { readonly startedMs: number | null; readonly atMs: number },
  slackMs: number,
): PassageCertainty | undefined {
  const startMs = startedMs ?? atMs - assumedPassageMs;
  if (atMs < fromMs - slackMs || startMs > toMs + slackMs) return undefined;
  const isInside = startMs >= fromMs + slackMs && atMs <= toMs - slackMs;
  return isInside && startedMs !== null ? 'certain' : 'possible';
}
