import type { SlotMounts } from '../engine-memory/mounts.ts';
import type { Rules } from '../engine-reach/rules.ts';
import type { Exposures } from './exposures.ts';

/** Between what times a passage begins and ends to be given the same; both ends belong to it. */
export type Bounds = {
  startMinMs: number;
  startMaxMs: number;
  atMinMs: number;
  atMaxMs: number;
};

/**
 * The bounds within which every passage of a source and program was exposed to the same mounts, as
 * surely: `Backward` looks at the same ones, and each was there from the start to the end, or was not, whatever
 * the clocks say. Undefined where one was there for a part, or may have been.
 */
export function boundsOf(
  passage: Exposures,
  slots: readonly SlotMounts[],
  rules: Rules,
): Bounds | undefined {
  const bounds: Bounds = {
    startMinMs: Number.NEGATIVE_INFINITY,
    startMaxMs: Number.POSITIVE_INFINITY,
    atMinMs: Number.NEGATIVE_INFINITY,
    atMaxMs: Number.POSITIVE_INFINITY,
  };
  for (const mounts of slots) {
    if (rules.slotUse(mounts.slot, passage.recipeId) === 'unused') continue;
    if (!narrow(mounts, { bounds, passage, rules })) return undefined;
  }
  return bounds;
}

type Asked = { readonly bounds: Bounds; readonly passage: Exposures; readonly rules: Rules };

/** Narrows the bounds to where a slot gives the same; false: there is no such place. */
function narrow(mounts: SlotMounts, { bounds, passage, rules }: Asked): boolean {
  const reachMs = rules.slackMsMax + mounts.greyMsMax;
  const { startMs, atMs } = passage;
  const first = mounts.firstReaching(startMs - reachMs);
  const firstMs = first < mounts.count ? mounts.startMs(first) : Number.POSITIVE_INFINITY;
  if (firstMs < startMs - reachMs) startAfter(bounds, firstMs + reachMs);
  let hasNext = false;
  for (let at = first; at < mounts.count; at++) {
    const mountMs = mounts.startMs(at);
    if (mountMs >= startMs - reachMs && !hasNext) {
      hasNext = true;
      bounds.startMaxMs = Math.min(bounds.startMaxMs, mountMs + reachMs);
    }
    if (mountMs > atMs + reachMs) {
      endBefore(bounds, mountMs - reachMs);
      return true;
    }
    bounds.atMinMs = Math.max(bounds.atMinMs, mountMs - reachMs);
    if (!decide(mounts, at, { bounds, passage, rules })) return false;
  }
  return true;
}

/** By the rules of `Exposures.to`. */
function decide(mounts: SlotMounts, at: number, { bounds, passage, rules }: Asked): boolean {
  const { startMs, atMs, sourceId } = passage;
  const endSourceId = mounts.toSourceId(at);
  const startSlackMs = rules.slack(mounts.fromSourceId(at), sourceId);
  const endSlackMs = endSourceId === 0 ? 0 : rules.slack(endSourceId, sourceId);
  const notBeforeMs = mounts.outerFromMs(at) - startSlackMs;
  const notAfterMs = mounts.outerToMs(at) + endSlackMs;
  const sinceMs = Math.max(mounts.outerFromMs(at), mounts.fromMs(at) + startSlackMs);
  const untilMs = Math.min(mounts.outerToMs(at), mounts.toMs(at) - endSlackMs);
  if (atMs < notBeforeMs) endBefore(bounds, notBeforeMs);
  else if (startMs > notAfterMs) startAfter(bounds, notAfterMs);
  else if (startMs >= sinceMs && atMs <= untilMs) {
    bounds.startMinMs = Math.max(bounds.startMinMs, sinceMs);
    bounds.atMaxMs = Math.min(bounds.atMaxMs, untilMs);
  } else return false;
  return true;
}

/** Times are whole. */
function startAfter(bounds: Bounds, ms: number): void {
  bounds.startMinMs = Math.max(bounds.startMinMs, Math.floor(ms) + 1);
}

function endBefore(bounds: Bounds, ms: number): void {
  bounds.atMaxMs = Math.min(bounds.atMaxMs, Math.ceil(ms) - 1);
}
