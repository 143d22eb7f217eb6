import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceNode } from '../api/contract/trace.ts';
import type { ListedKind, TraceFilters } from './params.ts';

/** How a recall list groups a node. */
export function listedKindOf({ object, listedAs }: TraceNode): ListedKind {
  return listedAs ?? splitObjectRef(object).kind;
}

/** What was said to be two items is found as either: a recall must not miss it. */
function isAny(items: ReadonlySet<string>, { item, otherItems = [] }: TraceNode): boolean {
  return item !== undefined && [item, ...otherItems].some((of) => items.has(of));
}

/** Whether a node is asked for. Roots always are: they say what the answer is about. */
export function prepareFilter({
  kinds,
  items,
  whereabouts,
}: TraceFilters): (node: TraceNode) => boolean {
  const kindSet = kinds && new Set(kinds);
  const itemSet = items && new Set(items);
  const placeSet = whereabouts && new Set(whereabouts);
  return (node) =>
    node.depth === 0 ||
    ((kindSet?.has(listedKindOf(node)) ?? true) &&
      (itemSet === undefined || isAny(itemSet, node)) &&
      (placeSet === undefined ||
        (node.whereabouts !== undefined && placeSet.has(node.whereabouts))));
}
