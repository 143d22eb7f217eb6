import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { EventSink } from '../../domain/event-sink.ts';
import type { Exporter } from '../exports/exporter.ts';
import type { Settle } from '../ingest/settling.ts';
import type { OwnBytes } from '../queries/own-bytes.ts';
import type { Readers } from '../queries/readers.ts';
import type { Turns } from '../settings/turns.ts';
import type { Live } from './live.ts';
import type { Probes } from './probes.ts';
import { badRequest } from './problem.ts';

/** What routes may reach; each one names in its `handle` what it uses. */
export type Services = {
  readonly sink: EventSink;
  readonly settle: Settle;
  readonly readers: Readers;
  readonly exporter: Pick<Exporter, 'stream'>;
  readonly live: Live;
  readonly probes: Probes;
  /** Changes of settings, one after the other: each is checked against what stands then. */
  readonly settingTurns: Turns;
  /** The OpenAPI document of all routes, as JSON. */
  readonly openapi: () => string;
};

/** A request before its parameters are checked. */
export type RawRequest = {
  readonly params: unknown;
  readonly query: unknown;
  /** The bytes as they came; empty for GET. */
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
  readonly acceptEncoding: string;
  /** The header `If-Match`; empty without one. */
  readonly ifMatch: string;
  /** Who sends: `http:` and the peer's address. */
  readonly source: string;
};

export type Answer = {
  readonly status?: number;
  /** `application/json` unless said. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | OwnBytes | Readable;
};

/** What the OpenAPI document says of a reply: a schema for JSON, a sentence for anything else. */
export type ReplyContent = Readonly<Record<string, z.ZodType | string>>;

type About = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each parameter in the path. */
  readonly path: string;
  readonly summary: string;
  /** What a body may be; none unless said. */
  readonly body?: ReplyContent;
  readonly reply: ReplyContent;
};

/** A route as the API and its document see it. */
export type Route = About & {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly answer: (request: RawRequest, services: Services) => Answer | Promise<Answer>;
};

type RouteSpec<P extends z.ZodObject, Q extends z.ZodObject> = About & {
  readonly params: P;
  readonly query: Q;
  readonly handle: (
    request: Omit<RawRequest, 'params' | 'query'> & {
      readonly params: z.output<P>;
      readonly query: z.output<Q>;
    },
    services: Services,
  ) => Answer | Promise<Answer>;
};

/** Ties a handler to its parameters' schemas, which are checked before it is called. */
export function defineRoute<P extends z.ZodObject, Q extends z.ZodObject>(
  spec: RouteSpec<P, Q>,
): Route {
  const { handle, ...about } = spec;
  return {
    ...about,
    answer: (request, services) => {
      const params = parse(spec.params, request.params);
      const query = parse(spec.query, request.query);
      return handle({ ...request, params, query }, services);
    },
  };
}

/** A body of JSON by its schema; what is wrong becomes a problem. */
export function parseBody<S extends z.ZodObject>(schema: S, body: Uint8Array): z.output<S> {
  return parse(schema, jsonOf(body));
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  } catch (error) {
    throw badRequest([{ path: ['body'], message: `expected JSON: ${String(error)}` }]);
  }
}

/** A reply made on this thread: for small ones. */
export function json(value: unknown): Answer {
  return { body: JSON.stringify(value) };
}

function parse<S extends z.ZodObject>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badRequest(result.error.issues.map(({ path, message }) => ({ path, message })));
}
