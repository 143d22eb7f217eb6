import type { QueryParams } from '../../queries/queries.ts';
import { exposuresReply } from '../contract/exposures.ts';
import { exposuresQuery, noParameters } from '../contract/requests.ts';
import { defineRoute } from '../define-route.ts';
import { badRequest } from '../problem.ts';
import { documentTypes, formatOf, toDocument } from '../trace/to-document.ts';

/** Units of passages in one document. */
const documentRowsMax = 200_000;

const documents = {
  ndjson: 'exposures_ndjson',
  csv: 'exposures_csv',
  xlsx: 'exposures_xlsx',
} as const;

export const getExposures = defineRoute({
  method: 'GET',
  path: '/api/v1/exposures',
  summary:
    'The units that passed a station, or a line, in a stretch of time (a "bad hour") under conditions that must all hold, as the passages tell them. `alarm` and `calibration` ask about what was around a passage. `cursor` in the reply goes on where this page ends; `format` gives all of it as a document.',
  params: noParameters,
  query: exposuresQuery,
  reply: {
    'application/json': exposuresReply,
    [documentTypes.ndjson]:
      'All pages: one line `{kind: "unit", unit}` for each, then the rest as `{kind: "summary"}`.',
    'text/csv': 'All pages: a unit of a passage a line.',
    [documentTypes.xlsx]:
      'All pages as a workbook: the numbers, the units, what limits the answer.',
  },
  handle: async ({ query, accept }, services) => {
    const { cursor, limit, lang: language } = query;
    const format = formatOf(query.format, accept);
    const asked = askedOf(query);
    const { readers } = services;
    if (format === 'json') {
      return { body: await readers.askJson('exposures', { ...asked, after: cursor, limit }) };
    }
    const whole = { ...asked, limit: documentRowsMax, isWhole: true };
    const content = await readers.askJson('exposures', whole);
    const fileName = `exposures-${(query.station ?? query.line ?? '').replaceAll('/', '-')}`;
    return toDocument(services, { name: documents[format], content, format, language, fileName });
  },
});

type Query = ReturnType<typeof exposuresQuery.parse>;

function askedOf(query: Query): Omit<QueryParams<'exposures'>, 'limit'> {
  const { from: fromMs, to: toMs, item, measurement, outside, below, above } = query;
  const { alarm, calibration, recipe, tool, operator, order, operation, result } = query;
  const value =
    measurement === undefined ? undefined : { name: measurement, outside, below, above };
  return {
    where: whereOf(query),
    fromMs,
    toMs,
    conditions: { recipe, tool, operator, order, operation, result, measurement: value },
    around: { alarm, calibration },
    item,
  };
}

function whereOf({ station, line }: Pick<Query, 'station' | 'line'>) {
  if (station !== undefined) return { station };
  if (line !== undefined) return { line };
  throw badRequest([{ path: ['station'], message: 'expected a station or a line' }]);
}
