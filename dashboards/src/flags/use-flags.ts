import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlagsReply } from '../../../edge/api/contract/flags.ts';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { postJson } from '../api/http.ts';
import { type Flags, flagsOf } from './kinds.ts';

/** So many objects in one question; the edge takes no more. */
const objectsMax = 10_000;
/** Somebody else may place or release a hold meanwhile. */
const againAfterMs = 30_000;

const flagsQuery = ({ root, roots, direction, asOf, nodes }: TraceReply) =>
  queryOptions({
    queryKey: ['flags', root, roots?.length, direction, asOf.seq, nodes.length],
    refetchInterval: againAfterMs,
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const replies: FlagsReply[] = [];
      for (let from = 0; from < nodes.length; from += objectsMax) {
        const objects = nodes.slice(from, from + objectsMax).map(({ object }) => object);
        replies.push(await postJson<FlagsReply>('/api/v1/objects/flags', { objects }, signal));
      }
      return replies;
    },
  });

export type FlagsAsked = {
  readonly flags: Flags;
  /** Until they are known, the flags are those that the trace itself tells. */
  readonly state: 'asking' | 'known' | 'failed';
};

/** What is held, past its date or was repaired of a trace, as of now: asked after it, so that it need not wait. */
export function useFlags(reply: TraceReply): FlagsAsked {
  const { data, isError } = useQuery(flagsQuery(reply));
  return useMemo(() => {
    const state = data === undefined ? (isError ? 'failed' : 'asking') : 'known';
    return { flags: flagsOf(reply, data ?? []), state };
  }, [reply, data, isError]);
}
