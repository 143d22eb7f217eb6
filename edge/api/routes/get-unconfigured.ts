import { noParameters } from '../contract/requests.ts';
import { unconfiguredReply } from '../contract/stations.ts';
import { defineRoute } from '../define-route.ts';

export const getUnconfigured = defineRoute({
  method: 'GET',
  path: '/api/v1/stations/unconfigured',
  summary:
    'Stations that speak and that the configuration does not name, the one heard last first: since when, how often, and which configured name was most likely meant.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': unconfiguredReply },
  handle: async (_request, { readers }) => ({ body: await readers.askJson('unconfigured', {}) }),
});
