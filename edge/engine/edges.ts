import { linkCodes } from '../projections/link-folds.ts';
import { markKind } from '../projections/slot-intervals.ts';
import type { Clocks } from '../trace/clocks.ts';
import { rank } from '../trace/edge.ts';
import { assumedPassageMs } from '../trace/exposure.ts';
import type { SlotUse } from '../trace/slot-use.ts';
import type { PartRow } from './batches.ts';
import type { Started } from './bookings.ts';
import type { Genealogy } from './genealogy.ts';
import { firstReaching, type MountRow, type SlotMounts } from './mounts.ts';
import type { Leaf } from './passages.ts';
import type { Recipes } from './recipes.ts';

/** Kinds of edges that are no links of the table. */
export const edgeKinds = { exposed: 100, transformed: 101 } as const;

/** The one edge at hand; the same fields as an `Edge` of the walk over rows, sources 0 for none. */
export class EdgeCursor {
  parentId = 0;
  childId = 0;
  kind = 0;
  rank = 0;
  fromMs = 0.5;
  fromSourceId = 0;
  inputMs = Number.NaN;
  inputSourceId = 0;
  toMs = 0.5;
  toSourceId = 0;
  /** Of an exposure. */
  stationId = 0;
}

export type Visit = (edge: EdgeCursor) => void;
/** What an answer rests on besides the arrays. */
export type Rules = Pick<Clocks, 'slack' | 'slackMsMax'> & {
  readonly slotUse: (mount: MountRow, recipeId: number | null) => SlotUse['kind'];
};

/** Visits every edge from an object to what holds it or was made from it. */
export function edgesForward(genealogy: Genealogy, clocks: Rules) {
  const { links, batches, bookings, mounts } = genealogy;
  const edge = new EdgeCursor();
  return (id: number, visit: Visit): void => {
    const giving: Giving = { edge, clocks, visit, recipes: genealogy.recipes };
    for (let entry = links.firstOfChild(id); entry !== 0; ) {
      if (links.kind[entry] !== 0) visit(toLinkEdge(edge, genealogy, entry));
      entry = links.nextOfChild[entry] as number; // Entries of a list exist.
    }
    if (batches.has(id)) partsFrom(genealogy, id, { isForward: true, ...giving });
    for (const { unitId, atMs, sourceId } of bookings.unitsOf(id)) {
      visit(toBookedEdge(edge, { parentId: unitId, childId: id, atMs, sourceId }));
    }
    for (const mount of mounts.ofLot(id)) exposuresOf(mount, genealogy, giving);
  };
}

/** Visits every edge from an object to what it holds or was made from. */
export function edgesBackward(genealogy: Genealogy, clocks: Rules) {
  const { links, batches, bookings, visits, stations } = genealogy;
  const edge = new EdgeCursor();
  const pass = new Pass();
  return (id: number, visit: Visit): void => {
    const giving: Giving = { edge, clocks, visit, recipes: genealogy.recipes };
    for (let entry = links.firstOfParent(id); entry !== 0; ) {
      if (links.kind[entry] !== 0) visit(toLinkEdge(edge, genealogy, entry));
      entry = links.nextOfParent[entry] as number; // Entries of a list exist.
    }
    if (batches.has(id)) partsFrom(genealogy, id, { isForward: false, ...giving });
    for (const [childId, { atMs, sourceId }] of bookings.lotsOf(id)) {
      visit(toBookedEdge(edge, { parentId: id, childId, atMs, sourceId }));
    }
    visits.each(id, (stationId, atMs) => {
      edge.parentId = id;
      stations.get(stationId)?.between(atMs, atMs, (leaf, from, to) => {
        for (let index = from; index < to; index++) {
          if (leaf.unitId[index] !== id) continue;
          setPass(pass, leaf, index);
          mountsAt(genealogy, stationId, { pass, ...giving });
        }
      });
    });
  };
}

/** Visits the mounts of a station that a passage touches. */
function mountsAt(
  { mounts }: Genealogy,
  stationId: number,
  { pass, ...giving }: Giving & { readonly pass: Pass },
): void {
  for (const slot of mounts.ofStation(stationId)) mountsAround(pass, slot, giving);
}

/** Visits the mounts of a slot that a passage touches. */
function mountsAround(pass: Pass, { greyMsMax, rows }: SlotMounts, giving: Giving): void {
  const reachMs = giving.clocks.slackMsMax + greyMsMax;
  for (let index = firstReaching(rows, pass.startMs - reachMs); index < rows.length; index++) {
    const mount = rows[index] as MountRow; // The bound of the loop.
    if (mount.startMs > pass.atMs + reachMs) return;
    if (expose(mount, pass, giving)) giving.visit(giving.edge);
  }
}

function toLinkEdge(edge: EdgeCursor, { links }: Genealogy, entry: number): EdgeCursor {
  edge.parentId = links.parentId[entry] as number; // The entry exists.
  edge.childId = links.childId[entry] as number;
  edge.kind = links.kind[entry] as number;
  edge.rank = edge.kind === linkCodes.consumed ? rank.declared : rank.certain;
  edge.fromMs = links.fromMs[entry] as number;
  edge.fromSourceId = links.fromSourceId[entry] as number;
  edge.inputMs = Number.NaN;
  edge.toMs = links.toMs[entry] as number;
  edge.toSourceId = links.toSourceId[entry] as number;
  return edge;
}

