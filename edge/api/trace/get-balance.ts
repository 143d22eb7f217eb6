import { balanceQuery, balanceReply } from '../contract/balance.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getBalance = defineRoute({
  method: 'GET',
  path: '/api/v1/balance',
  summary: 'How much of a lot came in, where it went, what is left and what nobody can explain.',
  params: noParameters,
  query: balanceQuery,
  reply: { 'application/json': balanceReply },
  handle: async ({ query }, { readers }) => ({ body: await readers.askJson('balance', query) }),
});
