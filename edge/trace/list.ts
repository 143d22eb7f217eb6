import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply, TraceNode } from '../api/contract/trace.ts';
import { listedKindOf } from './filter.ts';

/** The ids of what was found, without the roots, by kind and certainty. */
export function toList(nodes: readonly TraceNode[]): TraceListReply['list'] {
  const none = () => ({ certain: [], declared: [], possible: [] });
  const list: TraceListReply['list'] = {
    lot: none(),
    unit: none(),
    panel: none(),
    former: none(),
    container: none(),
    shipment: none(),
  };
  for (const node of nodes) {
    if (node.depth === 0) continue;
    list[listedKindOf(node)][node.certainty].push(splitObjectRef(node.object).id);
  }
  return list;
}
