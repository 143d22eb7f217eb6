import type { ObjectRef } from '../../domain/object-ref.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { toIso } from '../../domain/time.ts';
import type { Completeness } from '../api/contract/trace.ts';
import { prepareFind } from '../objects/facts.ts';
import { kindCodes, objectKindOfCode } from '../projections/dictionary.ts';
import { linkCodes } from '../projections/link-folds.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareGapsIn } from '../trace/completeness.ts';
import { findRoots, rootsIn, type TraceParams } from '../trace/params.ts';
import { prepareDoubts } from './doubts.ts';
import { Follower } from './follower.ts';
import { emptyGenealogy, type Genealogy, type Kept } from './genealogy.ts';
import { prepareHeardInMemory } from './heard.ts';
import { Places } from './places.ts';
import { RecallList } from './recall.ts';
import type { Stays } from './stays.ts';
import { Walk } from './walk.ts';

export type Engine = {
  /** Reads what the log gained since the last time; returns how many events that were. */
  readonly follow: () => number;
  /**
   * The reply of the query `trace_list` as JSON in UTF-8, as of the newest log position. Throws a
   * FactoryError `not_found` as that query does.
   */
  readonly list: (params: TraceParams) => Uint8Array;
  /** The last log position that is in memory. */
  readonly reachedSeq: () => number;
  readonly bytes: () => number;
};

/**
 * The genealogy in typed arrays beside the tables. It follows the log: what new events may have
 * changed is read again from the tables in the snapshot that answers, so late events, corrections
 * and retractions need no rules of their own here. Reads everything the first time it is asked; what
 * was `kept` need not be read again.
 */
export function createEngine(
  context: QueryContext,
  kept: Kept = { genealogy: emptyGenealogy() },
): Engine {
  const { db } = context;
  const { genealogy } = kept;
  const doubts = prepareDoubts(db);
  const follower = new Follower(context, kept, doubts);
  const find = prepareFind(db);
  const heardAt = prepareHeardInMemory(db, () => follower.version);
  const gapsIn = prepareGapsIn(context, heardAt);
  const walk = new Walk(genealogy);
  const recall = new RecallList(genealogy, new Places(genealogy));

  function answer(params: TraceParams): Uint8Array {
    follower.catchUp();
    const { rules, sources, stations } = follower.now;
    const { direction, fromMs: sinceMs, toMs: untilMs } = params;
    const roots = findRoots(params, find);
    const met = walk.run({ rootIds: roots.ids, direction, clocks: rules, sinceMs, untilMs });
    const { sums, summary } = recall.count(walk.stays, params.filters ?? {});
    const limits = {
      deadEnds: [...deadEndsOf(walk.stays, genealogy), ...doubts.takenOff(walk.stays)],
      gaps: gapsIn(met.windows, stations),
      conflicts: doubts.conflicts(walk.stays),
      cycles: met.circles().map((ids) => ids.map((id) => refIn(genealogy.objects, id))),
    };
    const complete = Object.values(limits).every((list) => list.length === 0);
    const asOf = { seq: follower.reachedSeq, at: toIso(context.clock.nowMs()) };
    const head = { ...rootsIn(roots), direction, asOf };
    const rest = { summary, completeness: { complete, ...limits, sources } };
    return Buffer.concat([
      Buffer.from(`${JSON.stringify(head).slice(0, -1)},"list":`),
      recall.write(walk.stays, sums),
      Buffer.from(`,${JSON.stringify(rest).slice(1)}`),
    ]);
  }

  return {
    follow: db.transaction(() => follower.catchUp()),
    list: db.transaction(answer),
    reachedSeq: () => follower.reachedSeq,
    bytes: () => bytesOf(genealogy),
  };
}

/** Lots that were never received or made, units that were never started. */
function deadEndsOf(stays: Stays, genealogy: Genealogy): Completeness['deadEnds'] {
  const { objects } = genealogy;
  const deadEnds: Completeness['deadEnds'] = [];
  for (let index = 0; index < stays.reachedCount; index++) {
    const id = stays.reached[index] as number; // The bound of the loop.
    if (objects.itemId[id] !== 0 || stays.isMade[id] === 1 || isMade(id, genealogy)) continue;
    const object = refIn(objects, id);
    if (objects.kind[id] === kindCodes.lot) deadEnds.push({ object, reason: 'lot_never_received' });
    if (objects.kind[id] === kindCodes.unit)
      deadEnds.push({ object, reason: 'unit_never_started' });
  }
  return deadEnds;
}

/** Whether something says what an object was made from, in the trace or outside it. */
function isMade(id: number, { links, batches }: Genealogy): boolean {
  for (let entry = links.firstOfParent(id); entry !== 0; ) {
    const kind = links.kind[entry];
    if (kind !== 0 && kind !== linkCodes.installed) return true;
    entry = links.nextOfParent[entry] as number; // Entries of a list exist.
  }
  return batches.isOutput(id);
}

function refIn(objects: Genealogy['objects'], id: number): ObjectRef {
  const kind = objectKindOfCode[objects.kind[id] ?? -1];
  if (kind === undefined) throw new Error(`assertion failed: object ${id} has a known kind`);
  return toObjectRef(kind, objects.codeOf(id));
}

function bytesOf({ objects, links, visits, stations }: Genealogy): number {
  const passages = [...stations.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return objects.bytes + links.bytes + visits.bytes + passages;
}
