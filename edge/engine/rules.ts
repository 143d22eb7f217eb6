import type { Clocks, Slack } from '../trace/clocks.ts';
import type { FindSlotUse, SlotUse } from '../trace/slot-use.ts';
import type { Rules } from './edges.ts';

/** More sources than this are compared anew each time. */
const sourcesMax = 256;

/** The rules at one log position, each decided once. */
export function rememberRules({ slack, slackMsMax }: Clocks, slotUse: FindSlotUse): Rules {
  return { slack: rememberSlack(slack), slackMsMax, slotUse: rememberUse(slotUse) };
}

function rememberSlack(slack: Slack): Slack {
  const known = new Float64Array(sourcesMax * sourcesMax).fill(Number.NaN);
  return (a, b) => {
    if (a === b) return 0;
    if (a >= sourcesMax || b >= sourcesMax) return slack(a, b);
    const at = a * sourcesMax + b;
    const slackMs = known[at] as number; // Within the square.
    if (!Number.isNaN(slackMs)) return slackMs;
    known[at] = slack(a, b);
    return known[at];
  };
}

function rememberUse(slotUse: FindSlotUse): Rules['slotUse'] {
  const known = new Map<number, SlotUse['kind']>();
  return ({ stationId, slot, slotId }, recipeId) => {
    // Both are counted from 0 and stay far below 2^26; recipe 0 is none.
    const key = slotId * 67_108_864 + (recipeId ?? 0);
    const use = known.get(key);
    if (use !== undefined) return use;
    const { kind } = slotUse(stationId, recipeId, slot);
    known.set(key, kind);
    return kind;
  };
}
