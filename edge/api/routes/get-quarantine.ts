import { quarantineReply } from '../contract/quarantine.ts';
import { noParameters, quarantineQuery } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getQuarantine = defineRoute({
  method: 'GET',
  path: '/api/v1/quarantine',
  summary: 'Messages that could not become events, newest first, each with the reason.',
  params: noParameters,
  query: quarantineQuery,
  reply: { 'application/json': quarantineReply },
  handle: async ({ query: { cursor, limit } }, { readers }) => ({
    body: await readers.askJson('quarantine_page', { beforeId: cursor, limit }),
  }),
});
