import type { Slot } from '../engine-memory/mounts.ts';
import type { Clocks, Slack } from '../trace/clocks.ts';
import type { FindSlotUse, SlotUse } from '../trace/slot-use.ts';

/** What an answer rests on besides the arrays. */
export type Rules = Pick<Clocks, 'slack' | 'slackMsMax'> & {
  /** `recipeId` 0: no program is known. */
  readonly slotUse: (slot: Slot, recipeId: number) => SlotUse['kind'];
};

/** More sources than this are compared anew each time. */
const sourcesMax = 256;

/** Each pair decided once. */
export function rememberSlack(slack: Slack): Slack {
  const known: Float64Array[] = [];
  return (a, b) => {
    if (a === b) return 0;
    if (a >= sourcesMax || b >= sourcesMax) return slack(a, b);
    known[a] ??= new Float64Array(sourcesMax).fill(Number.NaN);
    const ofSource = known[a];
    const slackMs = ofSource[b] as number; // Within the column.
    if (!Number.isNaN(slackMs)) return slackMs;
    ofSource[b] = slack(a, b);
    return ofSource[b];
  };
}

/** Each slot and program decided once. */
export function rememberUses(slotUse: FindSlotUse): Rules['slotUse'] {
  const known: Map<number, SlotUse['kind']>[] = [];
  return ({ id, stationId, slot }, recipeId) => {
    known[id] ??= new Map();
    const ofSlot = known[id];
    const use = ofSlot.get(recipeId);
    if (use !== undefined) return use;
    const { kind } = slotUse(stationId, recipeId === 0 ? null : recipeId, slot);
    ofSlot.set(recipeId, kind);
    return kind;
  };
}
