import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

let edge: ApiEdge;
let pagesFolder: string;
beforeAll(async () => {
  pagesFolder = mkdtempSync(join(tmpdir(), 'lotline-pages-'));
  mkdirSync(join(pagesFolder, 'assets'));
  writeFileSync(join(pagesFolder, 'index.html'), '<!doctype html><title>board</title>');
  writeFileSync(join(pagesFolder, 'assets/index-a1b2.js'), 'export {};');
  edge = await startApiEdge({
    pagesFolder,
    metrics: [
      { name: 'lotline_mqtt_clients', help: 'Clients.', type: 'gauge', value: 3 },
      {
        name: 'lotline_mqtt_lost_total',
        help: 'Lost.',
        type: 'counter',
        value: 2,
        labels: { qos: '0' },
      },
    ],
  });
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
  rmSync(pagesFolder, { recursive: true });
});

/** A request as it is, without a client that repairs its path or host. */
function rawGet(path: string, host?: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(edge.url);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request({ hostname, port, path, headers }, async (reply) => {
      const text = (await reply.setEncoding('utf8').toArray()).join('');
      resolve({ status: reply.statusCode ?? 0, text });
    })
      .once('error', reject)
      .end();
  });
}

describe('the pages', () => {
  test.each(['/', '/lines', '/trace/lot:R-1?dir=forward', '/trace/unit:A%2FB'])(
    'an address of theirs gets the page: %s',
    async (path) => {
      const reply = await edge.get(path);
      expect([reply.status, await reply.text()]).toEqual([
        200,
        '<!doctype html><title>board</title>',
      ]);
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'self'");
    },
  );

  test('a file with a hash in its name is kept for ever', async () => {
    const reply = await edge.get('/assets/index-a1b2.js');
    expect(reply.headers.get('cache-control')).toContain('immutable');
    expect(reply.headers.get('content-type')).toContain('javascript');
  });

  test.each(['/assets/gone-c3d4.js', '/api/v1/nothing', '/health', '/metrics/x'])(
    'what is not there is a problem, not a page: %s',
    async (path) => {
      const reply = await edge.get(path);
      expect([reply.status, reply.headers.get('content-type')?.split(';')[0]]).toEqual([
        404,
        'application/problem+json',
      ]);
    },
  );

  test('say so when they are not built', async () => {
    await using bare = await startApiEdge();
    const reply = await bare.get('/');
    expect(reply.status).toBe(503);
    expect(await reply.text()).toContain('npm run setup');
  });
});

describe('strange requests', () => {
  test.each([
    '/..%2f..%2fetc/passwd',
    '/assets/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])('nothing outside the pages is served: %s', async (path) => {
    const { text } = await rawGet(path);
    expect(text).not.toContain('root:');
  });

  test('a path that is no text is a problem', async () => {
    const { status, text } = await rawGet('/api/v1/objects/lot/%E0%A4%A');
    expect([status, JSON.parse(text).status]).toEqual([400, 400]);
  });

  test('a name of the internet that leads to this machine is refused (DNS rebinding)', async () => {
    expect((await rawGet('/api/v1/lines', 'evil.example')).status).toBe(421);
    expect((await rawGet('/api/v1/lines', 'localhost:8080')).status).toBe(200);
  });
});

describe('monitoring', () => {
  test('is told when a part does not work, and which', async () => {
    expect((await edge.get('/health/ready')).status).toBe(200);
    edge.components.push({ name: 'mqtt', ready: false, detail: 'port 1883 is taken' });
    const reply = await edge.get('/health/ready');
    edge.components.pop();
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({
      status: 'not_ready',
      components: [
        { name: 'writer', ready: true },
        { name: 'mqtt', ready: false, detail: 'port 1883 is taken' },
        { name: 'readers', ready: true },
      ],
    });
    expect((await edge.get('/health/live')).status).toBe(200);
  });

  test('every page is told why the log cannot be written', async () => {
    const health = async () => (await (await edge.get('/api/v1/health')).json()) as object;
    expect(await health()).not.toHaveProperty('unwritable');
    const [writer] = edge.components.splice(0, 1, {
      ...{ name: 'writer', ready: false, detail: 'database or disk is full' },
    });
    expect(await health()).toMatchObject({ unwritable: 'database or disk is full' });
    edge.components.splice(0, 1, ...(writer === undefined ? [] : [writer]));
  });

  test('reads counters of the edge and of the protocols', async () => {
    const text = await (await edge.get('/metrics')).text();
    expect(text).toContain('# TYPE lotline_log_seq gauge\nlotline_log_seq 0\n');
    expect(text).toContain('lotline_mqtt_clients 3\n');
    expect(text).toContain(
      '# TYPE lotline_mqtt_lost_total counter\nlotline_mqtt_lost_total{qos="0"} 2\n',
    );
  });
});
