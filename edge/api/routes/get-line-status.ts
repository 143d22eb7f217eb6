import { type LineStatus, lineStatus } from '../contract/lines.ts';
import { lineParams, noParameters } from '../contract/requests.ts';
import { defineRoute, json } from '../define-route.ts';
import { notFound, Problem } from '../problem.ts';

export const getLineStatus = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/status',
  summary:
    'One line now and in this shift. `line` is its path, percent-encoded (BD1%2FSMT%2FSMT1), or its name where only one line has it.',
  params: lineParams,
  query: noParameters,
  reply: { 'application/json': lineStatus },
  handle: async ({ params }, { readers }) => {
    const { lines } = await readers.ask('lines', {});
    return json(findLine(lines, params.line));
  },
});

function findLine(lines: readonly LineStatus[], wanted: string): LineStatus {
  const exact = lines.find(({ line }) => line === wanted);
  if (exact !== undefined) return exact;
  const named = lines.filter(({ line }) => line.endsWith(`/${wanted}`));
  const [only, ...others] = named;
  if (only === undefined) throw notFound(`there is no line ${wanted}`);
  if (others.length === 0) return only;
  throw new Problem(
    400,
    `several lines have this name: ${named.map(({ line }) => line).join(', ')}`,
  );
}
