import { linesReply } from '../contract/lines.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getLines = defineRoute({
  method: 'GET',
  path: '/api/v1/lines',
  summary: 'The board: every line now and in this shift.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': linesReply },
  handle: async (_request, { readers }) => ({ body: await readers.askJson('lines', {}) }),
});
