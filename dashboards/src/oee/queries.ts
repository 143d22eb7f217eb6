import { queryOptions } from '@tanstack/react-query';
import type { KpiChangeReply } from '../../../edge/api/contract/kpi-change.ts';
import type { KpisReply } from '../../../edge/api/contract/kpis.ts';
import type { LossesReply, StatesReply } from '../../../edge/api/contract/losses.ts';
import { getJson } from '../api/http.ts';

export type Params = readonly (readonly [string, string])[];

type LineAsked = {
  readonly line: string;
  readonly params: Params;
  /** Ask again by and by: the time goes on. */
  readonly isRunning?: boolean;
  readonly isEnabled?: boolean;
};

const againMs = 30_000;

function ofLine<T>(name: string) {
  return ({ line, params, isRunning = false, isEnabled = true }: LineAsked) => {
    const query = new URLSearchParams(params.map(([key, value]) => [key, value]));
    return queryOptions({
      queryKey: ['oee', name, line, query.toString()],
      enabled: isEnabled && line !== '',
      refetchInterval: isRunning ? againMs : false,
      queryFn: ({ signal }) =>
        getJson<T>(`/api/v1/lines/${encodeURIComponent(line)}/${name}?${query}`, signal),
    });
  };
}

export const kpisQuery = ofLine<KpisReply>('kpis');
export const changeQuery = ofLine<KpiChangeReply>('kpis/change');
export const lossesQuery = ofLine<LossesReply>('losses');
export const statesQuery = ofLine<StatesReply>('states');
