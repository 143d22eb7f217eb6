import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from '../../edge/api/define-route.ts';
import { routes } from '../../edge/api/routes.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

/** A valid call of each route, about the objects below. A new route needs a line here. */
const examples: Readonly<Record<string, string>> = {
  'POST /api/v1/events': '/api/v1/events',
  'GET /api/v1/events': '/api/v1/events?object=lot:R-1&limit=10',
  'GET /api/v1/objects/:kind/:id': '/api/v1/objects/lot/R-1',
  'GET /api/v1/trace': '/api/v1/trace?object=lot:R-1&direction=forward',
  'POST /api/v1/trace': '/api/v1/trace',
  'GET /api/v1/trace/changes': '/api/v1/trace/changes?object=lot:R-1&direction=forward&since=1',
  'GET /api/v1/trace/common': '/api/v1/trace/common?object=unit:U-1&object=lot:R-1',
  'GET /api/v1/objects/:kind/:id/barcode.svg': '/api/v1/objects/lot/R-1/barcode.svg',
  'GET /api/v1/exposures':
    '/api/v1/exposures?station=BD1/ASM/ASM1/GLUE&from=2026-11-23T07:00:00%2B07:00&to=2026-11-23T09:00:00%2B07:00',
  'GET /api/v1/search': '/api/v1/search?q=R-1',
  'POST /api/v1/objects/flags': '/api/v1/objects/flags',
  'GET /api/v1/objects/unit/:id/steps': '/api/v1/objects/unit/U-1/steps',
  'GET /api/v1/balance': '/api/v1/balance?lot=R-1',
  'GET /api/v1/lines': '/api/v1/lines',
  'GET /api/v1/lines/:line/status': '/api/v1/lines/BD1%2FASM%2FASM1/status',
  'GET /api/v1/lines/:line/kpis': '/api/v1/lines/BD1%2FASM%2FASM1/kpis?by=station',
  'GET /api/v1/lines/:line/kpis/change':
    '/api/v1/lines/BD1%2FASM%2FASM1/kpis/change?from=2026-11-23T07:00:00%2B07:00&to=2026-11-23T09:00:00%2B07:00',
  'GET /api/v1/lines/:line/losses': '/api/v1/lines/BD1%2FASM%2FASM1/losses',
  'GET /api/v1/lines/:line/states': '/api/v1/lines/BD1%2FASM%2FASM1/states',
  'GET /api/v1/lines/:line/throughput': '/api/v1/lines/BD1%2FASM%2FASM1/throughput',
  'GET /api/v1/lines/:line/oee-report':
    '/api/v1/lines/BD1%2FASM%2FASM1/oee-report?from=2026-11-23T07:00:00%2B07:00&to=2026-11-23T09:00:00%2B07:00',
  'GET /api/v1/lines/:line/shift': '/api/v1/lines/BD1%2FASM%2FASM1/shift',
  'GET /api/v1/shift-report': '/api/v1/shift-report?shift=2026-11-23/1',
  'POST /api/v1/shift-report/handover': '/api/v1/shift-report/handover',
  'POST /api/v1/shift-report/takeover': '/api/v1/shift-report/takeover',
  'GET /api/v1/stops': '/api/v1/stops?line=BD1/ASM/ASM1',
  'POST /api/v1/stops': '/api/v1/stops',
  'GET /api/v1/orders': '/api/v1/orders',
  'POST /api/v1/orders': '/api/v1/orders',
  'POST /api/v1/orders/preview': '/api/v1/orders/preview',
  'GET /api/v1/orders/:order': '/api/v1/orders/WO-1',
  'GET /api/v1/lines/:line/changeovers':
    '/api/v1/lines/BD1%2FASM%2FASM1/changeovers?from=2026-11-23T07:00:00%2B07:00&to=2026-11-23T09:00:00%2B07:00',
  'GET /api/v1/calendar': '/api/v1/calendar',
  'PUT /api/v1/calendar': '/api/v1/calendar',
  'GET /api/v1/calendar/plan': '/api/v1/calendar/plan?from=2026-11-23&days=7',
  'POST /api/v1/calendar/preview': '/api/v1/calendar/preview',
  'GET /api/v1/reasons': '/api/v1/reasons',
  'PUT /api/v1/reasons': '/api/v1/reasons',
  'GET /api/v1/targets': '/api/v1/targets',
  'PUT /api/v1/targets': '/api/v1/targets',
  'GET /api/v1/andon': '/api/v1/andon?line=BD1/ASM/ASM1',
  'GET /api/v1/wall': '/api/v1/wall',
  'GET /api/v1/targets/cycles': '/api/v1/targets/cycles?line=BD1/ASM/ASM1',
  'GET /api/v1/andon/settings': '/api/v1/andon/settings',
  'PUT /api/v1/andon/settings': '/api/v1/andon/settings',
  'GET /api/v1/holds': '/api/v1/holds?state=standing',
  'GET /api/v1/holds/:hold': '/api/v1/holds/H-1',
  'POST /api/v1/holds': '/api/v1/holds',
  'DELETE /api/v1/holds/:hold':
    '/api/v1/holds/H-1?disposition=rework&reason=sorted&by=qa.linh&object=lot:R-1',
  'GET /api/v1/check': '/api/v1/check?lot=R-1&station=BD1/ASM/ASM1/GLUE',
  'GET /api/v1/stations/unconfigured': '/api/v1/stations/unconfigured',
  'GET /api/v1/quarantine': '/api/v1/quarantine',
  'GET /api/v1/quarantine/preview':
    '/api/v1/quarantine/preview?source=http:127.0.0.1&code=unknown_type',
  'POST /api/v1/quarantine/replay': '/api/v1/quarantine/replay',
  'POST /api/v1/quarantine/:id/replay': '/api/v1/quarantine/1/replay',
  'POST /api/v1/quarantine/settle': '/api/v1/quarantine/settle',
  'POST /api/v1/quarantine/:id/settle': '/api/v1/quarantine/1/settle',
  'GET /api/v1/health': '/api/v1/health',
  'GET /api/v1/live': '/api/v1/live?topics=lines,health,andon,wall',
  'GET /api/v1/openapi.json': '/api/v1/openapi.json',
  'GET /health/live': '/health/live',
  'GET /health/ready': '/health/ready',
  'GET /metrics': '/metrics',
};

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';
const events = [
  { id: 'c-1', type: 'lot_mounted', at, station, lot: 'R-1', slot: 'TANK' },
  {
    id: 'c-2',
    type: 'unit_processed',
    at,
    station,
    unit: 'U-1',
    operation: 'GLUE',
    result: 'pass',
  },
];

