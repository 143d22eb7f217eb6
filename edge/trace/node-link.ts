import type { StationPath } from '../../domain/equipment-path.ts';
import type { SlotId } from '../../domain/ids.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { TraceLink, TraceNode } from '../api/contract/trace.ts';
import { itemsOf, type ObjectFacts } from '../objects/facts.ts';
import { refOf } from '../objects/refs.ts';
import type { Place } from '../objects/whereabouts.ts';
import { certaintyOfRank, type Edge } from './edge.ts';
import type { Reached } from './walk.ts';

export type FactsById = ReadonlyMap<number, ObjectFacts>;

/** What of the objects that a walk reached is listed and not counted. */
export type ListedAs = ReadonlyMap<number, NonNullable<TraceNode['listedAs']>>;

type Known = { readonly placeOf: (id: number) => Place; readonly listedAs: ListedAs };

/** An object that a walk reached, as a reply says it. */
export function toNode(node: Reached, facts: FactsById, { placeOf, listedAs }: Known): TraceNode {
  const fact = factOf(node.id, facts);
  const isRemoved = node.removedMs < Number.POSITIVE_INFINITY;
  return {
    object: refById(node.id, facts),
    depth: node.depth,
    certainty: certaintyOfRank[node.rank] ?? 'possible',
    ...itemsOf(fact),
    ...present({
      status: fact.status,
      listedAs: listedAs.get(node.id),
      removedAt: isRemoved ? toIso(node.removedMs) : undefined,
    }),
    ...placeOf(node.id),
  };
}

/** An edge that a walk travelled, as a reply says it. */
export function toLink(
  edge: Edge,
  facts: FactsById,
  stations: ReadonlyMap<number, string>,
): TraceLink {
  const { kind, rank, reason, fromMs, toMs, position, positions, quantity, uom, share } = edge;
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
      positions: positions === undefined ? undefined : [...positions],
      share,
      quantity: quantity === null || uom === null ? undefined : { value: quantity, uom },
    }),
  };
}

export function refById(id: number, facts: FactsById): ObjectRef {
  const ref = refOf(factOf(id, facts));
  if (ref === undefined) throw new Error(`assertion failed: object ${id} has a known kind`);
  return ref;
}

function factOf(id: number, facts: FactsById): ObjectFacts {
  const fact = facts.get(id);
  if (fact === undefined)
    throw new Error(`assertion failed: object ${id} of an edge is in the table`);
  return fact;
}
