import { z } from 'zod';
import { dueMessages, readDue } from '../../orders/due.ts';
import { isKnown, ordersInCsv } from '../../orders/import.ts';
import { type ImportRows, namedOrders, previewOf } from '../../orders/preview.ts';
import {
  changeoversQuery,
  changeoversReply,
  type ImportedOrder,
  orderParams,
  orderProgressReply,
  ordersPreviewReply,
  ordersQuery,
  ordersReply,
  postOrdersBody,
  postOrdersReply,
} from '../contract/orders.ts';
import { lineParams, noParameters } from '../contract/requests.ts';
import { defineRoute, json, type RawRequest, type Route, type Services } from '../define-route.ts';
import { badRequest } from '../problem.ts';
import { parseWith, readJson, record } from '../record.ts';

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
  summary:
    'One job order: its progress hour by hour, when it will be done, the lots booked to it and the units made.',
  params: orderParams,
  query: noParameters,
  reply: { 'application/json': orderProgressReply },
  handle: async ({ params: { order } }, { readers }) => ({
    body: await readers.askJson('orderProgress', { order }),
  }),
});

const postOrders = defineRoute({
  method: 'POST',
  path: '/api/v1/orders',
  summary:
    'Releases orders from an ERP, as JSON or as CSV with a header (order, item, quantity, uom, line, dueAt, or in Vietnamese: Lệnh, Mã hàng, Số lượng, Đơn vị, Chuyền, Hạn). In CSV a due time without an offset is by the plant’s clock; one that the clock comes by twice or skips is refused. Sending the same again changes nothing; a changed one is released anew.',
  params: noParameters,
  query: noParameters,
  body: {
    'application/json': postOrdersBody,
    'text/csv': 'A header and one order a line; `,`, `;` or a tab between the fields.',
  },
  reply: { 'application/json': postOrdersReply },
  handle: async (request, services) => {
    const wanted = await readOrders(request, services);
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

const postOrdersPreview = defineRoute({
  method: 'POST',
  path: '/api/v1/orders/preview',
  summary:
    'What `POST /orders` with the same body would do, row by row, with what is wrong in each; nothing is recorded.',
  params: noParameters,
  query: noParameters,
  body: {
    'application/json': 'An array of orders, whatever is wrong with them.',
    'text/csv': 'As for `POST /orders`.',
  },
  reply: { 'application/json': ordersPreviewReply },
  handle: async (request, { readers }) => {
    const { rows: raw, ...clock } = await rowsIn(request, readers);
    const rows = parseWith(rowsOfImport, raw);
    const wanted = namedOrders(rows);
    const known = await readers.ask('orders', {
      orders: wanted,
      after: 0,
      limit: Math.max(1, wanted.length),
    });
    const byCode = new Map(known.orders.map((order) => [order.order, order]));
    return json(previewOf({ rows, ...clock }, byCode));
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

async function readOrders(
  request: RawRequest,
  { readers }: Pick<Services, 'readers'>,
): Promise<ImportedOrder[]> {
  const { rows, timeZone } = await rowsIn(request, readers);
  if (timeZone === undefined) return parseWith(postOrdersBody, rows);
  const read = parseWith(rowsOfImport, rows).map((row) => readDue(row, timeZone));
  const problems = read.flatMap(({ problem }, index) =>
    problem === undefined
      ? []
      : [{ path: ['body', index, 'dueAt'], message: dueMessages[problem] }],
  );
  if (problems.length > 0) throw badRequest(problems);
  return parseWith(
    postOrdersBody,
    read.map(({ row }) => row),
  );
}

type RawRows = Omit<ImportRows, 'rows'> & { readonly rows: unknown };

/** The rows of an import, not yet checked. */
async function rowsIn(request: RawRequest, readers: Services['readers']): Promise<RawRows> {
  if (!request.contentType.includes('csv')) return { rows: readJson(request.body) };
  return { rows: csvRows(request), ...(await readers.ask('plant_clock', {})) };
}

function csvRows(request: RawRequest): unknown[] {
  try {
    return ordersInCsv(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw badRequest([{ path: ['body'], message: `expected CSV in UTF-8: ${error.message}` }]);
  }
}

const rowsOfImport = z.array(z.unknown()).min(1).max(10_000);

/** Job orders and product changes. */
export const orderRoutes: readonly Route[] = [
  getOrders,
  postOrders,
  postOrdersPreview,
  getOrder,
  getChangeovers,
];
