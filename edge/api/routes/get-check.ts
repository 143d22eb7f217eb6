import { checkQuery, getCheckReply, noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getCheck = defineRoute({
  method: 'GET',
  path: '/api/v1/check',
  summary:
    'May this unit or lot be worked on at this station, or this container be filled or leave?',
  params: noParameters,
  query: checkQuery,
  reply: { 'application/json': getCheckReply },
  handle: async ({ query }, { readers }) => ({ body: await readers.askJson('check', query) }),
});
