import type { ObjectRef } from '../../domain/object-ref.ts';
import type { Direction, TraceLink, TraceReply } from '../api/contract/trace.ts';
import type { TraceChange, TraceChangesReply } from '../api/contract/trace-changes.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareCauses } from './causes.ts';
import { prepareDescribe } from './describe-causes.ts';
import { type Position, preparePosition } from './position.ts';
import { lazily, prepareTraceAt } from './trace-as-of.ts';

export type TraceChangesParams = {
  readonly object: ObjectRef;
  readonly direction: Direction;
  readonly since: Position;
};

/** What a trace answered then and answers now, and for each difference the event that made it. */
export const traceChanges = defineQuery({
  name: 'trace_changes',
  prepare: (context) => {
    const positionOf = preparePosition(context.db);
    const headOf = context.db
      .prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log')
      .pluck();
    const describe = prepareDescribe(context.db);
    const asOf = lazily(() => {
      const past = prepareTraceAt(context);
      return { ...past, causes: prepareCauses(past.view.db) };
    });

    return ({ object, direction, since }: TraceChangesParams): TraceChangesReply => {
      const { traceAt, view, causes } = asOf();
      const sinceSeq = positionOf(since);
      const headSeq = headOf.get() ?? 0;
      const before = traceAt(sinceSeq, { object, direction });
      const now = traceAt(headSeq, { object, direction });
      const came = view.at(headSeq, () =>
        reasonsFor(now, before, (link) => causes.ofNew(link, sinceSeq)),
      );
      const went = view.at(sinceSeq, () =>
        reasonsFor(before, now, (link) => causes.ofGone(link, sinceSeq)),
      );
      const changes = changesBetween(before, now).map((change) => {
        const because = came.get(change.object) ?? went.get(change.object);
        return because === undefined ? change : { ...change, because };
      });
      return {
        root: object,
        direction,
        before: { asOf: before.asOf, summary: before.summary },
        now: { asOf: now.asOf, summary: now.summary },
        changes,
        causes: describe(changes),
      };
    };
  },
});

/**
 * For each object of `one`, the event behind the first link on a way to it that `other` lacks or
 * knows otherwise; objects whose ways are the same in both are absent.
 */
function reasonsFor(
  one: TraceReply,
  other: TraceReply,
  causeOf: (link: TraceLink) => number | undefined,
): Map<ObjectRef, number> {
  const known = new Set(other.links.map(identityOf));
  const ends = (link: TraceLink): [ObjectRef, ObjectRef] =>
    one.direction === 'forward' ? [link.child, link.parent] : [link.parent, link.child];
  const leading = Map.groupBy(one.links, (link) => ends(link)[1]);
  const reasons = new Map<ObjectRef, number>();
  // A way to an object leads over objects nearer to the root.
  for (const { object } of one.nodes.toSorted((a, b) => a.depth - b.depth)) {
    const found = (leading.get(object) ?? []).flatMap((link) => {
      const upstream = reasons.get(ends(link)[0]);
      const own = known.has(identityOf(link)) ? undefined : causeOf(link);
      return own ?? upstream ?? [];
    });
    if (found.length > 0) reasons.set(object, Math.min(...found));
  }
  return reasons;
}

function identityOf(link: TraceLink): string {
  const { parent, child, kind, certainty, reason, station, slot, position, to } = link;
  return JSON.stringify([parent, child, kind, certainty, reason, station, slot, position, to]);
}

function changesBetween(before: TraceReply, now: TraceReply): TraceChange[] {
  const then = new Map(before.nodes.map(({ object, certainty }) => [object, certainty]));
  const today = new Map(now.nodes.map(({ object, certainty }) => [object, certainty]));
  const objects = new Set([...then.keys(), ...today.keys()]);
  return [...objects].flatMap((object) => {
    const [was, is] = [then.get(object), today.get(object)];
    if (was === is) return [];
    return [
      {
        object,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { now: is }),
      },
    ];
  });
}
