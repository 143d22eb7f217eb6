import { noParameters, traceQuery } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';
import { answerTrace, traceReplies } from './answer-trace.ts';

export const getTrace = defineRoute({
  method: 'GET',
  path: '/api/v1/trace',
  summary:
    'Where a lot went (forward), or what is in a unit (backward). `kind`, `item` and `location` (repeatable) choose what is listed and counted. Also as a recall list in CSV, XLSX or PDF, or as NDJSON, by `format` or the Accept header.',
  params: noParameters,
  query: traceQuery,
  reply: traceReplies,
  handle: ({ query, accept }, services) => {
    const { object, direction, from, to, view, asOf, format, lang } = query;
    const filters = { kinds: query.kind, items: query.item, whereabouts: query.location };
    return answerTrace(
      {
        params: { object, direction, fromMs: from, toMs: to, filters },
        view,
        asOf,
        format,
        language: lang,
        accept,
        fileName: `trace-${object.replace(/[^A-Za-z0-9._-]+/g, '-')}-${direction}`,
      },
      services,
    );
  },
});
