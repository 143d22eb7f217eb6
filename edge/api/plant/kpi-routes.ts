import { kpisQuery, kpisReply } from '../contract/kpis.ts';
import { lineParams } from '../contract/requests.ts';
import { defineRoute, type Route } from '../define-route.ts';

const getKpis = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/kpis',
  summary:
    'KPIs of ISO 22400-2 with the elements they are made of: of the line, or `by=` station, shift, hour, product, several with commas.',
  params: lineParams,
  query: kpisQuery,
  reply: { 'application/json': kpisReply },
  handle: async ({ params: { line }, query: { from, to, ...rest } }, { readers }) => ({
    body: await readers.askJson('kpis', { line, fromMs: from, toMs: to, ...rest }),
  }),
});

/** Throughput and losses. */
export const kpiRoutes: readonly Route[] = [getKpis];
