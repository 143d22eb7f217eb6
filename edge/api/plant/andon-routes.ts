import { getAndonQuery, getAndonReply } from '../contract/andon.ts';
import { noParameters } from '../contract/requests.ts';
import { wallReply } from '../contract/wall.ts';
import { defineRoute, type Route } from '../define-route.ts';

const getAndonCalls = defineRoute({
  method: 'GET',
  path: '/api/v1/andon',
  summary:
    'Calls for help: open ones whenever they came, those of a time with their response and resolve times (the last eight hours unless said), and the hours that can no longer reach their plan.',
  params: noParameters,
  query: getAndonQuery,
  reply: { 'application/json': getAndonReply },
  handle: async ({ query: { line, station, from, to, limit } }, { readers }) => ({
    body: await readers.askJson('andon', {
      below: line ?? station ?? '',
      fromMs: from,
      toMs: to,
      limit,
    }),
  }),
});

const getWall = defineRoute({
  method: 'GET',
  path: '/api/v1/wall',
  summary: 'Every line in the shift: OEE, output against the plan by hour, the greatest losses.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': wallReply },
  handle: async (_request, { readers }) => ({ body: await readers.askJson('wall', {}) }),
});

/** Calls for help, and what wallboards show besides the lines. */
export const andonRoutes: readonly Route[] = [getAndonCalls, getWall];
