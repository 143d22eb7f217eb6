import type { StationPath } from '../../domain/equipment-path.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { ItemId, SlotId } from '../../domain/ids.ts';
import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { Direction, TraceLink, TraceNode, TraceReply } from '../api/contract/trace.ts';
import { type ObjectFacts, prepareFacts, prepareFind, prepareStations } from '../objects/facts.ts';
import { refOf } from '../objects/refs.ts';
import { type Place, prepareWhereabouts } from '../objects/whereabouts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareClocks } from './clocks.ts';
import { prepareCompleteness } from './completeness.ts';
import { certaintyOfRank, type Edge } from './edge.ts';
import { prepareNeighbours } from './neighbours.ts';
import { summarise } from './summarise.ts';
import { type Reached, walk } from './walk.ts';

export type TraceParams = {
  readonly object: ObjectRef;
  readonly direction: Direction;
  /** Only what the object held or gave during this stretch, epoch ms. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Leaves nodes and links out. */
  readonly isSummary?: boolean | undefined;
};

/**
 * Where a lot went, or what is in a unit: complete, cycle-safe, without a depth limit, each part
 * with its certainty, and a statement of what limits the answer. Throws a FactoryError `not_found`
 * for an object that no event names.
 */
export const trace = defineQuery({
  name: 'trace',
  prepare: (context) => {
    const { db, plant } = context;
    const asOf = prepareAsOf(context);
    const clocksNow = prepareClocks(db, plant);
    const neighbours = prepareNeighbours(db);
    const find = prepareFind(db);
    const factsOf = prepareFacts(db);
    const stationsOf = prepareStations(db);
    const whereabouts = prepareWhereabouts(db);
    const completeness = prepareCompleteness(context);

    return (params: TraceParams): TraceReply => {
      const { kind, id } = splitObjectRef(params.object);
      const rootId = find(kindCodes[kind], id);
      if (rootId === undefined) {
        throw new FactoryError('not_found', `no event names ${params.object}`);
      }
      const { sources, ...clocks } = clocksNow();
      const { reached, edges } = walk({
        rootId,
        direction: params.direction,
        neighbours: neighbours[params.direction],
        clocks,
        sinceMs: params.fromMs,
        untilMs: params.toMs,
      });
      const facts = factsOf(reached.keys());
      const stations = stationsOf();
      const placeOf = whereabouts(facts, stations);
      const nodes = [...reached.values()].map((node) => toNode(node, facts, placeOf));
      const limits = completeness({ edges, facts, stations });
      const isLimited = Object.values(limits).some((list) => list.length > 0);
      return {
        root: params.object,
        direction: params.direction,
        asOf: asOf(),
        nodes: params.isSummary ? [] : nodes,
        links: params.isSummary ? [] : edges.map((edge) => toLink(edge, facts, stations)),
        summary: summarise(nodes, panelsOf(edges, facts)),
        completeness: { complete: !isLimited, ...limits, sources },
      };
    };
  },
});

type FactsById = ReadonlyMap<number, ObjectFacts>;

function factOf(id: number, facts: FactsById): ObjectFacts {
  const fact = facts.get(id);
  if (fact === undefined)
    throw new Error(`assertion failed: object ${id} of an edge is in the table`);
  return fact;
}

function refById(id: number, facts: FactsById): ObjectRef {
  const ref = refOf(factOf(id, facts));
  if (ref === undefined) throw new Error(`assertion failed: object ${id} has a known kind`);
  return ref;
}

function panelsOf(edges: readonly Edge[], facts: FactsById): Set<ObjectRef> {
  const onPanel = edges.filter(({ kind }) => kind === 'on_panel');
  return new Set(onPanel.map(({ childId }) => refById(childId, facts)));
}

function toNode(node: Reached, facts: FactsById, placeOf: (id: number) => Place): TraceNode {
  const { item, status } = factOf(node.id, facts);
  const isRemoved = node.removedMs < Number.POSITIVE_INFINITY;
  return {
    object: refById(node.id, facts),
    depth: node.depth,
    certainty: certaintyOfRank[node.rank] ?? 'possible',
    ...present({
      item: item as ItemId | null, // Validated when logged.
      status,
      removedAt: isRemoved ? toIso(node.removedMs) : undefined,
    }),
    ...placeOf(node.id),
  };
}

function toLink(edge: Edge, facts: FactsById, stations: ReadonlyMap<number, string>): TraceLink {
  const { kind, rank, reason, fromMs, toMs, position, quantity, uom } = edge;
  const station = edge.stationId === null ? undefined : stations.get(edge.stationId);
  return {
    parent: refById(edge.parentId, facts),
    child: refById(edge.childId, facts),
    kind,
    certainty: certaintyOfRank[rank] ?? 'possible',
    from: toIso(fromMs),
    eventSeq: edge.seq,
    ...present({
      reason,
      to: toMs === Number.POSITIVE_INFINITY ? undefined : toIso(toMs),
      station: station as StationPath | undefined, // Validated when logged.
      slot: edge.slot as SlotId | null, // Validated when logged.
      position,
      quantity: quantity === null || uom === null ? undefined : { value: quantity, uom },
    }),
  };
}
