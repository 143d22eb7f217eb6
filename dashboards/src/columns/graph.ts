import type { ObjectKind } from '../../../domain/object-ref.ts';
import type { TraceLink, TraceNode, TraceReply } from '../../../edge/api/contract/trace.ts';
import { splitObject } from '../object-ref.ts';

/** A trace with its links at hand from both ends. */
export type Graph = {
  readonly nodes: ReadonlyMap<string, TraceNode>;
  /** The links to what an object went into. */
  readonly parents: ReadonlyMap<string, readonly TraceLink[]>;
  /** The links to what an object holds or was made from. */
  readonly children: ReadonlyMap<string, readonly TraceLink[]>;
};

export function graphOf({ nodes, links }: Pick<TraceReply, 'nodes' | 'links'>): Graph {
  const parents = new Map<string, TraceLink[]>();
  const children = new Map<string, TraceLink[]>();
  for (const link of links) {
    add(parents, link.child, link);
    add(children, link.parent, link);
  }
  return { nodes: new Map(nodes.map((node) => [node.object, node])), parents, children };
}

/**
 * All that the objects went into and all that went into them, themselves included. What is told of a
 * unit under one label is told of it under all.
 */
export function pathThrough(graph: Graph, objects: readonly string[]): ReadonlySet<string> {
  const above = (object: string) => graph.parents.get(object) ?? [];
  const below = (object: string) => graph.children.get(object) ?? [];
  const up = follow(objects, (object) => [
    ...above(object).map(({ parent }) => parent),
    ...below(object)
      .filter(isRenaming)
      .map(({ child }) => child),
  ]);
  const down = follow(objects, (object) => [
    ...below(object).map(({ child }) => child),
    ...above(object)
      .filter(isRenaming)
      .map(({ parent }) => parent),
  ]);
  return new Set([...up, ...down]);
}

function isRenaming({ kind }: TraceLink): boolean {
  return kind === 'relabelled';
}

export function kindOf(node: TraceNode): ObjectKind {
  const kind = splitObject(node.object)?.kind;
  if (kind === undefined) throw new Error('assertion failed: the edge writes objects as kind:id');
  return kind;
}

function follow(
  objects: readonly string[],
  next: (object: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set(objects);
  // A set is walked over what is added meanwhile: this is the whole breadth-first search.
  for (const object of seen) {
    for (const neighbour of next(object)) seen.add(neighbour);
  }
  return seen;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
