import { queryOptions } from '@tanstack/react-query';
import type { GetAndonReply } from '../../../edge/api/contract/andon.ts';
import type { OrdersReply } from '../../../edge/api/contract/orders.ts';
import type { StopsReply } from '../../../edge/api/contract/stops.ts';
import { getJson } from '../api/http.ts';

const oftenMs = 5000;

/** Stops since the shift began. Those of before it stay what the shift report says of them. */
export const stopsQuery = (station: string, from: string | undefined) =>
  queryOptions({
    queryKey: ['stops', station, from],
    enabled: from !== undefined,
    refetchInterval: oftenMs,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ station, from: from ?? '', limit: '500' });
      return getJson<StopsReply>(`/api/v1/stops?${query}`, signal);
    },
  });

export const lineOrdersQuery = (line: string) =>
  queryOptions({
    queryKey: ['orders of', line],
    refetchInterval: oftenMs * 2,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ line, limit: '50' });
      return getJson<OrdersReply>(`/api/v1/orders?${query}`, signal);
    },
  });

export const callsQuery = (station: string) =>
  queryOptions({
    queryKey: ['andon of', station],
    refetchInterval: oftenMs,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ station, limit: '20' });
      return getJson<GetAndonReply>(`/api/v1/andon?${query}`, signal);
    },
  });
