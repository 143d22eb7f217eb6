import { isKnown, ordersInCsv } from '../../orders/import.ts';
import {
  changeoversQuery,
  changeoversReply,
  type ImportedOrder,
  orderParams,
  orderReply,
  ordersQuery,
  ordersReply,
  postOrdersBody,
  postOrdersReply,
} from '../contract/orders.ts';
import { lineParams, noParameters } from '../contract/requests.ts';
import { defineRoute, json, type RawRequest, type Route } from '../define-route.ts';
import { badRequest, notFound } from '../problem.ts';
import { parseBody, parseWith, record } from '../record.ts';

const getOrders = defineRoute({
  method: 'GET',
  path: '/api/v1/orders',
  summary: 'Job orders with their progress, the one that something was said of last first.',
  params: noParameters,
  query: ordersQuery,
  reply: { 'application/json': ordersReply },
  handle: async ({ query: { line, cursor, limit } }, { readers }) => ({
    body: await readers.askJson('orders', { line, after: cursor, limit }),
  }),
});

const getOrder = defineRoute({
  method: 'GET',
  path: '/api/v1/orders/:order',
  summary: 'One job order and its progress.',
  params: orderParams,
  query: noParameters,
  reply: { 'application/json': orderReply },
  handle: async ({ params: { order } }, { readers }) => {
    const { orders } = await readers.ask('orders', { orders: [order], after: 0, limit: 1 });
    const [found] = orders;
    if (found === undefined) throw notFound(`there is no order ${order}`);
    return json(found);
  },
});

const postOrders = defineRoute({
  method: 'POST',
  path: '/api/v1/orders',
  summary:
    'Releases orders from an ERP, as JSON or as CSV with a header (order, item, quantity, uom, line, dueAt). Sending the same again changes nothing; a changed one is released anew.',
  params: noParameters,
  query: noParameters,
  body: {
    'application/json': postOrdersBody,
    'text/csv': 'A header and one order a line; `,`, `;` or a tab between the fields.',
  },
  reply: { 'application/json': postOrdersReply },
  handle: async (request, services) => {
    const wanted = readOrders(request);
    const known = await services.readers.ask('orders', {
      orders: wanted.map(({ order }) => order),
      after: 0,
      limit: wanted.length,
    });
    const byCode = new Map(known.orders.map((order) => [order.order, order]));
    const news = wanted.filter((order) => !isKnown(order, byCode.get(order.order)));
    const events = news.map(({ quantity: value, uom, ...order }) => ({
      type: 'order_released',
      ...order,
      quantity: { value, uom },
    }));
    if (events.length > 0) await record(events, request, services);
    return json({ recorded: news.length, unchanged: wanted.length - news.length });
  },
});

const getChangeovers = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/changeovers',
  summary: 'When a line changed from one product to another, by the units at its output station.',
  params: lineParams,
  query: changeoversQuery,
  reply: { 'application/json': changeoversReply },
  handle: async ({ params: { line }, query: { from, to } }, { readers }) => ({
    body: await readers.askJson('changeovers', { line, fromMs: from, toMs: to }),
  }),
});

function readOrders(request: RawRequest): ImportedOrder[] {
  if (!request.contentType.includes('csv')) return parseBody(postOrdersBody, request);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(request.body);
    return parseWith(postOrdersBody, ordersInCsv(text));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw badRequest([{ path: ['body'], message: `expected CSV in UTF-8: ${error.message}` }]);
  }
}

/** Job orders and product changes. */
export const orderRoutes: readonly Route[] = [getOrders, postOrders, getOrder, getChangeovers];
