import { exposuresReply } from '../contract/exposures.ts';
import { exposuresQuery, noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';
import { badRequest } from '../problem.ts';

export const getExposures = defineRoute({
  method: 'GET',
  path: '/api/v1/exposures',
  summary:
    'The units that passed a station, or a line, in a stretch of time (a "bad hour") under conditions that must all hold, as the passages tell them. `cursor` in the reply goes on where this page ends.',
  params: noParameters,
  query: exposuresQuery,
  reply: { 'application/json': exposuresReply },
  handle: async ({ query }, { readers }) => {
    const { from, to, cursor, limit, item, measurement, outside, below, above } = query;
    const { alarm, calibration, recipe, tool, operator, order, operation, result } = query;
    const value =
      measurement === undefined ? undefined : { name: measurement, outside, below, above };
    return {
      body: await readers.askJson('exposures', {
        where: whereOf(query),
        fromMs: from,
        toMs: to,
        conditions: { recipe, tool, operator, order, operation, result, measurement: value },
        around: { alarm, calibration },
        item,
        after: cursor,
        limit,
      }),
    };
  },
});

type Where = Pick<ReturnType<typeof exposuresQuery.parse>, 'station' | 'line'>;

function whereOf({ station, line }: Where) {
  if (station !== undefined) return { station };
  if (line !== undefined) return { line };
  throw badRequest([{ path: ['station'], message: 'expected a station or a line' }]);
}
