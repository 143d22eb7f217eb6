import { once } from '../../../domain/once.ts';
import type { TraceLink, TraceNode } from '../../../edge/api/contract/trace.ts';
import type { Graph } from '../columns/graph.ts';
import type { Flags } from '../flags/kinds.ts';
import { toMs } from '../format.ts';
import type { Surroundings } from './filter.ts';

/** What the links and flags of a trace tell a filter of each object. */
export function surroundingsIn(graph: Graph, { kindsOf }: Flags): Surroundings {
  const linksOf = ({ object }: TraceNode): readonly TraceLink[] => [
    ...(graph.parents.get(object) ?? []),
    ...(graph.children.get(object) ?? []),
  ];
  const machines = once(() => machinesIn(graph));
  return {
    kindsOf,
    machinesOf: ({ object }) => machines().get(object) ?? none,
    isWithin: (node, fromMs, toMsMax) =>
      linksOf(node).some((link) => {
        const [startMs, endMs] = stretchOf(link);
        return startMs <= toMsMax && endMs >= fromMs;
      }),
  };
}

const none: readonly string[] = [];

/** The machines at which objects met, each once; all links are read once for all objects. */
function machinesIn({ parents }: Graph): ReadonlyMap<string, readonly string[]> {
  const machines = new Map<string, Set<string>>();
  const add = (object: string, station: string) => {
    const known = machines.get(object);
    if (known === undefined) machines.set(object, new Set([station]));
    else known.add(station);
  };
  for (const { parent, child, station } of [...parents.values()].flat()) {
    if (station === undefined) continue;
    add(parent, station);
    add(child, station);
  }
  return new Map([...machines].map(([object, stations]) => [object, [...stations]]));
}

/** What was put into something met it at that instant, however long it stays; a passage lasts. */
function stretchOf({ kind, from, to }: TraceLink): readonly [number, number] {
  if (from === undefined) return [Number.NaN, Number.NaN];
  const startMs = toMs(from);
  return [startMs, kind === 'exposed' && to !== undefined ? toMs(to) : startMs];
}
