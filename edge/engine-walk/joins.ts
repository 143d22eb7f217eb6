import type { PartRow } from '../engine-memory/batches.ts';
import type { Links } from '../engine-memory/links.ts';
import { type EdgeCursor, edgeKinds } from '../engine-reach/edge.ts';
import type { Rules } from '../engine-reach/rules.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { rank } from '../trace/edge.ts';

/** Sets the edge of a link. */
export function setLink(edge: EdgeCursor, links: Links, entry: number): void {
  edge.parentId = links.parentId[entry] as number; // The entry exists.
  edge.childId = links.childId[entry] as number;
  edge.kind = links.kind[entry] as number;
  edge.rank = edge.kind === linkCodes.consumed ? rank.declared : rank.certain;
  edge.fromMs = links.fromMs(entry);
  edge.fromSourceId = links.fromSourceId(entry);
  edge.inputMs = Number.NaN;
  edge.toMs = links.toMs(entry);
  edge.toSourceId = links.toSourceId(entry);
}

type Booked = Pick<EdgeCursor, 'parentId' | 'childId'> & {
  readonly atMs: number;
  readonly sourceId: number;
};

/** Sets the edge of what was booked to the order of a unit. */
export function setBooked(edge: EdgeCursor, { parentId, childId, atMs, sourceId }: Booked): void {
  edge.parentId = parentId;
  edge.childId = childId;
  edge.kind = linkCodes.consumed;
  edge.rank = rank.declared;
  edge.fromMs = atMs;
  edge.fromSourceId = sourceId;
  edge.inputMs = Number.NaN;
  edge.toMs = Number.POSITIVE_INFINITY;
  edge.toSourceId = 0;
}

type Mix = { readonly input: PartRow; readonly output: PartRow };

/**
 * The rules of a batch's edge: at the same instant of one source the input is in the output. False:
 * it came too late.
 */
export function setMix(edge: EdgeCursor, { input, output }: Mix, rules: Rules): boolean {
  const slackMs = rules.slack(input.sourceId, output.sourceId);
  const aheadMs = output.atMs + 1 - input.atMs;
  if (aheadMs <= -slackMs || input.atMs > output.atMs + rules.slackMsMax) return false;
  edge.parentId = output.objectId;
  edge.childId = input.objectId;
  edge.kind = edgeKinds.transformed;
  edge.rank = aheadMs > slackMs ? rank.certain : rank.possible;
  edge.fromMs = output.atMs;
  edge.fromSourceId = output.sourceId;
  edge.inputMs = input.atMs;
  edge.inputSourceId = input.sourceId;
  edge.toMs = Number.POSITIVE_INFINITY;
  edge.toSourceId = 0;
  return true;
}
