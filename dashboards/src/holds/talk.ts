import { queryOptions } from '@tanstack/react-query';
import type { HoldsReply } from '../../../edge/api/contract/holds.ts';
import { deleteJson, getJson, postJson } from '../api/http.ts';
import type { Selection } from './covers.ts';

export type HoldState = 'standing' | 'ended' | 'all';
export const severities = ['minor', 'major', 'critical'] as const;
export const dispositions = ['use_as_is', 'rework', 'scrap', 'return'] as const;

/** Somebody else may place or release one meanwhile. */
const againAfterMs = 15_000;

export const holdsQuery = (state: HoldState) =>
  queryOptions({
    queryKey: ['holds', state],
    refetchInterval: againAfterMs,
    queryFn: ({ signal }) => {
      const asked = state === 'all' ? '' : `&state=${state}`;
      return getJson<HoldsReply>(`/api/v1/holds?limit=200${asked}`, signal);
    },
  });

export type Placing = {
  readonly objects?: readonly string[];
  readonly selection?: Selection;
  readonly reason: string;
  readonly severity: (typeof severities)[number];
  readonly by: string;
};

/** Resolves to the id of the hold once it is on disk. */
export async function placeHold(placing: Placing): Promise<string> {
  return (await postJson<{ readonly hold: string }>('/api/v1/holds', placing)).hold;
}

export type Releasing = {
  readonly hold: string;
  /** Only this one of what it covers. */
  readonly object?: string | undefined;
  readonly disposition: (typeof dispositions)[number];
  readonly reason: string;
  readonly by: string;
};

export async function releaseHold({ hold, object, ...why }: Releasing): Promise<void> {
  const asked = new URLSearchParams({ ...why, ...(object === undefined ? {} : { object }) });
  await deleteJson(`/api/v1/holds/${encodeURIComponent(hold)}?${asked}`);
}
