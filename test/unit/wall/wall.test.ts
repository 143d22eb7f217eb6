import { expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../../domain/events/event.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { throughput } from '../../../edge/kpi/throughput.ts';
import { lines } from '../../../edge/lines/lines.ts';
import { wall } from '../../../edge/wall/wall.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const event = (content: object): FactoryEvent => factoryEvent.parse(content);
const state = (time: string, to: string) =>
  event({ id: `s-${time}`, type: 'state_changed', at: at(time), station, state: to });
const passage = (time: string, result = 'pass') =>
  event({
    id: `p-${time}`,
    type: 'unit_processed',
    at: at(time),
    station,
    unit: `U-${time}`,
    operation: 'EOL',
    result,
  });

/** A shift of 06:00 to 14:00 with half an hour's break, 10 pieces an hour, six minutes each. */
const setUp = [
  event({
    id: 'cal',
    type: 'calendar_set',
    at: at('05:00'),
    calendar: {
      effectiveFrom: '2026-11-01',
      shifts: [
        { id: '1', start: '06:00', end: '14:00', breaks: [{ start: '08:00', end: '08:30' }] },
      ],
    },
  }),
  event({
    id: 'target',
    type: 'target_set',
    at: at('05:00'),
    line,
    effectiveFrom: at('00:00'),
    plannedPerHour: 10,
    plannedCycleMs: 360_000,
    oee: 0.8,
  }),
];

test('the wall says of a shift what the KPIs and the throughput say of it', () => {
  const file = edgeInMemory(() => Date.parse(at('09:00')));
  file.record(...setUp, state('06:00', 'producing'), state('08:40', 'unscheduled_down'));
  file.record(
    passage('06:30'),
    passage('07:30', 'fail'),
    passage('08:35'),
    state('08:50', 'producing'),
  );
  const [shown] = wall.prepare(file.context)({}).lines;
  const params = { line, shift: 'now' };
  const [row] = kpis.prepare(file.context)({ ...params, by: [] }).rows;
  const output = throughput.prepare(file.context)(params);
  expect(shown?.oee).toBe(row?.values['oee_index']?.value);
  expect(shown?.oee).toBeGreaterThan(0);
  expect(shown?.availability).toBe(row?.values['availability']?.value);
  expect(shown).toMatchObject({ good: 2, reject: 1, oeeTarget: 0.8, planned: output.planned });
  expect(shown?.pace).toMatchObject(output.pace ?? {});
  expect(shown?.pace).toMatchObject({ good: 0, planned: 10 });
  // Two and a half hours of work have passed: the break is not among them.
  expect(shown?.plannedNow).toBe(25);
  expect(shown?.hours.slice(0, 3).map(({ planned, plannedNow }) => [planned, plannedNow])).toEqual([
    [10, 10],
    [10, 10],
    [5, 5],
  ]);
  expect(shown?.losses).toMatchObject([{ timeClass: 'failure', durationMs: 600_000 }]);
});

test('the board plans with the targets and the breaks that people set', () => {
  const file = edgeInMemory(() => Date.parse(at('09:00')));
  file.record(...setUp, state('06:00', 'producing'), passage('06:30'));
  const [shown] = lines.prepare(file.context)({}).lines;
  expect(shown?.shift).toMatchObject({ good: 1, target: 75, targetNow: 25 });
  expect(shown?.hours[2]).toMatchObject({ target: 5, targetNow: 5 });
});

test('outside of the shifts the wall says so and keeps the counts of the last one', () => {
  const file = edgeInMemory(() => Date.parse(at('20:00')));
  file.record(
    ...setUp,
    state('06:00', 'producing'),
    passage('06:30'),
    state('14:00', 'not_scheduled'),
  );
  const [shown] = wall.prepare(file.context)({}).lines;
  expect(shown).toMatchObject({ now: 'not_scheduled', good: 1, pace: null });
});
