import { lineOf, type StationPath } from '../../domain/equipment-path.ts';
import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import type {
  Certainty,
  TraceLink,
  TraceNode,
  TraceReply,
  Whereabouts,
} from '../api/contract/trace.ts';
import type { ListedKind } from '../trace/params.ts';

/** One object of a recall list, with what holds it now. */
export type RecallRow = Omit<TraceNode, 'object' | 'listedAs'> & {
  readonly kind: ListedKind;
  readonly code: string;
  /** The line, station, carton or customer: what people group by. */
  readonly place?: string;
  readonly container?: string;
  readonly shipment?: string;
  /** Why its way from the root is not certain, as far as the last link tells. */
  readonly reasons: readonly string[];
};

export const kindOrder: readonly ListedKind[] = [
  ...(['unit', 'panel', 'former', 'container', 'shipment', 'lot'] as const),
];
export const whereaboutsOrder: readonly Whereabouts[] = ['shipped', 'stock', 'wip', 'scrapped'];
const certaintyOrder: readonly Certainty[] = ['certain', 'declared', 'possible'];

/**
 * A trace as a list to work through: everything but the roots, as its summary counts it, sorted by
 * kind, where it is now, how sure it is, and what it is packed in.
 */
export function recallRows(reply: TraceReply): RecallRow[] {
  const { nodes } = reply;
  return rowsOf(
    nodes.filter(({ depth }) => depth > 0),
    reply,
  ).sort(byPlace);
}

/** The roots themselves, in the order asked: what each is, where it is now, what it is packed in. */
export function rootRows(reply: TraceReply): RecallRow[] {
  const { root, roots = [root], nodes } = reply;
  const nodeOf = new Map(nodes.map((node) => [node.object, node]));
  return rowsOf(
    roots.flatMap((one) => nodeOf.get(one) ?? []),
    reply,
  );
}

function rowsOf(
  nodes: readonly TraceNode[],
  { links, direction }: Pick<TraceReply, 'links' | 'direction'>,
): RecallRow[] {
  const holderOf = holders(links);
  const reasons = reasonsOf(links, direction === 'forward' ? 'parent' : 'child');
  return nodes.map((node) => {
    const { object, listedAs, ...rest } = node;
    const { kind, id } = splitObjectRef(object);
    const place = placeOf(node);
    return {
      ...rest,
      kind: listedAs ?? kind,
      code: id,
      ...heldBy(object, holderOf),
      ...(place === undefined ? {} : { place }),
      reasons: node.certainty === 'certain' ? [] : [...(reasons.get(object) ?? [])],
    };
  });
}

/** As which item it was found, with all that it was said to be; undefined: nobody said. */
export function itemOf({
  item,
  otherItems = [],
}: Pick<Partial<RecallRow>, 'item' | 'otherItems'>): string | undefined {
  return item === undefined ? undefined : [item, ...otherItems].join(' / ');
}

/** Work is looked for on a line, everything else where it is said to be. */
function placeOf({ whereabouts, location }: TraceNode): string | undefined {
  if (location === undefined || whereabouts !== 'wip') return location;
  return location.split('/').length === 4 ? lineOf(location as StationPath) : location; // A path has four parts.
}

/** What holds each object now; the latest, where several say so. */
function holders(links: readonly TraceLink[]): Map<ObjectRef, TraceLink> {
  const holderOf = new Map<ObjectRef, TraceLink>();
  for (const link of links) {
    const isHeld = ['installed', 'packed', 'shipped'].includes(link.kind) && link.to === undefined;
    const known = holderOf.get(link.child);
    if (isHeld && (known?.from ?? '') <= (link.from ?? '')) holderOf.set(link.child, link);
  }
  return holderOf;
}

function heldBy(object: ObjectRef, holderOf: ReadonlyMap<ObjectRef, TraceLink>) {
  const held: { container?: string; shipment?: string } = {};
  const seen = new Set<ObjectRef>();
  let at = holderOf.get(object)?.parent;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const { kind, id } = splitObjectRef(at);
    if (kind === 'container') held.container ??= id;
    if (kind === 'shipment') held.shipment ??= id;
    at = holderOf.get(at)?.parent;
  }
  return held;
}

function reasonsOf(links: readonly TraceLink[], end: 'parent' | 'child') {
  const reasons = new Map<ObjectRef, Set<string>>();
  for (const link of links) {
    if (link.reason === undefined) continue;
    const known = reasons.get(link[end]);
    if (known === undefined) reasons.set(link[end], new Set([link.reason]));
    else known.add(link.reason);
  }
  return reasons;
}

function byPlace(a: RecallRow, b: RecallRow): number {
  return (
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    rankOf(a.whereabouts) - rankOf(b.whereabouts) ||
    compare(a.place, b.place) ||
    certaintyOrder.indexOf(a.certainty) - certaintyOrder.indexOf(b.certainty) ||
    compare(a.container, b.container) ||
    compare(a.code, b.code)
  );
}

/** What is nowhere comes last. */
function rankOf(whereabouts: Whereabouts | undefined): number {
  return whereabouts === undefined
    ? whereaboutsOrder.length
    : whereaboutsOrder.indexOf(whereabouts);
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
