import { valueAt } from '../engine-columns/narrow.ts';
import type { SlotMounts } from '../engine-memory/mounts.ts';
import { type Leaf, startMsOf } from '../engine-memory/passages.ts';
import type { Recipes } from '../engine-memory/recipes.ts';
import { type EdgeCursor, edgeKinds } from '../engine-reach/edge.ts';
import type { Rules } from '../engine-reach/rules.ts';
import { markKind } from '../projections-trace/slot-intervals.ts';
import { rank } from '../trace/edge.ts';

/** The passage at hand, and what it was exposed to. */
export class Exposures {
  readonly #recipes: Recipes;
  readonly edge: EdgeCursor;
  rules: Rules | undefined;
  startMs = 0.5;
  atMs = 0.5;
  sourceId = 0;
  recipeId = 0;

  constructor(recipes: Recipes, edge: EdgeCursor) {
    this.#recipes = recipes;
    this.edge = edge;
  }

  take(stationId: number, leaf: Leaf, index: number): void {
    this.atMs = leaf.baseMs + (leaf.at[index] as number); // Within the leaf.
    this.startMs = startMsOf(leaf, index);
    this.sourceId = valueAt(leaf.sourceId, index);
    this.recipeId = valueAt(leaf.recipeId, index);
    this.edge.parentId = leaf.unitId[index] as number;
    if (this.recipeId !== 0 || !this.#recipes.isTold(stationId)) return;
    const isStartTold = valueAt(leaf.lasted, index) !== 0;
    this.recipeId = this.#recipes.at(stationId, isStartTold ? this.startMs : this.atMs);
  }

  /** The same passage as another. */
  takeFrom({ startMs, atMs, sourceId, recipeId, edge }: Exposures): void {
    this.startMs = startMs;
    this.atMs = atMs;
    this.sourceId = sourceId;
    this.recipeId = recipeId;
    this.edge.parentId = edge.parentId;
  }

  /**
   * The rules of `exposureOf`, without reasons: whether the passage was exposed to a mount. Sets the
   * edge.
   */
  to(mounts: SlotMounts, index: number): boolean {
    const { startMs, atMs, sourceId, edge } = this;
    const { slack, slotUse } = this.rules as Rules; // Set when a walk begins.
    const outerFromMs = mounts.outerFromMs(index); // The interval exists.
    const outerToMs = mounts.outerToMs(index);
    const startSlackMs = slack(mounts.fromSourceId(index), sourceId);
    const endSourceId = mounts.toSourceId(index);
    const endSlackMs = endSourceId === 0 ? 0 : slack(endSourceId, sourceId);
    if (atMs < outerFromMs - startSlackMs || startMs > outerToMs + endSlackMs) return false;
    const use = slotUse(mounts.slot, this.recipeId);
    if (use === 'unused') return false;
    const isExclusive = use === 'used' && mounts.kind(index) !== markKind.toppedUp;
    const isInside =
      startMs >= mounts.fromMs(index) + startSlackMs && atMs <= mounts.toMs(index) - endSlackMs;
    edge.childId = mounts.lotId(index);
    edge.stationId = mounts.slot.stationId;
    edge.kind = edgeKinds.exposed;
    edge.rank = isInside && isExclusive ? rank.certain : rank.possible;
    edge.fromMs = Math.max(startMs, outerFromMs);
    edge.toMs = Math.min(atMs, outerToMs);
    edge.fromSourceId = sourceId;
    edge.toSourceId = sourceId;
    edge.inputMs = Number.NaN;
    return true;
  }
}
