import { noParameters, searchQuery } from '../contract/requests.ts';
import { searchReply } from '../contract/trace.ts';
import { defineRoute } from '../define-route.ts';

export const getSearch = defineRoute({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Objects by the beginning of their id.',
  params: noParameters,
  query: searchQuery,
  reply: { 'application/json': searchReply },
  handle: async ({ query }, { readers }) => ({
    body: await readers.askJson('search', { text: query.q }),
  }),
});
