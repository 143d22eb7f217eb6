import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply, TraceNode } from '../api/contract/trace.ts';
import { listedKindOf } from './filter.ts';
import type { IsPanel } from './summarise.ts';

/** The ids of what was found, without the roots, by kind and certainty. */
export function toList(nodes: readonly TraceNode[], isPanel: IsPanel): TraceListReply['list'] {
  const none = () => ({ certain: [], declared: [], possible: [] });
  const list: TraceListReply['list'] = {
    lot: none(),
    unit: none(),
    panel: none(),
    container: none(),
    shipment: none(),
  };
  for (const { object, depth, certainty } of nodes) {
    if (depth === 0) continue;
    list[listedKindOf(object, isPanel)][certainty].push(splitObjectRef(object).id);
  }
  return list;
}