type Booked = Pick<EdgeCursor, 'parentId' | 'childId'> & Omit<Started, 'unitId'>;

function toBookedEdge(edge: EdgeCursor, { parentId, childId, atMs, sourceId }: Booked) {
  edge.parentId = parentId;
  edge.childId = childId;
  edge.kind = linkCodes.consumed;
  edge.rank = rank.declared;
  edge.fromMs = atMs;
  edge.fromSourceId = sourceId;
  edge.inputMs = Number.NaN;
  edge.toMs = Number.POSITIVE_INFINITY;
  edge.toSourceId = 0;
  return edge;
}

type Giving = {
  readonly edge: EdgeCursor;
  readonly clocks: Rules;
  readonly visit: Visit;
  readonly recipes: Recipes;
};

function exposuresOf(mount: MountRow, { stations }: Genealogy, giving: Giving): void {
  const passages = stations.get(mount.stationId);
  if (passages === undefined) return;
  const { slackMsMax } = giving.clocks;
  const lastingMs = Math.max(passages.passageMsMax, assumedPassageMs);
  const pass = new Pass();
  passages.between(
    mount.outerFromMs - slackMsMax,
    mount.outerToMs + slackMsMax + lastingMs,
    (leaf, from, to) => {
      for (let index = from; index < to; index++) {
        setPass(pass, leaf, index);
        if (!expose(mount, pass, giving)) continue;
        giving.edge.parentId = leaf.unitId[index] as number; // Within the leaf.
        giving.visit(giving.edge);
      }
    },
  );
}

/** The passage at hand. */
class Pass {
  startMs = 0.5;
  atMs = 0.5;
  sourceId = 0;
  recipeId = 0;
  isStartTold = false;
}

function setPass(pass: Pass, leaf: Leaf, index: number): void {
  const atMs = leaf.atMs[index] as number; // Within the leaf.
  const startedMs = leaf.startedMs[index] as number;
  pass.atMs = atMs;
  pass.startMs = Number.isNaN(startedMs) ? atMs - assumedPassageMs : startedMs;
  pass.sourceId = leaf.sourceId[index] as number;
  pass.recipeId = leaf.recipeId[index] as number;
  pass.isStartTold = !Number.isNaN(startedMs);
}

/** The rules of `exposureOf`, without reasons: whether there is an exposure, and how sure. */
function expose(mount: MountRow, pass: Pass, { edge, clocks, recipes }: Giving): boolean {
  const { slack } = clocks;
  const { startMs, atMs, sourceId } = pass;
  const startSlackMs = slack(mount.fromSourceId, sourceId);
  const endSlackMs = mount.toSourceId === 0 ? 0 : slack(mount.toSourceId, sourceId);
  const isTouching =
    atMs >= mount.outerFromMs - startSlackMs && startMs <= mount.outerToMs + endSlackMs;
  if (!isTouching) return false;
  const ran = pass.isStartTold ? startMs : atMs;
  const recipeId = pass.recipeId === 0 ? recipes.at(mount.stationId, ran) : pass.recipeId;
  const use = clocks.slotUse(mount, recipeId);
  if (use === 'unused') return false;
  const isExclusive = use === 'used' && mount.kind !== markKind.toppedUp;
  const isInside = startMs >= mount.fromMs + startSlackMs && atMs <= mount.toMs - endSlackMs;
  edge.childId = mount.lotId;
  edge.stationId = mount.stationId;
  edge.kind = edgeKinds.exposed;
  edge.rank = isInside && isExclusive ? rank.certain : rank.possible;
  edge.fromMs = Math.max(startMs, mount.outerFromMs);
  edge.toMs = Math.min(atMs, mount.outerToMs);
  edge.fromSourceId = sourceId;
  edge.toSourceId = sourceId;
  edge.inputMs = Number.NaN;
  return true;
}

function partsFrom(
  { batches }: Genealogy,
  id: number,
  way: Giving & { readonly isForward: boolean },
): void {
  for (const parts of batches.around(id)) {
    const [inputs, outputs] = [0, 1].map((side) =>
      parts.filter(
        ({ isOutput, objectId }) =>
          isOutput === side && (objectId === id || (side === 0) !== way.isForward),
      ),
    );
    for (const input of inputs ?? []) for (const output of outputs ?? []) mix(input, output, way);
  }
}

/** The rules of a batch's edge: at the same instant of one source the input is in the output. */
function mix(input: PartRow, output: PartRow, { edge, clocks, visit }: Giving): void {
  const slackMs = clocks.slack(input.sourceId, output.sourceId);
  const aheadMs = output.atMs + 1 - input.atMs;
  if (aheadMs <= -slackMs || input.atMs > output.atMs + clocks.slackMsMax) return;
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
  visit(edge);
}
