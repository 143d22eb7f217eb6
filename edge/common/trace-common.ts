import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import type { Certainty, Direction, TraceNode } from '../api/contract/trace.ts';
import type { TraceCommonReply } from '../api/contract/trace-common.ts';
import { defineQuery } from '../queries/define-query.ts';
import { trace } from '../trace/trace.ts';

export type TraceCommonParams = {
  /** Two or more. */
  readonly objects: readonly ObjectRef[];
  readonly direction: Direction;
  /** How many shared objects are listed; all are counted. */
  readonly limit: number;
};

/**
 * What several objects were all made from (backward), or what all of them went into (forward).
 * Throws a FactoryError `not_found` for an object that no event names.
 */
export const traceCommon = defineQuery({
  name: 'trace_common',
  prepare: (context) => {
    const answer = trace.prepare(context);
    return ({ objects, direction, limit }: TraceCommonParams): TraceCommonReply => {
      const replies = objects.map((object) => answer({ object, direction }));
      const [first] = replies;
      if (first === undefined) throw new Error('assertion failed: objects are compared');
      const found = replies.map(
        ({ nodes }) => new Map(nodes.map((node): [ObjectRef, TraceNode] => [node.object, node])),
      );
      const shared = sharedIn(found).sort(nearest);
      return {
        objects: [...objects],
        direction,
        asOf: first.asOf,
        shared: shared.slice(0, limit),
        sharedCount: shared.length,
        only: objects.map((object, index) => ({ object, ...onlyIn(found, index) })),
        completeness: replies.map(({ completeness }) => completeness),
      };
    };
  },
});

type Found = readonly ReadonlyMap<ObjectRef, TraceNode>[];
type Shared = TraceCommonReply['shared'][number];

function sharedIn(found: Found): Shared[] {
  const [first = new Map<ObjectRef, TraceNode>()] = found;
  return [...first.values()].flatMap((node) => {
    const nodes = found.flatMap((other) => other.get(node.object) ?? []);
    if (nodes.length < found.length) return [];
    const { depth: _depth, certainty: _certainty, removedAt: _removed, ...rest } = node;
    return [{ ...rest, ways: nodes.map(({ depth, certainty }) => ({ depth, certainty })) }];
  });
}

/** What none of the others reaches. */
function onlyIn(found: Found, index: number) {
  const others = found.filter((_, other) => other !== index);
  const own = [...(found[index]?.values() ?? [])].filter(
    ({ object, depth }) => depth > 0 && !others.some((other) => other.has(object)),
  );
  const count = (kind: string) =>
    own.filter(({ object }) => splitObjectRef(object).kind === kind).length;
  return {
    lots: count('lot'),
    units: count('unit'),
    containers: count('container'),
    shipments: count('shipment'),
  };
}

const doubt = { certain: 0, declared: 1, possible: 2 } as const satisfies Record<Certainty, number>;

/** By the longest way, then all ways together, then the least sure of them. */
function nearest(a: Shared, b: Shared): number {
  const depths = ({ ways }: Shared) => ways.map(({ depth }) => depth);
  const sum = (shared: Shared) => depths(shared).reduce((total, depth) => total + depth, 0);
  const worst = ({ ways }: Shared) => Math.max(...ways.map(({ certainty }) => doubt[certainty]));
  return (
    Math.max(...depths(a)) - Math.max(...depths(b)) ||
    sum(a) - sum(b) ||
    worst(a) - worst(b) ||
    (a.object < b.object ? -1 : 1)
  );
}
