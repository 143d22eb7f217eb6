import { expect, test } from 'vitest';
import type { StationPath } from '../../domain/equipment-path.ts';
import { type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import { exposuresReply } from '../../edge/api/contract/exposures.ts';
import { exposures } from '../../edge/exposures/exposures.ts';
import type { Surroundings } from '../../edge/exposures/surroundings.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const hourMs = Date.UTC(2026, 10, 23, 8);
const minuteMs = 60_000;
const oven = 'BD1/SMT/SMT1/OVEN' as StationPath; // Written here.
const other = 'BD1/SMT/SMT1/AOI';

/** An event so many minutes after the hour began. */
function event(minutes: number, content: Readonly<Record<string, unknown>>): FactoryEvent {
  return factoryEvent.parse({ at: hourMs + minutes * minuteMs, ...content });
}

/** A passage of two minutes, told by the oven. */
function passage(unit: string, minutes: number, content: object = {}): FactoryEvent {
  const startedAt = hourMs + (minutes - 2) * minuteMs;
  const body = { type: 'unit_processed', station: oven, operation: 'REFLOW', result: 'pass' };
  return event(minutes, { ...body, id: `P-${unit}`, unit, startedAt, ...content });
}

const raised = (minutes: number, alarm: string, content: object = {}) =>
  event(minutes, {
    type: 'alarm_raised',
    id: `R-${alarm}-${minutes}`,
    station: oven,
    alarm,
    code: 'E417',
    ...content,
  });
const cleared = (minutes: number, alarm: string) =>
  event(minutes, { type: 'alarm_cleared', id: `C-${alarm}-${minutes}`, station: oven, alarm });
const calibrated = (minutes: number, dueMinutes: number, content: object) =>
  event(minutes, {
    type: 'calibrated',
    id: `K-${JSON.stringify(content)}-${minutes}`,
    dueAt: hourMs + dueMinutes * minuteMs,
    ...content,
  });

function ask(events: readonly FactoryEvent[], around: Surroundings, conditions: object = {}) {
  const file = edgeInMemory(() => hourMs + 90 * minuteMs);
  for (const one of events) file.record(one);
  const answer = exposures.prepare(file.context);
  return exposuresReply.parse(
    answer({
      fromMs: hourMs,
      toMs: hourMs + 60 * minuteMs,
      where: { station: oven },
      conditions,
      around,
      limit: 100,
    }),
  );
}

const found = (...asked: Parameters<typeof ask>) => ask(...asked).units.map(({ unit }) => unit);

/** The same answer whatever came first. */
function inBothOrders(events: readonly FactoryEvent[], around: Surroundings) {
  const units = found(events, around);
  expect(found(events.toReversed(), around)).toEqual(units);
  return units;
}

test('an alarm exposes what passed while it was active, also one that came days before', () => {
  const events = [
    raised(-3000, 'OLD', { code: 'E900' }),
    raised(10, 'A'),
    cleared(15, 'A'),
    raised(20, 'FLASH', { code: 'E100' }),
    cleared(20, 'FLASH'),
    raised(30, 'ELSEWHERE', { station: other }),
    raised(50, 'STAYS'),
    passage('BEFORE', 9),
    passage('ACROSS', 11),
    passage('WITHIN', 14),
    passage('LEAVES', 16.5),
    passage('AFTER', 18),
    passage('FLASHED', 21),
    passage('OTHER-STATION', 31),
    passage('LAST', 55),
  ];
  expect(inBothOrders(events, { alarm: 'E417' })).toEqual(['ACROSS', 'WITHIN', 'LEAVES', 'LAST']);
  expect(inBothOrders(events, { alarm: 'E100' })).toEqual(['FLASHED']);
  expect(inBothOrders(events, { alarm: 'E900' })).toHaveLength(8);
  expect(inBothOrders(events, { alarm: 'any' })).toHaveLength(8);
  expect(inBothOrders(events, { alarm: 'E1' })).toEqual([]);
});

test('an alarm that nobody raised after all exposes nothing', () => {
  const wrong = raised(10, 'A');
  const retracted = event(40, {
    type: 'event_retracted',
    id: 'X',
    event: wrong.id,
    reason: 'test alarm',
  });
  expect(found([wrong, passage('U-1', 12), retracted], { alarm: 'any' })).toEqual([]);
});

test('a passage that tells no start may have begun during the alarm: undecided', () => {
  const reply = ask(
    [raised(10, 'A'), cleared(10.5, 'A'), passage('U-1', 10.6, { startedAt: undefined })],
    { alarm: 'any' },
  );
  expect([reply.units.length, reply.summary.undecided, reply.completeness.complete]).toEqual([
    0,
    1,
    false,
  ]);
});

test('calibration was overdue when the latest one of the station or a tool was past due or failed', () => {
  const events = [
    calibrated(-9000, 20, { station: oven }),
    calibrated(-9000, 5, { tool: 'NOZ-1' }),
    calibrated(15, 9000, { tool: 'NOZ-1' }),
    calibrated(30, 9000, { station: oven }),
    calibrated(40, 9000, { tool: 'NOZ-2', result: 'fail' }),
    calibrated(50, 9000, { tool: 'NOZ-2', result: 'pass' }),
    calibrated(-9000, -10, { station: other }),
    passage('TOOL-DUE', 10, { tools: ['NOZ-1'] }),
    passage('TOOL-DONE', 16, { tools: ['NOZ-1'] }),
    passage('STATION-DUE', 25),
    passage('STATION-DONE', 31, { tools: ['NEVER-CALIBRATED'] }),
    passage('TOOL-FAILED', 45, { tools: ['NOZ-1', 'NOZ-2'] }),
    passage('TOOL-PASSED', 55, { tools: ['NOZ-2'] }),
  ];
  const units = ['TOOL-DUE', 'STATION-DUE', 'TOOL-FAILED'];
  expect(inBothOrders(events, { calibration: 'overdue' })).toEqual(units);
});

test('conditions on what was around a passage hold together with those on the passage itself', () => {
  const events = [
    calibrated(-9000, 5, { station: oven }),
    raised(10, 'A'),
    passage('GOOD', 12),
    passage('BAD', 14, { result: 'fail' }),
    cleared(15, 'A'),
    passage('BAD-LATER', 30, { result: 'fail' }),
  ];
  const around = { alarm: 'E417', calibration: 'overdue' } as const;
  expect(found(events, around, { result: 'fail' })).toEqual(['BAD']);
});
