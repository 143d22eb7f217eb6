import { noParameters, traceChangesQuery } from '../contract/requests.ts';
import { traceChangesReply } from '../contract/trace-changes.ts';
import { defineRoute } from '../define-route.ts';

export const getTraceChanges = defineRoute({
  method: 'GET',
  path: '/api/v1/trace/changes',
  summary:
    'What a trace answered at an earlier position of the log or instant, what it answers now, and the events that made the difference.',
  params: noParameters,
  query: traceChangesQuery,
  reply: { 'application/json': traceChangesReply },
  handle: async ({ query }, { readers }) => ({
    body: await readers.askJson('trace_changes', query),
  }),
});
