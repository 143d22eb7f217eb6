import { noParameters } from '../contract/requests.ts';
import { postStopsBody, postStopsReply, stopsQuery, stopsReply } from '../contract/stops.ts';
import { defineRoute, json, type Route } from '../define-route.ts';
import { badRequest } from '../problem.ts';
import { parseBody, record } from '../record.ts';

const shiftMs = 8 * 3_600_000;

const getStops = defineRoute({
  method: 'GET',
  path: '/api/v1/stops',
  summary:
    'The stops of a line or a station, with the reason of each part; the last eight hours unless said. `unexplained=true`: those that somebody must explain.',
  params: noParameters,
  query: stopsQuery,
  reply: { 'application/json': stopsReply },
  handle: async ({ query }, { readers }) => {
    const { line, station, unexplained, limit } = query;
    const nowMs = Date.parse((await readers.ask('head', {})).at);
    const toMs = query.to ?? nowMs;
    return {
      body: await readers.askJson('stops', {
        below: line ?? station ?? '',
        fromMs: query.from ?? toMs - shiftMs,
        toMs,
        unexplained: unexplained === 'true',
        limit,
      }),
    };
  },
});

const postStops = defineRoute({
  method: 'POST',
  path: '/api/v1/stops',
  summary:
    'Says why a station stood, for a stop, a part of it or several together. Saying it again of the same time replaces it; both stay in the log.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postStopsBody },
  reply: { 'application/json': postStopsReply },
  handle: async (request, services) => {
    const { id, ...said } = parseBody(postStopsBody, request);
    const { reasons } = await services.readers.ask('settings', {});
    const known = reasons.current.reasons.map(({ code }) => code);
    if (!known.includes(said.reason)) {
      const message = `expected a reason of the tree: ${known.join(', ')}`;
      throw badRequest([{ path: ['body', 'reason'], message }]);
    }
    const event = { type: 'stop_classified', ...said, ...(id === undefined ? {} : { id }) };
    const [receipt] = await record([event], request, services);
    return json(receipt);
  },
});

/** Stops, and why. */
export const stopRoutes: readonly Route[] = [getStops, postStops];
