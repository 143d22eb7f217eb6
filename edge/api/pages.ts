import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * The built pages at `/`. Files with a hash in their name never change; `index.html` is asked for
 * each time, so that an upgrade of the edge reaches every screen.
 */
export async function servePages(app: FastifyInstance, pagesFolder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: pagesFolder,
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(pagesFolder, 'assets'));
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Whether a path that no route or file answers is an address of the pages: `/trace/lot:R-1`. */
export function isPagePath({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  return method === 'GET' && !/^\/(?:api|health|metrics|assets)(?:\/|$)/.test(path);
}

export function sendIndex(reply: FastifyReply, pagesFolder: string): FastifyReply {
  if (existsSync(join(pagesFolder, 'index.html'))) return reply.code(200).sendFile('index.html');
  return reply.code(503).type('text/html; charset=utf-8').send(notBuilt);
}

const notBuilt = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Lotline</title></head>
  <body>
    <h1>Lotline is running, its pages are not built</h1>
    <p>Build them with <code>npm run setup</code>, then load this page again. The API is at <a href="/api/v1/openapi.json">/api/v1</a>.</p>
    <p lang="vi">Dịch vụ đang chạy nhưng các trang chưa được dựng: chạy <code>npm run setup</code> rồi tải lại trang.</p>
  </body>
</html>
`;
