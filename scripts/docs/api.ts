import { z } from 'zod';
import type { ReplyContent, Route } from '../../edge/api/define-route.ts';
import { routes } from '../../edge/api/routes.ts';
import { generatedNote, toDocument, toTable } from './markdown.ts';
import { toRows, toTypeText } from './schema-rows.ts';

/** `docs/reference/api.md`: every call of the edge, with parameters, bodies and replies. */
export function apiReference(): string {
  const contents = routes.map((route) => [
    `[\`${titleOf(route)}\`](#${anchorOf(route)})`,
    route.summary,
  ]);
  return toDocument([
    '# API of the edge',
    `JSON over HTTP, on loopback only; a running edge serves the same as OpenAPI 3.1 at \`/api/v1/openapi.json\`. Errors are \`application/problem+json\` (RFC 9457). Times are ISO 8601 in UTC. The parts (\`object\`, \`event\`, …) are those of the [events](events.md#parts). ${generatedNote}`,
    toTable(['call', 'does'], contents),
    ...routes.flatMap(describe),
  ]);
}

function describe(route: Route): string[] {
  const { params, query, body, reply, summary } = route;
  const parameters = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')];
  return [
    `## ${titleOf(route)}`,
    summary,
    parameters.length === 0
      ? ''
      : toTable(['parameter', 'in', 'value', 'default', 'needed'], parameters),
    ...contentOf('Takes', body ?? {}, 'input'),
    ...contentOf('Answers', reply, 'output'),
  ];
}

function parametersOf(schema: z.ZodObject, where: 'path' | 'query'): string[][] {
  return toRows(z.object(schema.shape)).map(({ path, type, required, fallback }) => [
    `\`${path}\``,
    where,
    type,
    fallback,
    required ? 'yes' : '',
  ]);
}

function contentOf(does: string, content: ReplyContent, io: 'input' | 'output'): string[] {
  return Object.entries(content).flatMap(([type, schema]) => {
    if (typeof schema === 'string') return [`${does} \`${type}\`: ${schema}`];
    const rows = toRows(schema, io).map(({ path, type: value, required }) => [
      `\`${path}\``,
      value,
      required ? '' : 'may be absent',
    ]);
    return rows.length === 0
      ? [`${does} \`${type}\`: ${toTypeText(schema, io)}.`]
      : [`${does} \`${type}\`:`, toTable(['field', 'value', ''], rows)];
  });
}

function titleOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** As GitHub makes it from the heading. */
function anchorOf(route: Route): string {
  return titleOf(route)
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
