import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { besideMax, type StepsReply, stepsReply } from '../../edge/api/contract/steps.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const startMs = Date.parse('2026-11-23T01:00:00Z');
let edge: ApiEdge;

beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post(
    [
      { id: 'on', type: 'operator_signed_on', at: at(-5), station, operator: 'OP-07' },
      { id: 'run', type: 'recipe_activated', at: at(-5), station, recipe: { program: 'GLUE-40W' } },
      ...Array.from({ length: 30 }, (_, nth) => passage(nth)),
      alarm('A-1', 'E417', 14.2, 14.8),
      alarm('A-2', 'E500', 1, 2),
      {
        id: 'p-st',
        type: 'unit_started',
        at: at(40),
        unit: 'PNL-1',
        item: 'PANEL',
        positions: places,
      },
      {
        ...{
          id: 'p-1',
          type: 'unit_processed',
          at: at(41),
          station,
          unit: 'PNL-1',
          operation: 'AOI',
        },
        result: 'fail',
        measurements: [{ name: 'warp', value: 0.2, uom: 'mm' }],
        positions: [
          {
            position: '1',
            unit: 'PCB-1',
            result: 'pass',
            measurements: [{ name: 'height', value: 1 }],
          },
          { position: '2', unit: 'PCB-2', result: 'fail', defects: [{ code: 'BRIDGE' }] },
        ],
      },
    ].flat(),
  );
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const places = ['1', '2'].map((position) => ({ position, unit: `PCB-${position}`, item: 'PCB' }));

function at(minute: number): string {
  return new Date(startMs + minute * 60_000).toISOString();
}

/** One a minute, lasting half of it; its bead has the mass of its number. */
function passage(nth: number) {
  const bead = { name: 'bead_mass', value: nth, uom: 'g', low: 2, high: 40 };
  return {
    ...{ id: `s-${nth}`, type: 'unit_processed', at: at(nth + 0.5), startedAt: at(nth), station },
    ...{ unit: `S-${nth}`, operation: 'GLUE', result: 'pass', measurements: [bead] },
    ...(nth === 0 ? { operator: 'OP-01', recipe: { program: 'GLUE-40W', revision: '3' } } : {}),
  };
}

function alarm(name: string, code: string, from: number, to: number) {
  const raised = { type: 'alarm_raised', code, message: 'nozzle' };
  return [
    { id: `${name}-on`, at: at(from), station, alarm: name, ...raised },
    { id: `${name}-off`, at: at(to), station, alarm: name, type: 'alarm_cleared' },
  ];
}

async function stepsOf(unit: string): Promise<StepsReply> {
  const reply = await edge.get(`/api/v1/objects/unit/${unit}/steps`);
  expect(reply.status).toBe(200);
  return stepsReply.parse(await reply.json());
}

describe('the steps of a unit', () => {
  test('have each value beside those of the units before and after, in the order of time', async () => {
    const [step] = (await stepsOf('S-14')).steps;
    const [bead] = step?.values ?? [];
    expect(bead).toMatchObject({ name: 'bead_mass', value: 14, low: 2, high: 40 });
    expect(bead?.before.map(({ value }) => value)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(bead?.after.map(({ unit }) => unit)[0]).toBe('S-15');
    expect(bead?.after).toHaveLength(besideMax);
  });

  test('have nothing before the first unit', async () => {
    const [step] = (await stepsOf('S-0')).steps;
    expect(step?.values[0]?.before).toEqual([]);
  });

  test('name the alarms that were on meanwhile, and no other', async () => {
    const [step] = (await stepsOf('S-14')).steps;
    expect(step?.alarms).toMatchObject([{ code: 'E417', from: at(14.2), to: at(14.8) }]);
    expect((await stepsOf('S-20')).steps[0]?.alarms).toEqual([]);
  });

  test('say who and which program the machine named, else what was told of the station', async () => {
    const [told] = (await stepsOf('S-0')).steps;
    expect(told).toMatchObject({ operator: 'OP-01', recipe: { revision: '3' } });
    expect(told).not.toHaveProperty('signedOn');
    const [untold] = (await stepsOf('S-1')).steps;
    expect(untold).toMatchObject({ signedOn: ['OP-07'], activeRecipe: { program: 'GLUE-40W' } });
  });

  test('of a board are those of its panel, with the result of its place', async () => {
    const [one] = (await stepsOf('PCB-1')).steps;
    expect(one).toMatchObject({ as: 'PNL-1', position: '1', result: 'pass' });
    expect(one?.values.map(({ name }) => name)).toEqual(['height', 'warp']);
    const [other] = (await stepsOf('PCB-2')).steps;
    expect(other).toMatchObject({ position: '2', result: 'fail', defects: [{ code: 'BRIDGE' }] });
  });

  test('of a unit that nobody named are not found', async () => {
    expect((await edge.get('/api/v1/objects/unit/NOBODY/steps')).status).toBe(404);
  });
});
