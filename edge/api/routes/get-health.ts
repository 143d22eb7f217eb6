import { healthReply } from '../contract/lines.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json } from '../define-route.ts';
import { readHealth } from '../health.ts';

export const getHealth = defineRoute({
  method: 'GET',
  path: '/api/v1/health',
  summary: 'The signals in the header of every page: silent stations, quarantine, the cloud.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': healthReply },
  handle: async (_request, { readers, probes }) => json(await readHealth(readers, probes)),
});
