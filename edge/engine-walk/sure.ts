import type { SlotMounts } from '../engine-memory/mounts.ts';
import { type Leaf, lowerBound, upperBound } from '../engine-memory/passages.ts';
import type { Recipes } from '../engine-memory/recipes.ts';
import type { Rules } from '../engine-reach/rules.ts';
import type { Stays, Stretch } from '../engine-reach/stays.ts';
import { markKind } from '../projections-trace/slot-intervals.ts';
import { rank } from '../trace/edge.ts';

/** The part of a leaf that a mount may have exposed, and the stay from which it is reached. */
export type Reach = {
  readonly mounts: SlotMounts;
  readonly index: number;
  readonly leaf: Leaf;
  readonly from: number;
  readonly to: number;
  readonly stay: number;
};
type Known = { readonly stays: Stays; readonly recipes: Recipes; readonly rules: Rules };

/**
 * The stretch of a leaf of which no clock, no program and no end of the mount or the stay makes one
 * passage another than the next: each was inside from its start to its end, as surely as `rank` says.
 * Empty at the end of the part where there is none.
 */
export function sureOf(reach: Reach, { stays, recipes, rules }: Known): Stretch {
  const { mounts, index, leaf, stay } = reach;
  const none = { from: reach.to, to: reach.to, rank: 0 };
  const recipeId = leaf.recipeId.same;
  const isOfOne = leaf.sourceId.values === null && leaf.recipeId.values === null;
  if (!isOfOne || (recipeId === 0 && recipes.isTold(mounts.slot.stationId))) return none;
  const use = rules.slotUse(mounts.slot, recipeId);
  if (use === 'unused') return none;
  const sourceId = leaf.sourceId.same;
  const endSourceId = mounts.toSourceId(index); // The interval exists.
  const startSlackMs = rules.slack(mounts.fromSourceId(index), sourceId);
  const endSlackMs = endSourceId === 0 ? 0 : rules.slack(endSourceId, sourceId);
  const sinceMs = Math.max(
    mounts.outerFromMs(index),
    mounts.fromMs(index) + startSlackMs,
    (stays.sinceMs[stay] as number) + rules.slackMsMax, // The stay exists.
  );
  const untilMs = Math.min(
    mounts.outerToMs(index),
    mounts.toMs(index) - endSlackMs,
    stays.untilMs(stay) - rules.slackMsMax - 1,
  );
  const from = Math.max(reach.from, lowerBound(leaf, sinceMs + leaf.lastedMsMax));
  const to = Math.min(reach.to, upperBound(leaf, untilMs));
  if (from >= to) return none;
  const isExclusive = use === 'used' && mounts.kind(index) !== markKind.toppedUp;
  const ofMount = isExclusive ? rank.certain : rank.possible;
  return { from, to, rank: Math.min(stays.rank(stay), ofMount) };
}
