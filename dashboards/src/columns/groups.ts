import type { Certainty, TraceNode } from '../../../edge/api/contract/trace.ts';
import type { Graph } from './graph.ts';
import type { Step } from './steps.ts';

export const groupings = ['state', 'parent', 'none'] as const;
export type Grouping = (typeof groupings)[number];

export const orders = ['code', 'count', 'certainty'] as const;
export type Order = (typeof orders)[number];

/** How the rows of the columns are made, as the address says it. */
export type Arrangement = { readonly grouping: Grouping; readonly order: Order };

export function readArrangement(group: string | undefined, sort: string | undefined): Arrangement {
  return {
    grouping: groupings.find((one) => one === group) ?? 'state',
    order: orders.find((one) => one === sort) ?? 'code',
  };
}

/** Objects of a step that the chosen view does not tell apart. */
export type Group = { readonly key: string; readonly members: readonly TraceNode[] };

/** So few are shown one by one: a group would hide more than it clears. */
const singlesMax = 10;

export function groupsOf(step: Step, arrangement: Arrangement, graph: Graph): readonly Group[] {
  const groups = [...unsorted(step, arrangement.grouping, graph)];
  const { order } = arrangement;
  if (order === 'code') return groups; // Steps hold their objects in this order.
  if (order === 'count') {
    return groups.sort((one, other) => other.members.length - one.members.length);
  }
  const rankOf = ({ members: [first] }: Group) =>
    first === undefined ? 0 : leastSureFirst.indexOf(first.certainty);
  return groups.sort((one, other) => rankOf(one) - rankOf(other));
}

const leastSureFirst: readonly Certainty[] = ['possible', 'declared', 'certain'];

function unsorted(step: Step, grouping: Grouping, graph: Graph): readonly Group[] {
  if (grouping === 'none' || step.nodes.length <= singlesMax) {
    return step.nodes.map((node) => ({ key: node.object, members: [node] }));
  }
  const groups = new Map<string, TraceNode[]>();
  for (const node of step.nodes) {
    // Certainty is never lost in a group, whatever it is grouped by.
    const by = grouping === 'parent' ? firstParentOf(node, graph) : stateOf(node);
    const key = `${step.key} ${node.certainty} ${by}`;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [node]);
    else members.push(node);
  }
  return [...groups].map(([key, members]) => ({ key, members }));
}

export function firstParentOf(node: TraceNode, graph: Graph): string {
  return graph.parents.get(node.object)?.[0]?.parent ?? '';
}

function stateOf(node: TraceNode): string {
  const { item, status, whereabouts, location, removedAt, listedAs } = node;
  return [item, status, whereabouts, location, removedAt === undefined, listedAs].join(' ');
}
