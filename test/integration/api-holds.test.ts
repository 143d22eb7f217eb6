import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  deleteHoldReply,
  type HoldsReply,
  holdReply,
  holdsReply,
  postHoldReply,
} from '../../edge/api/contract/holds.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    { id: 'm-1', type: 'lot_mounted', at, station, slot: 'TANK', lot: 'G-1' },
    ...['U-1', 'U-2'].map((unit) => passage(unit)),
  ]);
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';
const said = { reason: 'viscosity', severity: 'major', by: 'qa.linh' };

function passage(unit: string) {
  return {
    id: `p-${unit}`,
    type: 'unit_processed',
    at: '2026-11-23T08:10:00+07:00',
    startedAt: '2026-11-23T08:09:50+07:00',
    station,
    unit,
    operation: 'GLUE',
    result: 'pass',
  };
}

async function send(method: 'POST' | 'DELETE', path: string, body?: object) {
  return await edge.get(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function place(covers: object): Promise<string> {
  const reply = await send('POST', '/api/v1/holds', { ...covers, ...said });
  expect(reply.status).toBe(200);
  return postHoldReply.parse(await reply.json()).hold;
}

async function release(hold: string, more = ''): Promise<void> {
  const why = `disposition=use_as_is&reason=second%20sample&by=qa.minh${more}`;
  const reply = await send('DELETE', `/api/v1/holds/${hold}?${why}`);
  deleteHoldReply.parse(await reply.json());
}

async function listed(query = ''): Promise<HoldsReply> {
  return holdsReply.parse(await (await edge.get(`/api/v1/holds${query}`)).json());
}

async function mayBePacked(unit: string): Promise<boolean> {
  const asked = `/api/v1/check?unit=${unit}&station=BD1/PCK/PCK1/PACK`;
  return ((await (await edge.get(asked)).json()) as { allow: boolean }).allow;
}

describe('a hold on all that came from a lot', () => {
  test('stops what is made of it after the hold, and is listed until it is released', async () => {
    const hold = await place({ selection: { tracedFrom: 'lot:G-1' } });
    await edge.post([passage('U-3')]);
    expect(await mayBePacked('U-3')).toBe(false);
    const [newest] = (await listed('?state=standing')).holds;
    expect(newest).toMatchObject({
      hold,
      by: 'qa.linh',
      reason: 'viscosity',
      selection: { tracedFrom: 'lot:G-1' },
      stands: true,
      releases: [],
    });
    await release(hold, '&object=unit:U-3');
    expect([await mayBePacked('U-3'), await mayBePacked('U-1')]).toEqual([true, false]);
    await release(hold);
    expect(await mayBePacked('U-1')).toBe(true);
    const ended = (await listed('?state=ended')).holds.find((one) => one.hold === hold);
    expect(ended?.releases.map(({ by, objects }) => [by, objects])).toEqual([
      ['qa.minh', 1],
      ['qa.minh', undefined],
    ]);
  });
});

describe('a hold on a list', () => {
  test('of thousands is one hold, and says how many of them are held still', async () => {
    const objects = Array.from({ length: 2500 }, (_, nth) => `unit:N-${nth}`);
    const hold = await place({ objects });
    await release(hold, '&object=unit:N-7&object=unit:N-8');
    const reply = await (await edge.get(`/api/v1/holds/${hold}`)).json();
    const { named, eventSeqs, ...one } = holdReply.parse(reply);
    expect(one).toMatchObject({ objects: 2500, heldObjects: 2498, stands: true });
    expect([named.length, eventSeqs.length]).toEqual([5, 3]);
  });
});

test('a hold on an old label ends when the unit is released under its new one', async () => {
  await edge.post([{ id: 're-1', type: 'unit_relabelled', at, unit: 'NEW-1', previous: 'OLD-1' }]);
  const hold = await place({ objects: ['unit:OLD-1'] });
  expect(await mayBePacked('NEW-1')).toBe(false);
  await release(hold, '&object=unit:NEW-1');
  expect(await mayBePacked('NEW-1')).toBe(true);
  const one = (await listed()).holds.find((other) => other.hold === hold);
  expect(one).toMatchObject({ stands: false, heldObjects: 0 });
});

describe('what cannot be', () => {
  test('a hold of an id that is taken is refused, and nothing is recorded', async () => {
    const hold = await place({ objects: ['unit:U-9'] });
    const before = (await listed()).asOf.seq;
    const reply = await send('POST', '/api/v1/holds', { hold, objects: ['unit:U-8'], ...said });
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('there already') });
    expect((await listed()).asOf.seq).toBe(before);
  });

  test('a hold without conditions, or with both, names what was expected', async () => {
    for (const covers of [
      {},
      { selection: {} },
      { objects: ['unit:U-1'], selection: { item: 'X' } },
    ]) {
      const reply = await send('POST', '/api/v1/holds', { ...covers, ...said });
      expect(reply.status).toBe(400);
    }
  });

  test('there is no release without a hold', async () => {
    const why = 'disposition=scrap&reason=x&by=qa';
    expect((await send('DELETE', `/api/v1/holds/H-NONE?${why}`)).status).toBe(404);
    expect((await edge.get('/api/v1/holds/H-NONE')).status).toBe(404);
  });
});
