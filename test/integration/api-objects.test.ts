import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectReply, searchReply, traceReply } from '../../edge/api/contract/trace.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge({
    clock: { originMs: Date.now(), startMs: Date.parse(day('12:00')), speed: 0.000001 },
  });
  const outcomes = await record([
    received('L-1', { expiresAt: day('18:00') }),
    received('L-OLD', { expiresAt: day('11:00') }),
    { id: 'm-1', type: 'lot_mounted', at: day('08:00'), station, slot: 'TANK', lot: 'L-1' },
    ...['U-1', strange, 'U-FAIL', 'U-FIX', 'U-STOP', 'U-GONE'].map((unit) => ({
      id: `s-${unit}`,
      type: 'unit_started',
      at: day('08:30'),
      unit,
      item: 'SPK-40W',
    })),
    ...passes({
      'U-1': 'pass',
      [strange]: 'pass',
      'U-FAIL': 'fail',
      'U-FIX': 'fail',
      'U-STOP': 'aborted',
    }),
    { id: 'fix', type: 'unit_repaired', at: day('09:30'), unit: 'U-FIX', action: 'glued again' },
    { id: 'gone', type: 'unit_scrapped', at: day('09:30'), unit: 'U-GONE', reason: 'cone torn' },
    { id: 'pack', type: 'packed', at: day('10:00'), container: 'C-1', contents: ['unit:U-1'] },
    {
      id: 'ship',
      type: 'shipped',
      at: day('11:00'),
      shipment: 'S-1',
      contents: ['container:C-1'],
      customer: '=ACME, "Ltd"',
    },
  ]);
  expect(new Set(outcomes)).toEqual(new Set(['recorded']));
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const station = 'BD1/ASM/ASM1/GLUE';
const strange = 'U 1/2%25:Ü';

function day(time: string): string {
  return `2026-11-23T${time}:00+07:00`;
}

function received(lot: string, more: object) {
  const quantity = { value: 20, uom: 'kg' };
  return {
    id: `r-${lot}`,
    type: 'lot_received',
    at: day('06:00'),
    lot,
    item: 'EPOXY',
    quantity,
    ...more,
  };
}

function passes(results: Record<string, string>) {
  return Object.entries(results).map(([unit, result]) => ({
    id: `p-${unit}`,
    type: 'unit_processed',
    at: day('09:00'),
    station,
    unit,
    operation: 'GLUE',
    result,
  }));
}

async function record(events: readonly object[]): Promise<string[]> {
  const { receipts } = (await (await edge.post(events)).json()) as {
    receipts: { outcome: string }[];
  };
  return receipts.map(({ outcome }) => outcome);
}

describe('GET /api/v1/objects', () => {
  test('is the birth certificate of a unit, whatever characters its id has', async () => {
    const reply = await edge.get(`/api/v1/objects/unit/${encodeURIComponent(strange)}`);
    const { object, history } = objectReply.parse(await reply.json());
    expect(object).toBe(`unit:${strange}`);
    expect(history.map(({ event }) => event.type)).toEqual(['unit_started', 'unit_processed']);
  });

  test('an id of 128 characters of any language finds its way', async () => {
    const reply = await edge.get(`/api/v1/objects/lot/${encodeURIComponent('漢'.repeat(128))}`);
    expect([reply.status, await reply.json()]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('no event names') }),
    ]);
  });

  test('a kind that there is not is a problem of the request', async () => {
    expect((await edge.get('/api/v1/objects/reel/R-1')).status).toBe(400);
  });
});

