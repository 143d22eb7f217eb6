import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { balanceReply } from '../../edge/api/contract/balance.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const startMs = Date.parse('2026-11-23T01:00:00Z');
let edge: ApiEdge;

beforeAll(async () => {
  edge = await startApiEdge();
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const at = (minute: number) => new Date(startMs + minute * 60_000).toISOString();
const kg = (value: number) => ({ value, uom: 'kg' });

function received(lot: string, quantity: object) {
  return { id: `r-${lot}`, type: 'lot_received', at: at(0), lot, item: 'GLUE', quantity };
}

function consumed(lot: string, minute: number, quantity: object) {
  const by = { order: 'WO-1' };
  return { id: `c-${lot}-${minute}`, type: 'lot_consumed', at: at(minute), lot, quantity, by };
}

async function balanceOf(lot: string) {
  return balanceReply.parse(await (await edge.get(`/api/v1/balance?lot=${lot}`)).json());
}

describe('the balance of a lot', () => {
  test('explains what came in by what was booked, split off and thrown away', async () => {
    await edge.post([
      received('G-1', kg(20)),
      consumed('G-1', 1, kg(5.1)),
      consumed('G-1', 2, kg(0.2)),
      {
        id: 'sp',
        type: 'lot_split',
        at: at(3),
        lot: 'G-1',
        into: [{ lot: 'G-1A', quantity: kg(4) }],
      },
      { id: 'sc', type: 'lot_scrapped', at: at(4), lot: 'G-1', quantity: kg(0.4), reason: 'old' },
    ]);
    const { asOf: _, ...balance } = await balanceOf('G-1');
    expect(balance).toEqual({
      lot: 'G-1',
      uom: 'kg',
      in: [{ kind: 'received', value: 20, times: 1 }],
      out: [
        { kind: 'booked', value: 5.3, times: 2 },
        { kind: 'split_out', value: 4, times: 1 },
        { kind: 'scrapped', value: 0.4, times: 1 },
      ],
      totalIn: 20,
      totalOut: 9.7,
      untold: 0,
    });
    expect((await balanceOf('G-1A')).in).toEqual([{ kind: 'split_in', value: 4, times: 1 }]);
  });

  test('says what nobody can explain as of the last count, whatever was used since', async () => {
    await edge.post([
      received('G-2', kg(10)),
      consumed('G-2', 1, kg(3)),
      { id: 'cnt', type: 'lot_counted', at: at(2), lot: 'G-2', quantity: kg(6.5) },
      consumed('G-2', 3, kg(1)),
    ]);
    expect(await balanceOf('G-2')).toMatchObject({
      counted: { value: 6.5, at: at(2) },
      unexplained: 0.5,
    });
  });

  test('takes what the program uses for each unit where nothing is booked', async () => {
    const recipe = { program: 'GLUE-40W' };
    const slots = [{ slot: 'TANK', quantity: kg(0.25) }];
    await edge.post([
      received('G-3', kg(2)),
      { id: 'run', type: 'recipe_activated', at: at(1), station, recipe, slots },
      { id: 'mnt', type: 'lot_mounted', at: at(1), station, slot: 'TANK', lot: 'G-3' },
      ...['U-1', 'U-2', 'U-3'].map((unit, nth) => ({
        ...{ id: `p-${unit}`, type: 'unit_processed', at: at(3 + nth), startedAt: at(2.5 + nth) },
        ...{ station, unit, operation: 'GLUE', result: 'pass', recipe },
      })),
    ]);
    expect((await balanceOf('G-3')).out).toEqual([{ kind: 'by_recipe', value: 0.75, times: 3 }]);
  });

  test('counts apart what told no amount, or one in another unit', async () => {
    await edge.post([
      received('G-4', kg(2)),
      consumed('G-4', 1, { value: 300, uom: 'g' }),
      { id: 'sp4', type: 'lot_split', at: at(3), lot: 'G-4', into: [{ lot: 'G-4A' }] },
    ]);
    expect(await balanceOf('G-4')).toMatchObject({ out: [], untold: 2 });
  });

  test('of a lot that nobody named is not found', async () => {
    expect((await edge.get('/api/v1/balance?lot=NOBODY')).status).toBe(404);
  });
});
