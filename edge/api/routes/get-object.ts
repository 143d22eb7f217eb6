import { noParameters, objectOfParams, objectParams } from '../contract/requests.ts';
import { objectReply } from '../contract/trace.ts';
import { defineRoute } from '../define-route.ts';

export const getObject = defineRoute({
  method: 'GET',
  path: '/api/v1/objects/:kind/:id',
  summary: 'One object: what and where it is, what holds it, and every event that names it.',
  params: objectParams,
  query: noParameters,
  reply: { 'application/json': objectReply },
  handle: async ({ params }, { readers }) => ({
    body: await readers.askJson('object', { object: objectOfParams.parse(params) }),
  }),
});
