import { getEventsReply } from '../contract/events.ts';
import { getEventsQuery, noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getEvents = defineRoute({
  method: 'GET',
  path: '/api/v1/events',
  summary:
    'The log, in order. `cursor` in the reply goes on where this page ends; a page of a rare filter may be empty and still have one.',
  params: noParameters,
  query: getEventsQuery,
  reply: { 'application/json': getEventsReply },
  handle: async ({ query }, { readers }) => {
    const { after, cursor, from, to, ...filter } = query;
    const afterSeq = cursor ?? after ?? 0;
    return {
      body: await readers.askJson('log_page', { ...filter, afterSeq, fromMs: from, toMs: to }),
    };
  },
});
