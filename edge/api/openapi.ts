import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { ReplyContent, Route } from './define-route.ts';

/** The OpenAPI 3.1 document of the routes, made from their schemas. */
export function openapiOf(routes: readonly Route[], version: string): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Lotline edge', version },
    paths,
    components: { schemas: { Problem: toJsonSchema(problem, 'output') } },
  });
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
});

function operationOf(route: Route): object {
  const { summary, params, query, body, reply } = route;
  const problemContent = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  const problems = [400, 404, 503].map((status) => [
    String(status),
    { description: STATUS_CODES[status], content: problemContent },
  ]);
  return {
    summary,
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body, 'input') } }),
    responses: {
      200: { description: 'OK', content: contentOf(reply, 'output') },
      ...Object.fromEntries(problems),
    },
  };
}

function parametersOf({ shape }: z.ZodObject, where: 'path' | 'query'): object[] {
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || !z.safeParse(schema, undefined).success,
    schema: toJsonSchema(schema, 'input'),
  }));
}

function contentOf(content: ReplyContent, io: 'input' | 'output'): object {
  const entries = Object.entries(content).map(([type, schema]) => [
    type,
    {
      schema:
        typeof schema === 'string'
          ? { type: 'string', description: schema }
          : toJsonSchema(schema, io),
    },
  ]);
  return Object.fromEntries(entries);
}

function toJsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): object {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