/** What each POST or PUT takes. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/v1/events': events,
  'POST /api/v1/trace': { objects: ['lot:R-1'], direction: 'forward' },
  'POST /api/v1/objects/flags': { objects: ['lot:R-1', 'unit:U-1'] },
  'POST /api/v1/stops': { station, from: at, to: '2026-11-23T08:05:00+07:00', reason: 'jam' },
  'POST /api/v1/shift-report/handover': {
    line: 'BD1/ASM/ASM1',
    shift: '2026-11-23/1',
    by: 'sup.hoa',
    note: 'Vòi 2 rò',
  },
  'POST /api/v1/shift-report/takeover': {
    line: 'BD1/ASM/ASM1',
    shift: '2026-11-23/1',
    handover: 'c-6',
    by: 'sup.minh',
  },
  'POST /api/v1/quarantine/replay': {
    source: 'http:127.0.0.1',
    code: 'unknown_type',
    by: 'it.nam',
  },
  'POST /api/v1/quarantine/:id/replay': { by: 'it.nam' },
  'POST /api/v1/quarantine/settle': {
    source: 'mqtt:gone',
    code: 'not_json',
    by: 'it.nam',
    why: 'scrapped',
  },
  'POST /api/v1/quarantine/:id/settle': { by: 'it.nam', why: 'a test' },
  'POST /api/v1/orders/preview': [{ order: 'WO-1', item: 'SPK', quantity: 'many' }],
  'POST /api/v1/orders': [{ order: 'WO-1', item: 'SPK', quantity: 10 }],
  'PUT /api/v1/calendar': {
    calendar: { effectiveFrom: '2026-11-23', shifts: [{ id: '1', start: '06:00', end: '14:00' }] },
  },
  'POST /api/v1/calendar/preview': {
    calendar: { effectiveFrom: '2026-11-23', shifts: [{ id: '1', start: '06:00', end: '14:00' }] },
    from: '2026-11-23',
  },
  'PUT /api/v1/reasons': { tree: { reasons: [{ code: 'jam', name: { vi: 'Kẹt', en: 'Jam' } }] } },
  'PUT /api/v1/targets': { targets: [{ line: 'BD1/ASM/ASM1', plannedPerHour: 100 }] },
  'PUT /api/v1/andon/settings': { andon: { sound: false } },
  'POST /api/v1/holds': {
    selection: { tracedFrom: 'lot:R-1' },
    reason: 'viscosity',
    severity: 'major',
    by: 'qa.linh',
  },
};

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    ...events,
    { id: 'c-3', type: 'nonsense' },
    { id: 'c-5', type: 'incident_reported', at, station, incident: 'INC-1', category: 'help' },
    {
      id: 'c-6',
      type: 'shift_handed_over',
      at,
      line: 'BD1/ASM/ASM1',
      shift: '2026-11-23/1',
      by: 'sup.hoa',
    },
    {
      id: 'c-7',
      type: 'hold_placed',
      at,
      hold: 'H-1',
      objects: ['lot:R-1'],
      reason: 'viscosity',
      severity: 'minor',
      by: 'qa.linh',
    },
    {
      id: 'c-4',
      type: 'order_released',
      at,
      order: 'WO-1',
      item: 'SPK',
      quantity: { value: 1, uom: '1' },
    },
  ]);
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

function call(route: Route): Promise<Response> {
  const path = examples[nameOf(route)] ?? '';
  if (route.method === 'GET') return edge.get(path);
  const headers = { 'content-type': 'application/json' };
  return edge.get(path, {
    method: route.method,
    headers,
    body: JSON.stringify(bodies[nameOf(route)]),
  });
}

test('every route has an example', () => {
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(examples).sort());
});

describe.each(routes)('$method $path', (route) => {
  test('answers its example in a form that its document names', async () => {
    const reply = await call(route);
    const type = reply.headers.get('content-type')?.split(';')[0] ?? '';
    expect([reply.status, Object.keys(route.reply).includes(type)]).toEqual([200, true]);
    const schema = route.reply[type];
    if (schema instanceof z.ZodType) schema.parse(await reply.json());
    else await reply.body?.cancel();
  });

  test('sends the security headers, and is not kept by caches', async () => {
    const reply = await call(route);
    await reply.body?.cancel();
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test('refuses a parameter that it does not know, with a problem', async () => {
    const path = examples[nameOf(route)] ?? '';
    const unknown = `${path}${path.includes('?') ? '&' : '?'}colour=red`;
    const reply = await edge.get(unknown, {
      method: route.method,
      headers: { 'content-type': 'application/json' },
      ...(route.method === 'GET' ? {} : { body: '[]' }),
    });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(await reply.json()).toMatchObject({ title: 'Bad Request', status: 400 });
  });
});

describe('the OpenAPI document', () => {
  test('describes every route with its parameters and replies', async () => {
    const reply = await edge.get('/api/v1/openapi.json');
    const document = openapi.parse(await reply.json());
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = routes.map((route) => nameOf(route).replace(/:(\w+)/g, '{$1}'));
    expect(described.sort()).toEqual(listed.sort());
    expect(document.openapi).toMatch(/^3\.1\./);
    const trace = document.paths['/api/v1/trace']?.['get'];
    expect(trace?.parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'object',
      'direction',
    ]);
  });
});

const openapi = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.literal('1.2.3') }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        parameters: z.array(z.looseObject({ name: z.string(), required: z.boolean() })),
        responses: z.looseObject({ 200: z.looseObject({}) }),
      }),
    ),
  ),
});
