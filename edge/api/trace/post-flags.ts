import { flagsReply, postFlagsBody } from '../contract/flags.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, parseBody } from '../define-route.ts';

export const postFlags = defineRoute({
  method: 'POST',
  path: '/api/v1/objects/flags',
  summary:
    'What of up to 10,000 objects is held, past its date or was repaired, as of now. Records nothing.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postFlagsBody },
  reply: { 'application/json': flagsReply },
  handle: async ({ body }, { readers }) => ({
    body: await readers.askJson('flags', parseBody(postFlagsBody, body)),
  }),
});
