import { splitObjectRef } from '../../domain/object-ref.ts';
import type { Completeness, TraceNode } from '../api/contract/trace.ts';
import type { ListedKind, TraceFilters } from './params.ts';

/** How a recall list groups a node. */
export function listedKindOf({ object, listedAs }: TraceNode): ListedKind {
  return listedAs ?? splitObjectRef(object).kind;
}

/** What was said to be two items is found as either: a recall must not miss it. */
function isAny(items: ReadonlySet<string>, { item, otherItems = [] }: TraceNode): boolean {
  return item !== undefined && [item, ...otherItems].some((of) => items.has(of));
}

/** Why a list of one item may miss a unit. */
export const unitWithoutItem = 'unit_without_item';

/** Whether units are chosen by their items. */
export function choosesByItem({ items, kinds }: TraceFilters): boolean {
  return (
    items !== undefined && kinds?.every((kind) => kind !== 'unit' && kind !== 'panel') !== true
  );
}

/** The units that a choice by item leaves out because nobody said what they are; none where there is no such choice. */
export function namelessIn(
  nodes: readonly TraceNode[],
  filters: TraceFilters,
): Completeness['deadEnds'] {
  if (!choosesByItem(filters)) return [];
  return nodes.flatMap(({ object, item, listedAs }) =>
    item === undefined && listedAs !== 'former' && splitObjectRef(object).kind === 'unit'
      ? [{ object, reason: unitWithoutItem }]
      : [],
  );
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
