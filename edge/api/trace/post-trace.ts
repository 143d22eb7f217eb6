import { noParameters, postTraceBody, postTraceQuery } from '../contract/requests.ts';
import { defineRoute, parseBody } from '../define-route.ts';
import { answerTrace, traceReplies } from './answer-trace.ts';

export const postTrace = defineRoute({
  method: 'POST',
  path: '/api/v1/trace',
  summary:
    'One trace of up to 10,000 objects: each node with its shortest and surest way from any of them. Objects that no event names are listed as `unknown`. Records nothing.',
  params: noParameters,
  query: postTraceQuery,
  body: { 'application/json': postTraceBody },
  reply: traceReplies,
  handle: ({ query, body, accept }, services) => {
    const { objects, direction, from, to, view, kinds, items, locations } = parseBody(
      postTraceBody,
      body,
    );
    const filters = { kinds, items, whereabouts: locations };
    return answerTrace(
      {
        params: { objects, direction, fromMs: from, toMs: to, filters },
        view,
        asOf: query.asOf,
        format: query.format,
        language: query.lang,
        accept,
        fileName: `trace-${objects.length}-objects-${direction}`,
      },
      services,
    );
  },
});
