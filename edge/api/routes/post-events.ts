import { postEventsReply } from '../contract/events.ts';
import { noParameters, postEventsBody } from '../contract/requests.ts';
import { defineRoute, json } from '../define-route.ts';
import { splitArray, splitLines } from '../events-body.ts';
import { badRequest } from '../problem.ts';

/** So many events of one request are on their way to the writer at a time. */
const inFlightMax = 2000;

export const postEvents = defineRoute({
  method: 'POST',
  path: '/api/v1/events',
  summary:
    'Records events: one, an array, or one a line. Answers when they are on disk, with a receipt for each in the order sent; sending again is safe.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postEventsBody, 'application/x-ndjson': 'One event a line.' },
  reply: { 'application/json': postEventsReply },
  handle: async ({ body, contentType, source }, { sink }) => {
    const events = contentType.includes('ndjson') ? splitLines(body) : splitArray(body);
    if (events.length === 0) throw badRequest([{ path: ['body'], message: 'expected an event' }]);
    const receipts = [];
    for (let first = 0; first < events.length; first += inFlightMax) {
      const messages = events
        .slice(first, first + inFlightMax)
        .map((payload) =>
          sink.append({ format: 'json', source, topic: '', payload, guaranteed: true }),
        );
      receipts.push(...(await Promise.all(messages)).flat());
    }
    return json({ receipts });
  },
});
