import { liveReply } from '../contract/monitoring.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json } from '../define-route.ts';

export const getHealthLive = defineRoute({
  method: 'GET',
  path: '/health/live',
  summary: 'The process answers.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': liveReply },
  handle: () => json({ status: 'ok' }),
});
