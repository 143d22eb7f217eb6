import { markKind } from '../projections-trace/slot-intervals.ts';
import type { Slack } from './clocks.ts';
import type { Rank } from './edge.ts';
import { rank } from './edge.ts';

/** A mount interval and a passage that may overlap, as the tables hold them. */
export type MountPassage = {
  readonly unitId: number;
  readonly lotId: number;
  readonly stationId: number;
  readonly slot: string;
  readonly fromMs: number;
  readonly outerFromMs: number;
  readonly toMs: number | null;
  readonly outerToMs: number | null;
  readonly fromSourceId: number;
  readonly toSourceId: number | null;
  readonly fromSeq: number;
  /** How the lot came on the slot; `share` is its part of a mixture. */
  readonly kind: number;
  readonly share: number | null;
  /** The program that the passage names, else the one that ran. */
  readonly recipeId: number | null;
  readonly startedMs: number | null;
  readonly atMs: number;
  readonly sourceId: number;
  readonly passageSeq: number;
};

/** How long a passage that tells no start is taken to have lasted. */
export const assumedPassageMs = 60_000;

export type Exposure = {
  readonly rank: Rank;
  readonly reason?: string;
  /** The stretch in which the unit was exposed. */
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * Whether a unit was exposed to a lot: `certain` when the whole passage lies inside the mount,
 * narrowed by what the clocks may differ; `possible` when it touches the mount, widened by that and
 * by the splice's grey zone; undefined when it does neither.
 */
export function exposureOf(row: MountPassage, slack: Slack): Exposure | undefined {
  const startMs = row.startedMs ?? row.atMs - assumedPassageMs;
  const startSlackMs = slack(row.fromSourceId, row.sourceId);
  const endSlackMs = row.toSourceId === null ? 0 : slack(row.toSourceId, row.sourceId);
  const outerToMs = row.outerToMs ?? Number.POSITIVE_INFINITY;
  const isTouching =
    row.atMs >= row.outerFromMs - startSlackMs && startMs <= outerToMs + endSlackMs;
  if (!isTouching) return undefined;
  const toMs = row.toMs ?? Number.POSITIVE_INFINITY;
  const stretch = {
    fromMs: Math.max(startMs, row.outerFromMs),
    toMs: Math.min(row.atMs, outerToMs),
  };
  if (row.kind === markKind.toppedUp) {
    return { rank: rank.possible, reason: 'tank_mixture', ...stretch };
  }
  if (startMs >= row.fromMs + startSlackMs && row.atMs <= toMs - endSlackMs) {
    return { rank: rank.certain, ...stretch };
  }
  return { rank: rank.possible, reason: doubtOf(row, startMs), ...stretch };
}

/** Names the first cause of doubt, from the most to the least specific. */
function doubtOf(row: MountPassage, startMs: number): string {
  const toMs = row.toMs ?? Number.POSITIVE_INFINITY;
  const isInGrey =
    (startMs < row.fromMs && row.outerFromMs < row.fromMs) ||
    (row.outerToMs !== null && row.atMs > toMs && row.outerToMs > toMs);
  if (isInGrey) return 'splice_grey_zone';
  if (startMs >= row.fromMs && row.atMs <= toMs) return 'clock_offset';
  return row.startedMs === null ? 'start_of_passage_unknown' : 'in_machine_at_changeover';
}
