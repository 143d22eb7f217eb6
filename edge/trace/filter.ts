import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceNode } from '../api/contract/trace.ts';
import type { ListedKind, TraceFilters } from './params.ts';
import type { IsPanel } from './summarise.ts';

/** How a recall list groups this object. */
export function listedKindOf(object: ObjectRef, isPanel: IsPanel): ListedKind {
  return isPanel.has(object) ? 'panel' : splitObjectRef(object).kind;
}

/** Whether a node is asked for. Roots always are: they say what the answer is about. */
export function prepareFilter(
  { kinds, items, whereabouts }: TraceFilters,
  isPanel: IsPanel,
): (node: TraceNode) => boolean {
  const kindSet = kinds && new Set(kinds);
  const itemSet = items && new Set(items);
  const placeSet = whereabouts && new Set(whereabouts);
  return (node) =>
    node.depth === 0 ||
    ((kindSet?.has(listedKindOf(node.object, isPanel)) ?? true) &&
      (itemSet === undefined || (node.item !== undefined && itemSet.has(node.item))) &&
      (placeSet === undefined ||
        (node.whereabouts !== undefined && placeSet.has(node.whereabouts))));
}
