import { quarantineReply } from '../contract/quarantine.ts';
import { noParameters, quarantineQuery } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getQuarantine = defineRoute({
  method: 'GET',
  path: '/api/v1/quarantine',
  summary:
    'Messages that could not become events, newest first, each with the reason; of a `source`, with the problem `code`, or with `q` in topic, reason or payload. The first page also counts all of them by source and problem.',
  params: noParameters,
  query: quarantineQuery,
  reply: { 'application/json': quarantineReply },
  handle: async ({ query: { cursor, q, ...asked } }, { readers }) => ({
    body: await readers.askJson('quarantine_page', { ...asked, beforeId: cursor, text: q }),
  }),
});
