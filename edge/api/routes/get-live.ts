import { liveQuery, noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getLive = defineRoute({
  method: 'GET',
  path: '/api/v1/live',
  summary: 'Server-sent events: a whole snapshot of a topic whenever it changed.',
  params: noParameters,
  query: liveQuery,
  reply: {
    'text/event-stream':
      'Events `lines` (as GET /api/v1/lines), `health` (as GET /api/v1/health), `andon` (as GET /api/v1/andon, without the figures of a time) and `wall` (as GET /api/v1/wall); their id is the position of the log.',
  },
  handle: ({ query, acceptEncoding }, { live }) => {
    const isPacked = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(acceptEncoding);
    return {
      type: 'text/event-stream; charset=utf-8',
      headers: {
        'x-accel-buffering': 'no',
        vary: 'accept-encoding',
        ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      },
      body: live.open(query.topics, { isPacked }),
    };
  },
});
