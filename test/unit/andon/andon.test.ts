import { describe, expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../../domain/events/event.ts';
import { andon, andonBoard } from '../../../edge/andon/andon.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/GLUE`;
const at = (time: string) => `2026-11-23T${time}+07:00`;

const event = (content: object): FactoryEvent => factoryEvent.parse(content);
const called = (incident: string, time: string, rest: object = {}) =>
  event({
    id: `c-${incident}`,
    type: 'incident_reported',
    at: at(time),
    station,
    incident,
    category: 'material',
    ...rest,
  });
const taken = (incident: string, time: string, by = 'tech.an') =>
  event({ id: `a-${incident}`, type: 'incident_acknowledged', at: at(time), incident, by });
const resolved = (incident: string, time: string) =>
  event({ id: `r-${incident}`, type: 'incident_resolved', at: at(time), incident, by: 'tech.an' });

function plantAt(time: string) {
  const file = edgeInMemory(() => Date.parse(at(time)));
  const ask = andon.prepare(file.context);
  const board = andonBoard.prepare(file.context);
  const all = { below: '', fromMs: undefined, toMs: undefined, limit: 100 };
  return {
    record: file.record,
    board: () => board({}),
    ask: (below = '') => ask({ ...all, below }),
  };
}

describe('a call for help', () => {
  test('is open until somebody resolves it, and says how soon it was answered', () => {
    const { record, ask } = plantAt('09:30:00');
    record(called('INC-1', '09:00:00', { by: 'op.tam', description: 'glue is empty' }));
    expect(ask().open).toMatchObject([
      { incident: 'INC-1', station, category: 'material', by: 'op.tam', at: expect.any(String) },
    ]);
    record(taken('INC-1', '09:02:00'));
    expect(ask().open).toMatchObject([{ acknowledgedBy: 'tech.an', responseMs: 120_000 }]);
    record(resolved('INC-1', '09:10:00'));
    const { open, recent, summary } = ask();
    expect(open).toEqual([]);
    expect(recent).toMatchObject([{ incident: 'INC-1', responseMs: 120_000, resolveMs: 600_000 }]);
    expect(summary).toEqual({ calls: 1, responseMsMedian: 120_000, resolveMsMedian: 600_000 });
  });

  test('is known when its end comes before its beginning', () => {
    const { record, ask } = plantAt('09:30:00');
    record(resolved('INC-1', '09:10:00'), taken('INC-1', '09:02:00'));
    expect(ask().recent).toEqual([]);
    record(called('INC-1', '09:00:00'));
    expect(ask().recent).toMatchObject([{ responseMs: 120_000, resolveMs: 600_000 }]);
  });

  test('that was retracted never was, and a corrected one is where the correction says', () => {
    const { record, ask } = plantAt('09:01:00');
    record(called('INC-1', '09:00:00'), called('INC-2', '09:00:30'));
    const about = { at: at('09:00:50'), reason: 'wrong button' };
    record(event({ id: 'x-1', type: 'event_retracted', ...about, event: 'c-INC-1' }));
    const right = called('INC-2', '09:00:30', { station: `${line}/PRESS`, category: 'quality' });
    record(
      event({ id: 'x-2', type: 'event_corrected', ...about, event: 'c-INC-2', replacement: right }),
    );
    expect(ask().open).toMatchObject([{ incident: 'INC-2', station: `${line}/PRESS` }]);
  });

  test('whose resolution is retracted is open again', () => {
    const { record, ask } = plantAt('09:30:00');
    record(called('INC-1', '09:00:00'), resolved('INC-1', '09:10:00'));
    const about = { at: at('09:12:00'), reason: 'it came back' };
    record(event({ id: 'x-1', type: 'event_retracted', ...about, event: 'r-INC-1' }));
    expect(ask().open).toMatchObject([{ incident: 'INC-1' }]);
  });

  test('about safety is urgent at once, any other when nobody answers in time', () => {
    const { record, board } = plantAt('09:06:00');
    record(
      called('INC-1', '09:05:00'),
      called('INC-2', '09:00:00'),
      called('INC-3', '09:05:30', { category: 'safety' }),
      called('INC-4', '09:05:30', { priority: 4 }),
      called('INC-5', '08:00:00'),
      taken('INC-5', '08:01:00'),
    );
    expect(board().open.map((c) => [c.incident, c.priority, c.isEscalated])).toEqual([
      ['INC-2', 1, true],
      ['INC-3', 1, false],
      ['INC-1', 2, false],
      ['INC-5', 2, false],
      ['INC-4', 4, false],
    ]);
  });

  test('of yesterday that nobody resolved is still open', () => {
    const { record, board } = plantAt('23:00:00');
    record(called('INC-1', '01:00:00'));
    expect(board().open).toHaveLength(1);
  });

  test('is asked for by line or by station', () => {
    const { record, ask } = plantAt('09:01:00');
    record(
      called('INC-1', '09:00:00'),
      called('INC-2', '09:00:00', { station: 'BD1/ASM/ASM10/GLUE' }),
    );
    expect(ask(line).open.map(({ incident }) => incident)).toEqual(['INC-1']);
    expect(ask(station).open.map(({ incident }) => incident)).toEqual(['INC-1']);
    expect(ask(`${line}/EOL`).open).toEqual([]);
  });
});

test('a complaint about a serial is no call', () => {
  const { record, ask } = plantAt('09:01:00');
  record(called('INC-1', '09:00:00', { category: 'complaint', object: 'unit:U-1' }));
  expect(ask().open).toEqual([]);
});

describe('the alarm of the pace', () => {
  const target = (perHour: number) =>
    event({
      id: 't-1',
      type: 'target_set',
      at: at('05:00:00'),
      line,
      effectiveFrom: at('00:00:00'),
      plannedPerHour: perHour,
      plannedCycleMs: 60_000,
    });
  const passage = (time: string) =>
    event({
      id: `p-${time}`,
      type: 'unit_processed',
      at: at(time),
      station,
      unit: `U-${time}`,
      operation: 'GLUE',
      result: 'pass',
    });

  test('comes when the hour can no longer reach its plan, and says by how much', () => {
    const { record, ask } = plantAt('09:30:00');
    record(target(60), passage('09:10:00'));
    // One piece in half an hour; 30 more at best make 31 of 60.
    expect(ask().pace).toMatchObject([
      { line, planned: 60, plannedNow: 30, good: 1, behind: 29, atBest: 31 },
    ]);
  });

  test('does not come while the plan can be reached, nor when the settings switch it off', () => {
    const { record, ask } = plantAt('09:30:00');
    record(target(30));
    expect(ask().pace).toEqual([]);
    const { record: recordOther, ask: askOther } = plantAt('09:30:00');
    const off = { effectiveFrom: at('00:00:00'), andon: { pace: false } };
    recordOther(target(60), event({ id: 's-1', type: 'andon_set', at: at('05:00:00'), ...off }));
    recordOther(passage('09:10:00'));
    expect(askOther().pace).toEqual([]);
  });
});
