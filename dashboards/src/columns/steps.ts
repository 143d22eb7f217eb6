import type { ObjectKind } from '../../../domain/object-ref.ts';
import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { type Graph, kindOf } from './graph.ts';

/** A column: what was made at one step of production, from material on the left to shipment. */
export type Step = {
  readonly key: string;
  readonly kind: ObjectKind;
  /** 0, or how many times things of this kind already hold things of it: a pallet of cartons. */
  readonly level: number;
  readonly items: readonly string[];
  readonly nodes: readonly TraceNode[];
};

const kindOrder: readonly ObjectKind[] = ['lot', 'unit', 'container', 'shipment'];

/**
 * Steps are not declared anywhere; they follow from what holds what. Objects of one kind and item
 * are a class; a class stands right of every class that it was made from (the longest path), and
 * classes of one kind that stand equally far share a column.
 */
export function stepsOf(graph: Graph): readonly Step[] {
  const classes = classesOf(graph);
  const ranks = ranksOf(graph, classes);
  const columns = new Map<string, { rank: number; kind: ObjectKind; nodes: TraceNode[] }>();
  for (const node of graph.nodes.values()) {
    const rank = ranks.get(classes.get(node.object) ?? '') ?? 0;
    const kind = kindOf(node);
    const key = `${rank} ${kind}`;
    const column = columns.get(key) ?? { rank, kind, nodes: [] };
    column.nodes.push(node);
    columns.set(key, column);
  }
  const sorted = [...columns].sort(
    ([, one], [, other]) =>
      one.rank - other.rank || kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind),
  );
  return sorted.map(([key, { kind, nodes }], index) => ({
    key,
    kind,
    level: sorted.slice(0, index).filter(([, column]) => column.kind === kind).length,
    items: [...new Set(nodes.map(({ item }) => item ?? ''))].filter((item) => item !== '').sort(),
    nodes: nodes.sort((one, other) => (one.object < other.object ? -1 : 1)),
  }));
}

/** Kind, item, and how deeply objects of the same kind and item are nested. */
function classesOf(graph: Graph): ReadonlyMap<string, string> {
  const classes = new Map<string, string>();
  const heights = new Map<string, number>();
  const nameOf = (node: TraceNode) => `${kindOf(node)} ${node.item ?? ''}`;
  const heightOf = (node: TraceNode): number => {
    const known = heights.get(node.object);
    if (known !== undefined) return known;
    heights.set(node.object, 0); // What a cycle comes back to is taken as the end.
    let height = 0;
    for (const { child } of graph.children.get(node.object) ?? []) {
      const held = graph.nodes.get(child);
      if (held === undefined || nameOf(held) !== nameOf(node)) continue;
      height = Math.max(height, 1 + heightOf(held));
    }
    heights.set(node.object, height);
    return height;
  };
  for (const node of graph.nodes.values()) {
    classes.set(node.object, `${nameOf(node)} ${heightOf(node)}`);
  }
  return classes;
}

function ranksOf(graph: Graph, classes: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const madeFrom = new Map<string, Set<string>>();
  for (const [object, links] of graph.children) {
    const parent = classes.get(object);
    if (parent === undefined) continue;
    const below = madeFrom.get(parent) ?? new Set();
    for (const { child } of links) {
      const name = classes.get(child);
      if (name !== undefined && name !== parent) below.add(name);
    }
    madeFrom.set(parent, below);
  }
  const ranks = new Map<string, number>();
  const open = new Set<string>();
  const rankOf = (name: string): number => {
    const known = ranks.get(name);
    if (known !== undefined) return known;
    open.add(name);
    const below = [...(madeFrom.get(name) ?? [])].filter((other) => !open.has(other));
    const rank = below.length === 0 ? 0 : 1 + Math.max(...below.map(rankOf));
    open.delete(name);
    ranks.set(name, rank);
    return rank;
  };
  for (const name of classes.values()) rankOf(name);
  return ranks;
}
