import type { AddressInfo } from 'node:net';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { EventSink } from '../../domain/event-sink.ts';
import { once } from '../../domain/once.ts';
import type { HttpConfig } from '../config/sections.ts';
import type { Exporter } from '../exports/exporter.ts';
import type { Settle } from '../ingest/settling.ts';
import type { Readers } from '../queries/readers.ts';
import { createTurns } from '../settings/turns.ts';
import { isKnownHost, securityHeaders } from './access.ts';
import type { Answer, RawRequest, Route, Services } from './define-route.ts';
import { readHealth } from './health.ts';
import { Live } from './live.ts';
import { openapiOf } from './openapi.ts';
import { isPagePath, sendIndex, servePages } from './pages.ts';
import type { Probes } from './probes.ts';
import { Problem, problemBody, toProblem } from './problem.ts';
import { routes } from './routes.ts';
import { sendBytes } from './send-bytes.ts';

export type ApiOptions = {
  readonly sink: EventSink;
  readonly settle: Settle;
  readonly readers: Readers;
  readonly exporter: Exporter;
  readonly probes: Probes;
  readonly config: HttpConfig;
  readonly log: Logger;
  /** Where the built pages are; it may be missing. */
  readonly pagesFolder: string;
};

/** The HTTP side of the edge: the API, the live stream, the pages, and what monitoring asks. */
export type Api = {
  /** Listens, and resolves to the port. */
  readonly start: () => Promise<number>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const bodyBytesMax = 16 * 1024 * 1024;
/** An id of 128 characters, percent-encoded. */
const paramLengthMax = 128 * 12;

export async function createApi(options: ApiOptions): Promise<Api> {
  const { sink, settle, readers, exporter, probes, config, log, pagesFolder } = options;
  const encoder = new TextEncoder();
  const live = new Live({
    sources: {
      lines: () => readers.askJson('lines', {}),
      andon: () => readers.askJson('andon_board', {}),
      wall: () => readers.askJson('wall', {}),
      health: async () => encoder.encode(JSON.stringify(await readHealth(readers, probes))),
    },
    headSeq: probes.headSeq,
    onFailure: (error) => log.warn({ err: error }, 'a live snapshot could not be made'),
  });
  const openapi = once(() => openapiOf(routes, probes.version));
  const app = createServer(options);
  const settingTurns = createTurns(100);
  const services: Services = {
    ...{ sink, settle, readers, exporter, live, probes, settingTurns, openapi },
  };
  for (const route of routes) addRoute(app, route, services);
  await servePages(app, pagesFolder);

  return {
    start: async () => {
      live.start();
      await app.listen({ host: config.host, port: config.port });
      return (app.server.address() as AddressInfo).port; // It listens on TCP.
    },
    [Symbol.asyncDispose]: async () => {
      await live[Symbol.asyncDispose]();
      await app.close();
    },
  };
}

function createServer({ config, log, pagesFolder }: ApiOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyBytesMax,
    requestTimeout: 60_000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: paramLengthMax },
    frameworkErrors: (error, _request, reply) => {
      const problem = toProblem(error);
      reply.raw.writeHead(problem.status, { ...securityHeaders, 'content-type': problemType });
      reply.raw.end(problemBody(problem));
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/x-ndjson', 'text/csv'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeaders);
    const isKnown = isKnownHost(request.headers.host, config.allowedHosts);
    done(isKnown ? undefined : new Problem(421, 'not a name of the edge; see http.allowedHosts'));
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ err: error, path: request.url }, 'a request failed');
    if (problem.status === 503) void reply.header('retry-after', '1');
    return reply.code(problem.status).type(problemType).send(problemBody(problem));
  });
  app.setNotFoundHandler((request, reply) => {
    if (isPagePath(request)) return sendIndex(reply, pagesFolder);
    const problem = new Problem(404, `there is no ${request.method} ${request.url.split('?')[0]}`);
    return reply.code(404).type(problemType).send(problemBody(problem));
  });
  return app;
}

const problemType = 'application/problem+json';

function addRoute(app: FastifyInstance, route: Route, services: Services): void {
  const { method, path: url } = route;
  app.route({
    method,
    url,
    handler: async (request, reply) => {
      const answer: Answer = await route.answer(toRawRequest(request), services);
      void reply.code(answer.status ?? 200).header('cache-control', 'no-store');
      void reply.headers(answer.headers ?? {}).type(answer.type ?? 'application/json');
      const { body } = answer;
      return body instanceof Uint8Array ? sendBytes(reply, body) : reply.send(body);
    },
  });
}

function toRawRequest(request: FastifyRequest): RawRequest {
  return {
    params: request.params,
    query: request.query,
    body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    contentType: request.headers['content-type'] ?? '',
    accept: request.headers.accept ?? '',
    acceptEncoding: String(request.headers['accept-encoding'] ?? ''),
    ifMatch: request.headers['if-match'] ?? '',
    source: `http:${request.ip}`,
  };
}
