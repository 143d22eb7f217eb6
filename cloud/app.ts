import { createGunzip } from 'node:zlib';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { z } from 'zod';
import { batchBytesMax, sha256Of, syncBatch } from '../edge/sync/wire.ts';
import type { Access } from './access.ts';
import type { Database } from './database/database.ts';
import { Problem, parseRequest, problemBody, toProblem } from './problem.ts';
import { readPlants, readSummaries, summariesQuery } from './read.ts';
import { receive } from './receive.ts';

export type AppParts = {
  readonly database: Database;
  readonly access: Access;
  readonly log: FastifyBaseLogger;
};

/** The receiver's calls. */
export function createApp({ database, access, log }: AppParts): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: batchBytesMax,
  });
  app.setErrorHandler(async (error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'a request failed');
    await reply.code(problem.status).type('application/problem+json').send(problemBody(problem));
  });
  app.setNotFoundHandler(() => {
    throw new Problem(404, 'there is nothing at this address');
  });
  addSync(app, { database, access });
  addReading(app, { database, access });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async () => {
    await database.query('SELECT 1').catch((error: unknown) => {
      log.warn({ err: error }, 'the database does not answer');
      throw new Problem(503, 'the database does not answer');
    });
    return { status: 'ready' };
  });
  return app;
}

type Parts = Omit<AppParts, 'log'>;

function addSync(app: FastifyInstance, { database, access }: Parts): void {
  app.post('/api/v1/sync', {
    // Strangers are turned away before their body is read.
    onRequest: ({ headers }: FastifyRequest) =>
      allowIf(access.isSender(headers.authorization), 'expected the token of a plant'),
    preParsing: unpack,
    handler: ({ body, headers }) => {
      const batch = parseRequest(syncBatch, body);
      if (!access.maySend(headers.authorization, batch.plant)) {
        throw new Problem(403, `this token is not for the plant ${batch.plant}`);
      }
      const { summaries } = body as { summaries: unknown }; // Parsed above; hashed as it was written.
      if (sha256Of(summaries) !== batch.sha256) {
        throw new Problem(400, 'sha256: the summaries are not what was sent');
      }
      return receive(database, batch);
    },
  });
}

function addReading(app: FastifyInstance, { database, access }: Parts): void {
  const onRequest = ({ headers }: FastifyRequest): Promise<void> =>
    allowIf(access.mayRead(headers.authorization), 'expected the token of a reader');
  app.get('/api/v1/plants', { onRequest }, async ({ query }) => {
    parseRequest(z.strictObject({}), query);
    return { plants: await readPlants(database) };
  });
  app.get('/api/v1/summaries', { onRequest }, ({ query }) =>
    readSummaries(database, parseRequest(summariesQuery, query)),
  );
}

function allowIf(isAllowed: boolean, detail: string): Promise<void> {
  return isAllowed ? Promise.resolve() : Promise.reject(new Problem(401, detail));
}

/** Unpacks gzip on the way in; what comes out is held to the body limit. */
function unpack(
  { headers }: FastifyRequest,
  _reply: unknown,
  payload: NodeJS.ReadableStream,
): Promise<NodeJS.ReadableStream> {
  const encoding = headers['content-encoding'];
  if (encoding === undefined) return Promise.resolve(payload);
  if (encoding !== 'gzip') return Promise.reject(new Problem(415, 'expected gzip or no encoding'));
  const gunzip = createGunzip();
  // Fastify compares this with the header Content-Length.
  Object.defineProperty(gunzip, 'receivedEncodedLength', { get: () => gunzip.bytesWritten });
  payload.on('error', (error) => gunzip.destroy(error));
  return Promise.resolve(payload.pipe(gunzip));
}
