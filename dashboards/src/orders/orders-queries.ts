import { queryOptions } from '@tanstack/react-query';
import type { KpisReply } from '../../../edge/api/contract/kpis.ts';
import type {
  ChangeoversReply,
  OrderProgressReply,
  OrdersPreviewReply,
  OrdersReply,
} from '../../../edge/api/contract/orders.ts';
import { getJson, postCsv } from '../api/http.ts';

export type OrdersPlace = {
  readonly line: string | undefined;
  readonly cursor: string | undefined;
};

export function ordersPath({ line, cursor }: Partial<OrdersPlace>): string {
  const query = new URLSearchParams({
    ...(line !== undefined && { line }),
    ...(cursor !== undefined && { cursor }),
  });
  return query.size === 0 ? '/orders' : `/orders?${query}`;
}

export const orderPath = (order: string): string => `/orders/${encodeURIComponent(order)}`;

export const ordersQuery = ({ line, cursor }: OrdersPlace) =>
  queryOptions({
    queryKey: ['orders', line, cursor],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        limit: '60',
        ...(line !== undefined && { line }),
        ...(cursor !== undefined && { cursor }),
      });
      return getJson<OrdersReply>(`/api/v1/orders?${query}`, signal);
    },
  });

export const orderQuery = (order: string) =>
  queryOptions({
    queryKey: ['order', order],
    refetchInterval: 30_000,
    queryFn: ({ signal }) =>
      getJson<OrderProgressReply>(`/api/v1/orders/${encodeURIComponent(order)}`, signal),
  });

/** The line of an order, and between when it was worked on. */
type Ran = { readonly line: string; readonly from: string; readonly to: string };

export const orderKpisQuery = (order: string, { line, from, to }: Ran) =>
  queryOptions({
    queryKey: ['order kpis', order, line, from, to],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ by: 'order', from, to });
      const path = `/api/v1/lines/${encodeURIComponent(line)}/kpis?${query}`;
      const reply = await getJson<KpisReply>(path, signal);
      return reply.rows.find((row) => row.order === order) ?? null;
    },
  });

export const orderChangeoversQuery = ({ line, from, to }: Ran) =>
  queryOptions({
    queryKey: ['order changeovers', line, from, to],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from, to });
      const path = `/api/v1/lines/${encodeURIComponent(line)}/changeovers?${query}`;
      return getJson<ChangeoversReply>(path, signal);
    },
  });

export function previewImport(csv: string): Promise<OrdersPreviewReply> {
  return postCsv<OrdersPreviewReply>('/api/v1/orders/preview', csv);
}

export function importOrders(csv: string): Promise<{ recorded: number; unchanged: number }> {
  return postCsv('/api/v1/orders', csv);
}
