import { noParameters, traceQuery } from '../contract/requests.ts';
import { traceReply } from '../contract/trace.ts';
import { type Answer, defineRoute } from '../define-route.ts';

const ndjsonType = 'application/x-ndjson';

export const getTrace = defineRoute({
  method: 'GET',
  path: '/api/v1/trace',
  summary:
    'Where a lot went (forward), or what is in a unit (backward). Also as a CSV list of the objects, or as NDJSON, by `format` or the Accept header.',
  params: noParameters,
  query: traceQuery,
  reply: {
    'application/json': traceReply,
    [ndjsonType]:
      'One line `{kind: "node", node}` for each node, then for each link, then the rest as `{kind: "summary"}`.',
    'text/csv': 'The objects: id, item, status, steps from the root, certainty and place.',
  },
  handle: async ({ query, accept }, { readers }): Promise<Answer> => {
    const { object, direction, from, to, view, format = wanted(accept) } = query;
    const params = { object, direction, fromMs: from, toMs: to, view };
    switch (format) {
      case 'json':
        return { body: await readers.askJson('trace', params) };
      case 'ndjson':
        return { type: ndjsonType, body: await readers.ask('trace_text', { ...params, format }) };
      case 'csv':
        return {
          type: 'text/csv; charset=utf-8',
          headers: {
            'content-disposition': `attachment; filename="${fileName(object, direction)}"`,
          },
          body: await readers.ask('trace_text', { ...params, format }),
        };
    }
  },
});

function wanted(accept: string): 'json' | 'ndjson' {
  return accept.includes(ndjsonType) ? 'ndjson' : 'json';
}

function fileName(object: string, direction: string): string {
  return `trace-${object.replace(/[^A-Za-z0-9._-]+/g, '-')}-${direction}.csv`;
}
