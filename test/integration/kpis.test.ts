import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KpisReply, kpisReply } from '../../edge/api/contract/kpis.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const eol = 'BD1/ASM/ASM1/EOL';
const press = 'BD1/ASM/ASM1/PRESS';
const at = (time: string) => `2026-11-23T${time}+07:00`;
const state = (station: string, time: string, to: string) => ({
  id: `${station}-${time}`,
  type: 'state_changed',
  at: at(time),
  station,
  state: to,
});
const passage = (unit: string, time: string, result = 'pass') => ({
  id: `${unit}-${time}`,
  type: 'unit_processed',
  at: at(time),
  station: eol,
  unit,
  operation: 'EOL',
  result,
});
const started = (unit: string, item: string) => ({
  id: `start-${unit}`,
  type: 'unit_started',
  at: at('06:00:00'),
  unit,
  item,
});
const target = (item: string, plannedCycleMs: number) => ({
  id: `target-${item}`,
  type: 'target_set',
  at: at('05:00:00'),
  line: 'BD1/ASM/ASM1',
  item,
  effectiveFrom: at('00:00:00'),
  plannedCycleMs,
});

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

async function ask(more: string): Promise<KpisReply> {
  const reply = await edge.get(`/api/v1/lines/BD1%2FASM%2FASM1/kpis?${more}`);
  expect(reply.status).toBe(200);
  return kpisReply.parse(await reply.json());
}
const hour = (from: string, to: string) =>
  `from=${encodeURIComponent(at(from))}&to=${encodeURIComponent(at(to))}`;
const kpiOf = (reply: KpisReply, id: string) => reply.rows[0]?.values[id]?.value;

// By hand, 08:00 to 09:00: EOL produces 08:00-08:20 and 08:40-09:00 (40 min), stands starved for
// 20 min while the PRESS is down from 08:20 to 08:30. Two products: 3 x 300 s + 2 x 480 s = 1,860 s.
const history = [
  state(eol, '07:00:00', 'producing'),
  state(eol, '08:20:00', 'standby_starved'),
  state(eol, '08:40:00', 'producing'),
  state(press, '07:00:00', 'producing'),
  state(press, '08:20:00', 'unscheduled_down'),
  state(press, '08:30:00', 'producing'),
  state(eol, '09:30:00', 'producing'),
  passage('A-1', '08:05:00'),
  passage('A-2', '08:10:00', 'fail'),
  passage('A-2', '08:15:00'),
  passage('B-1', '08:45:00'),
  passage('B-2', '08:50:00', 'fail'),
  started('A-1', 'A'),
  started('A-2', 'A'),
  started('B-1', 'B'),
  started('B-2', 'B'),
  target('A', 300_000),
  target('B', 480_000),
];

describe('the KPIs of a line', () => {
  test('come from the elements of its bottleneck, with the stop of the station before it', async () => {
    await edge.post(history.toReversed());
    const reply = await ask(hour('08:00:00', '09:00:00'));
    expect(reply.rows[0]?.elements).toMatchObject({
      calendarTimeMs: 3_600_000,
      plannedBusyTimeMs: 3_600_000,
      actualProductionTimeMs: 2_400_000,
      failureTimeMs: 600_000,
      starvedTimeMs: 600_000,
      noDataTimeMs: 0,
      producedQuantity: 5,
      goodQuantity: 3,
      scrapQuantity: 2,
      plannedRunTimeMs: 1_860_000,
      inspectedParts: 4,
      goodParts: 2,
    });
    expect(kpiOf(reply, 'availability')).toBeCloseTo(40 / 60, 12);
    expect(kpiOf(reply, 'effectiveness')).toBeCloseTo(1860 / 2400, 12);
    expect(kpiOf(reply, 'oee_index')).toBeCloseTo((40 / 60) * (1860 / 2400) * (3 / 5), 12);
    expect(kpiOf(reply, 'first_pass_yield')).toBe(0.5);
    expect(reply.definitions.length).toBeGreaterThanOrEqual(28);
  });

  test('add up: the parts of an hour make the hour, wherever it is cut', async () => {
    const whole = await ask(hour('08:00:00', '09:00:00'));
    const parts = await Promise.all([
      ask(hour('08:00:00', '08:23:17')),
      ask(hour('08:23:17', '09:00:00')),
    ]);
    for (const name of [
      'starvedTimeMs',
      'failureTimeMs',
      'actualProductionTimeMs',
      'producedQuantity',
      'plannedRunTimeMs',
      'inspectedParts',
      'failureCount',
    ] as const) {
      const sum = parts.reduce((total, part) => total + (part.rows[0]?.elements[name] ?? 0), 0);
      expect([name, sum]).toEqual([name, whole.rows[0]?.elements[name]]);
    }
  });

  test('are told by station, by shift and by product', async () => {
    const stations = await ask(`by=station&${hour('08:00:00', '09:00:00')}`);
    expect(stations.rows.map(({ station, elements }) => [station, elements.failureTimeMs])).toEqual(
      [
        ['BD1/ASM/ASM1/GLUE', 0],
        [press, 600_000],
        [eol, 0],
      ],
    );
    const shifts = await ask(`by=shift&${hour('00:00:00', '23:00:00')}`);
    expect(
      shifts.rows.map(({ shift, elements }) => [shift?.date, shift?.id, elements.producedQuantity]),
    ).toEqual([
      ['2026-11-22', '3', 0],
      ['2026-11-23', '1', 5],
      ['2026-11-23', '2', 0],
      ['2026-11-23', '3', 0],
    ]);
    const products = await ask(`by=product&${hour('08:00:00', '09:00:00')}`);
    expect(products.rows.map(({ item, elements }) => [item, elements.producedQuantity])).toEqual([
      ['A', 3],
      ['B', 2],
    ]);
  });

  test('change when somebody says what a stop was', async () => {
    const said = { type: 'stop_classified', id: 'c-1', at: at('10:00:00'), station: press };
    await edge.post([{ ...said, from: at('08:20:00'), to: at('08:25:00'), reason: 'maintenance' }]);
    const { rows } = await ask(hour('08:00:00', '09:00:00'));
    expect(rows[0]?.elements).toMatchObject({
      failureTimeMs: 300_000,
      scheduledDownTimeMs: 300_000,
    });
    expect(rows[0]?.elements.plannedBusyTimeMs).toBe(3_300_000);
  });

  test('say what is missing instead of 0, and that there is no such line', async () => {
    const { rows } = await ask(hour('02:00:00', '03:00:00'));
    expect(rows[0]?.values['effectiveness']).toMatchObject({
      value: null,
      zero: ['actualProductionTimeMs'],
    });
    expect((await edge.get('/api/v1/lines/NONE/kpis')).status).toBe(404);
  });
});
