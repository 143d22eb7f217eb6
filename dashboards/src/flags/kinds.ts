import type { Flagged, FlagsReply } from '../../../edge/api/contract/flags.ts';
import type { TraceNode, TraceReply } from '../../../edge/api/contract/trace.ts';

/** What sets an object apart, the most urgent first. */
export const flagKinds = [
  'held',
  'failed',
  'expired',
  'scrapped',
  'repaired',
  'unsourced',
] as const;
export type FlagKind = (typeof flagKinds)[number];

type Hold = FlagsReply['holds'][number];

/** What is known of the objects of a trace beside the trace itself. */
export type Flags = {
  readonly kindsOf: (node: Pick<TraceNode, 'object' | 'status'>) => readonly FlagKind[];
  readonly of: (object: string) => Flagged | undefined;
  readonly holdOf: (hold: string) => Hold | undefined;
};

export function flagsOf(
  { completeness }: Pick<TraceReply, 'completeness'>,
  replies: readonly FlagsReply[],
): Flags {
  const flagged = new Map<string, Flagged>();
  const holds = new Map<string, Hold>();
  for (const reply of replies) {
    for (const one of reply.flagged) flagged.set(one.object, one);
    for (const hold of reply.holds) holds.set(hold.hold, hold);
  }
  const unsourced = new Set<string>(completeness.deadEnds.map(({ object }) => object));
  // Thousands are asked again at each move of the pointer.
  const known = new Map<string, readonly FlagKind[]>();
  const judge: Flags['kindsOf'] = ({ object, status }) => {
    const { holds: on, expiredAt, repairs } = flagged.get(object) ?? {};
    const has: Record<FlagKind, boolean> = {
      held: on !== undefined,
      failed: status === 'failed',
      expired: expiredAt !== undefined,
      scrapped: status === 'scrapped',
      repaired: repairs !== undefined || status === 'reworked',
      unsourced: unsourced.has(object),
    };
    return flagKinds.filter((kind) => has[kind]);
  };
  return {
    kindsOf: (node) => {
      const kinds = known.get(node.object) ?? judge(node);
      known.set(node.object, kinds);
      return kinds;
    },
    of: (object) => flagged.get(object),
    holdOf: (hold) => holds.get(hold),
  };
}