describe('GET /api/v1/trace', () => {
  const path = '/api/v1/trace?object=lot:L-1&direction=forward';

  test('follows a lot to the customer', async () => {
    const { summary, nodes } = traceReply.parse(await (await edge.get(path)).json());
    expect(summary).toMatchObject({ units: 5, containers: 1, customers: ['=ACME, "Ltd"'] });
    expect(nodes.map(({ object }) => object)).toContain('shipment:S-1');
  });

  test('as a summary leaves out nodes and links, not the numbers', async () => {
    const full = traceReply.parse(await (await edge.get(path)).json());
    const brief = traceReply.parse(await (await edge.get(`${path}&view=summary`)).json());
    expect(brief).toEqual({ ...full, nodes: [], links: [], asOf: expect.anything() });
  });

  test('as NDJSON says the same, part by part', async () => {
    const full = traceReply.parse(await (await edge.get(path)).json());
    const reply = await edge.get(path, { headers: { accept: 'application/x-ndjson' } });
    const parts = (await reply.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; node?: unknown; link?: unknown });
    expect(parts.flatMap(({ node }) => node ?? [])).toEqual(full.nodes);
    expect(parts.flatMap(({ link }) => link ?? [])).toEqual(full.links);
    expect(parts.at(-1)).toMatchObject({ kind: 'summary', summary: full.summary });
  });

  test('as CSV is safe to open in a spreadsheet', async () => {
    const reply = await edge.get(`${path}&format=csv`);
    const text = await reply.text();
    expect(reply.headers.get('content-disposition')).toContain('trace-lot-L-1-forward.csv');
    const rows = text.trimEnd().split('\r\n');
    expect(rows[0]).toContain('Kind,Code,Item,Status,Certainty');
    const unit = rows.find((row) => row.includes(',U-1,'));
    expect(unit).toContain('U-1,SPK-40W,');
    expect(unit).toContain(`,"'=ACME, ""Ltd""",`);
  });

  test('of an object that nobody named is a 404', async () => {
    expect((await edge.get('/api/v1/trace?object=lot:X&direction=forward')).status).toBe(404);
  });
});

test('search finds by the beginning of an id', async () => {
  const { matches } = searchReply.parse(await (await edge.get('/api/v1/search?q=U-F')).json());
  expect(matches.map(({ object }) => object)).toEqual(['unit:U-FAIL', 'unit:U-FIX']);
});

describe('GET /api/v1/check', () => {
  async function ask(object: string): Promise<unknown> {
    const reply = await edge.get(`/api/v1/check?${object}&station=${station}`);
    const { allow, reasons } = (await reply.json()) as {
      allow: boolean;
      reasons: { code: string }[];
    };
    return allow ? 'allowed' : reasons.map(({ code }) => code);
  }

  test.each([
    ['lot=L-1', 'allowed'],
    ['lot=L-OLD', ['expired']],
    ['lot=L-NONE', ['unknown']],
    [`unit=${encodeURIComponent(strange)}`, 'allowed'],
    ['unit=U-FAIL', ['already_failed']],
    ['unit=U-FIX', 'allowed'],
    ['unit=U-STOP', 'allowed'],
    ['unit=U-GONE', ['scrapped']],
  ])('%s: %j', async (object, expected) => {
    expect(await ask(object)).toEqual(expected);
  });

  test('a hold on the carton stops the unit in it, until it is released', async () => {
    const hold = { hold: 'H-1', reason: 'viscosity', by: 'qa.linh' };
    await record([
      {
        id: 'h-1',
        type: 'hold_placed',
        at: day('11:10'),
        objects: ['container:C-1'],
        severity: 'major',
        ...hold,
      },
    ]);
    expect(await ask('unit=U-1')).toEqual(['held']);
    await record([
      { id: 'h-2', type: 'hold_released', at: day('11:20'), disposition: 'use_as_is', ...hold },
    ]);
    expect(await ask('unit=U-1')).toBe('allowed');
  });

  test('a corrected date of expiry counts, not the first one', async () => {
    const replacement = received('L-OLD', { expiresAt: day('19:00') });
    const outcomes = await record([
      {
        id: 'c-1',
        type: 'event_corrected',
        at: day('11:30'),
        event: 'r-L-OLD',
        replacement,
        reason: 'label misread',
      },
    ]);
    expect(outcomes).toEqual(['recorded']);
    expect(await ask('lot=L-OLD')).toBe('allowed');
  });
});
