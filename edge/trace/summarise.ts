import { splitObjectRef } from '../../domain/object-ref.ts';
import type { TraceNode, TraceSummary } from '../api/contract/trace.ts';

/**
 * The recall list in numbers, without the root. A panel is a carrier: its boards are counted, not
 * the panel; `byItem` counts it too. A former label is the same unit again: nothing counts it.
 */
export function summarise(nodes: readonly TraceNode[]): TraceSummary {
  const found = nodes.filter(({ depth, listedAs }) => depth > 0 && listedAs !== 'former');
  const products = found.filter(({ listedAs }) => listedAs === undefined);
  const of = (kind: string) =>
    products.filter(({ object }) => splitObjectRef(object).kind === kind);
  const units = of('unit');
  const shipments = of('shipment');
  const located = (place: TraceNode['whereabouts']) =>
    units.filter(({ whereabouts }) => whereabouts === place).length;
  const sure = (certainty: TraceNode['certainty']) =>
    units.filter((unit) => unit.certainty === certainty).length;
  return {
    lots: of('lot').length,
    units: units.length,
    containers: of('container').length,
    shipments: shipments.length,
    customers: [...new Set(shipments.flatMap(({ location }) => location ?? []))].sort(),
    byCertainty: {
      certain: sure('certain'),
      declared: sure('declared'),
      possible: sure('possible'),
    },
    byLocation: {
      wip: located('wip'),
      stock: located('stock'),
      shipped: located('shipped'),
      scrapped: located('scrapped'),
    },
    byItem: countsByItem(found),
  };
}

function countsByItem(nodes: readonly TraceNode[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { item } of nodes) {
    if (item !== undefined) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
