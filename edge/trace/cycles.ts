import type { Edge } from './edge.ts';

type Ends = Pick<Edge, 'parentId' | 'childId'>;

/**
 * Circles among the edges, which only wrong data can make: objects that hold themselves over some
 * way, together with what lies between two circles. Whatever holds nothing, or is held by nothing,
 * is taken away until nothing more can be; what is left is returned in connected groups.
 */
export function cyclesIn(edges: readonly Ends[]): number[][] {
  let left = edges;
  for (;;) {
    const parents = new Set(left.map(({ parentId }) => parentId));
    const children = new Set(left.map(({ childId }) => childId));
    const inner = left.filter((edge) => parents.has(edge.childId) && children.has(edge.parentId));
    if (inner.length === left.length) return groupsOf(left);
    left = inner;
  }
}

function groupsOf(edges: readonly Ends[]): number[][] {
  const groupOf = new Map<number, Set<number>>();
  for (const { parentId, childId } of edges) {
    const a = groupOf.get(parentId) ?? new Set([parentId]);
    const b = groupOf.get(childId) ?? new Set([childId]);
    const merged = new Set([...a, ...b]);
    for (const member of merged) groupOf.set(member, merged);
  }
  return [...new Set(groupOf.values())].map((group) => [...group].sort((x, y) => x - y));
}
