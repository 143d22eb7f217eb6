import { noParameters, traceCommonQuery } from '../contract/requests.ts';
import { traceCommonReply } from '../contract/trace-common.ts';
import { defineRoute } from '../define-route.ts';

export const getTraceCommon = defineRoute({
  method: 'GET',
  path: '/api/v1/trace/common',
  summary:
    'What two to twenty objects (`object`, repeated) were all made from, or with `direction=forward` all went into: nearest first, with the way of each; and how much each has alone.',
  params: noParameters,
  query: traceCommonQuery,
  reply: { 'application/json': traceCommonReply },
  handle: async ({ query: { object, ...rest } }, { readers }) => ({
    body: await readers.askJson('trace_common', { objects: object, ...rest }),
  }),
});
