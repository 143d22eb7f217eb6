import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReasonsReply } from '../../../edge/api/contract/calendar.ts';
import { getJson } from '../api/http.ts';
import { useName } from '../i18n/language.tsx';

/** The plant's reasons for stops. They change rarely: a page that stays open looks again by and by. */
export const reasonsQuery = queryOptions({
  queryKey: ['reasons'],
  queryFn: ({ signal }) => getJson<ReasonsReply>('/api/v1/reasons', signal),
  refetchInterval: 300_000,
});

/** What a reason for a stop is called; a code that the plant has not named is read as words. */
export function useStopReason(): (code: string) => string {
  const name = useName();
  const { data } = useQuery(reasonsQuery);
  const names = new Map(data?.current.reasons.map((reason) => [reason.code, reason.name]));
  return (code) => {
    const known = names.get(code);
    return known === undefined ? code.replaceAll('_', ' ') : name(known);
  };
}
