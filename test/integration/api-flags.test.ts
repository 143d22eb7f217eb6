import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FlagsReply, flagsReply } from '../../edge/api/contract/flags.ts';
import { objectReply } from '../../edge/api/contract/trace.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const at = '2026-11-23T08:00:00+07:00';
const holding = { severity: 'major', by: 'qa.linh' };
const releasing = { disposition: 'use_as_is', reason: 'second sample', by: 'qa.minh' };
let edge: ApiEdge;

/** Boards on a panel, in speakers, in cartons, on a pallet that left; a repair, a new label. */
beforeAll(async () => {
  edge = await startApiEdge({ clock: { originMs: Date.now(), startMs: Date.parse(at), speed: 1 } });
  await edge.post([
    received('G-1', '2026-11-20T00:00:00Z'),
    received('G-2', '2027-11-20T00:00:00Z'),
    ...many.map((ref) => received(ref.slice(4), '2027-11-20T00:00:00Z')),
    { id: 'm-1', type: 'lot_mounted', at: clock(0), station, slot: 'TANK', lot: 'G-1' },
    {
      id: 'p-1',
      type: 'unit_started',
      at: clock(1),
      unit: 'PNL-1',
      item: 'PANEL',
      positions: [1, 2].map((nth) => ({ position: `${nth}`, unit: `PCB-${nth}`, item: 'PCB' })),
    },
    passage('PNL-1', 2),
    ...[1, 2, 3].map((nth) => ({
      ...{ id: `s-${nth}`, type: 'unit_started', at: clock(3), unit: `SPK-${nth}`, item: 'SPK' },
    })),
    ...[1, 2, 3].map((nth) => passage(`SPK-${nth}`, 3 + nth)),
    installed('SPK-1', 'unit:PCB-1'),
    installed('SPK-2', 'unit:PCB-2'),
    { id: 'fix-1', type: 'unit_repaired', at: clock(8), unit: 'SPK-3', action: 'resoldered' },
    { id: 'new-1', type: 'unit_relabelled', at: clock(9), unit: 'NEW-3', previous: 'SPK-3' },
    packed('C-1', ['unit:SPK-1', 'unit:SPK-2']),
    packed('C-2', ['unit:NEW-3']),
    packed('PAL-1', ['container:C-1', 'container:C-2']),
  ]);
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

function clock(minutes: number): string {
  return new Date(Date.parse(at) - 3_600_000 + minutes * 60_000).toISOString();
}

function received(lot: string, expiresAt: string) {
  const quantity = { value: 20, uom: 'kg' };
  return {
    id: `r-${lot}`,
    type: 'lot_received',
    at: clock(0),
    lot,
    item: 'GLUE',
    quantity,
    expiresAt,
  };
}

function passage(unit: string, minute: number) {
  const fields = { station, unit, operation: 'GLUE', result: 'pass' };
  const startedAt = clock(minute - 0.5);
  return { id: `p-${unit}`, type: 'unit_processed', at: clock(minute), startedAt, ...fields };
}

function installed(unit: string, component: string) {
  return { id: `i-${unit}`, type: 'component_installed', at: clock(7), unit, component };
}

function packed(container: string, contents: readonly string[]) {
  return { id: `pk-${container}`, type: 'packed', at: clock(10), container, contents };
}

const everything = [
  ...['G-1', 'G-2'].map((id) => `lot:${id}`),
  ...['PNL-1', 'PCB-1', 'PCB-2', 'SPK-1', 'SPK-2', 'SPK-3', 'NEW-3'].map((id) => `unit:${id}`),
  ...['C-1', 'C-2', 'PAL-1'].map((id) => `container:${id}`),
];

/** Beside so many others what a hold names is walked from, not towards. */
const many = Array.from({ length: 200 }, (_, nth) => `lot:X-${nth}`);

async function flagsOf(objects: readonly string[]): Promise<FlagsReply> {
  const body = JSON.stringify({ objects });
  const headers = { 'content-type': 'application/json' };
  const reply = await edge.get('/api/v1/objects/flags', { method: 'POST', headers, body });
  expect(reply.status).toBe(200);
  return flagsReply.parse(await reply.json());
}

/** Each object that is held, with the holds on it. */
async function heldTogether(others: readonly string[] = []): Promise<Record<string, string[]>> {
  const { flagged } = await flagsOf([...everything, ...others]);
  return Object.fromEntries(
    flagged.flatMap(({ object, holds = [] }) =>
      holds.length === 0 ? [] : [[object, holds.map(({ hold }) => hold).sort()]],
    ),
  );
}

async function heldOneByOne(): Promise<Record<string, string[]>> {
  const asked = everything.map(async (object) => {
    const [kind, id] = object.split(':');
    const reply = await edge.get(`/api/v1/objects/${kind}/${id}`);
    const { holds } = objectReply.parse(await reply.json());
    return holds.length === 0 ? [] : [[object, holds.map(({ hold }) => hold).sort()] as const];
  });
  return Object.fromEntries((await Promise.all(asked)).flat());
}

describe('the flags of many objects', () => {
  test('say which lots are past their date and which units were repaired, by any label', async () => {
    const { flagged, holds } = await flagsOf(everything);
    expect(holds).toEqual([]);
    expect(flagged).toEqual([
      { object: 'lot:G-1', expiredAt: '2026-11-20T00:00:00.000Z' },
      { object: 'unit:SPK-3', repairs: 1 },
      { object: 'unit:NEW-3', repairs: 1 },
    ]);
  });

  test('leave out what nobody ever named', async () => {
    expect((await flagsOf(['unit:NOBODY'])).flagged).toEqual([]);
  });
});

test('a hold on a board names the board, on the speaker and the pallet that it is in', async () => {
  await edge.post([
    {
      id: 'h-on',
      type: 'hold_placed',
      at,
      hold: 'H-ON',
      objects: ['unit:PCB-1'],
      reason: 'crack',
      ...holding,
    },
  ]);
  const { flagged, holds } = await flagsOf([
    'unit:PCB-1',
    'unit:SPK-1',
    'unit:SPK-2',
    'container:PAL-1',
  ]);
  expect(holds.map(({ hold, reason }) => [hold, reason])).toEqual([['H-ON', 'crack']]);
  expect(flagged).toEqual([
    { object: 'unit:PCB-1', holds: [{ hold: 'H-ON' }] },
    { object: 'unit:SPK-1', holds: [{ hold: 'H-ON', on: 'unit:PCB-1' }] },
    { object: 'container:PAL-1', holds: [{ hold: 'H-ON', on: 'unit:PCB-1' }] },
  ]);
});

test('all together are held by what holds each of them, whatever is placed and released', async () => {
  const covers: object[] = [
    { objects: ['unit:PCB-2'] },
    { objects: ['unit:SPK-3', 'container:C-1'] },
    { objects: ['unit:PNL-1'] },
    { objects: ['container:PAL-1'] },
    { selection: { tracedFrom: 'lot:G-1' } },
    { selection: { tracedFrom: 'lot:G-1', item: 'PCB' } },
    { selection: { tracedFrom: 'unit:PNL-1' } },
    { selection: { item: 'SPK' } },
    { selection: { station, from: clock(3.9), to: clock(4.2) } },
    { selection: { line: 'BD1/ASM/ASM1', item: 'PCB' } },
    { selection: { tracedFrom: 'lot:NOBODY' } },
  ];
  const placed = covers.map((cover, nth) => ({
    ...{ id: `h-${nth}`, type: 'hold_placed', at: clock(11), hold: `H-${nth}`, ...cover },
    ...{ reason: 'test', ...holding },
  }));
  await edge.post(placed);
  const held = await heldTogether();
  expect(held).toEqual(await heldOneByOne());
  expect(await heldTogether(many)).toEqual(held);
  expect(new Set(Object.values(held).flat()).size).toBe(covers.length); // Each but the last, and H-ON.

  const released = ['unit:SPK-1', 'unit:NEW-3', 'container:C-1', 'unit:PNL-1', undefined];
  for (const [nth, object] of released.entries()) {
    await edge.post(
      placed.map(({ hold }) => ({
        ...{ id: `rel-${nth}-${hold}`, type: 'hold_released', at: clock(12 + nth), hold },
        ...(object === undefined ? {} : { objects: [object] }),
        ...releasing,
      })),
    );
    expect(await heldTogether()).toEqual(await heldOneByOne());
  }
  expect(Object.values(await heldTogether()).flat()).not.toContain('H-3');
});
