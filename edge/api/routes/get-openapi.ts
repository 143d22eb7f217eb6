import { noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';

export const getOpenapi = defineRoute({
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This document.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': 'An OpenAPI 3.1 document.' },
  handle: (_request, { openapi }) => ({ body: openapi() }),
});
