import { noParameters } from '../contract/requests.ts';
import { stepsParams, stepsReply } from '../contract/steps.ts';
import { defineRoute } from '../define-route.ts';

export const getSteps = defineRoute({
  method: 'GET',
  path: '/api/v1/objects/unit/:id/steps',
  summary:
    'What its stations told of a unit: each step with its values beside those of the units before and after, the alarms meanwhile, who and with which program.',
  params: stepsParams,
  query: noParameters,
  reply: { 'application/json': stepsReply },
  handle: async ({ params: { id } }, { readers }) => ({
    body: await readers.askJson('steps', { unit: id }),
  }),
});
