import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { splitObject } from '../object-ref.ts';

type Links = Pick<TraceReply, 'links'>;
type Held = { readonly container?: string; readonly shipment?: string };

const holding: readonly string[] = ['installed', 'packed', 'shipped'];

/** The carton and the shipment that each object is in now, as far as a trace forward tells. */
export function heldIn({ links }: Links): (object: string) => Held {
  const latest = new Map<string, { readonly parent: string; readonly from: string }>();
  for (const { kind, parent, child, from = '', to } of links) {
    const known = latest.get(child);
    if (!holding.includes(kind) || to !== undefined || (known?.from ?? '') > from) continue;
    latest.set(child, { parent, from });
  }
  return (object) => {
    const held: { container?: string; shipment?: string } = {};
    const seen = new Set<string>();
    for (let at = latest.get(object)?.parent; at !== undefined; at = latest.get(at)?.parent) {
      if (seen.has(at)) break;
      seen.add(at);
      const parts = splitObject(at);
      if (parts?.kind === 'container') held.container ??= at;
      if (parts?.kind === 'shipment') held.shipment ??= at;
    }
    return held;
  };
}
