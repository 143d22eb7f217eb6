import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { type ShiftReportReply, shiftReportReply } from '../../../edge/api/contract/report.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { shiftReport } from '../../../edge/report/report.ts';
import { edgeIn } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const eol = `${line}/EOL`;
const press = `${line}/PRESS`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const told = (event: object) => factoryEvent.parse(event);
const state = (station: string, time: string, to: string) =>
  told({ id: `${station}-${time}`, type: 'state_changed', at: at(time), station, state: to });
const passage = (unit: string, time: string, rest: object = {}) => [
  told({
    id: `b-${unit}`,
    type: 'unit_started',
    at: at('05:00'),
    unit,
    item: unit.split('-')[0],
    order: `WO-${unit.split('-')[0]}`,
  }),
  told({
    id: `p-${unit}`,
    type: 'unit_processed',
    at: at(time),
    station: eol,
    unit,
    operation: 'EOL',
    result: 'pass',
    ...rest,
  }),
];

// By hand, 06:00 to 14:00 at EOL: produces but for 08:00-08:30 (starved by the PRESS, which is down)
// and 10:00-10:01 (down, a micro-stop): 480 - 30 - 1 = 449 min. Eight pieces of A with 30 min each,
// two of B with 60 min: 360 min planned run time, 36 min a piece.
const history: FactoryEvent[] = [
  told({
    id: 't-A',
    type: 'target_set',
    at: at('05:00'),
    line,
    item: 'A',
    effectiveFrom: at('00:00'),
    plannedCycleMs: 1_800_000,
    plannedPerHour: 2,
  }),
  told({
    id: 't-B',
    type: 'target_set',
    at: at('05:00'),
    line,
    item: 'B',
    effectiveFrom: at('00:00'),
    plannedCycleMs: 3_600_000,
    plannedPerHour: 1,
  }),
  told({
    id: 't',
    type: 'target_set',
    at: at('05:00'),
    line,
    effectiveFrom: at('00:00'),
    plannedPerHour: 1.5,
  }),
  state(press, '05:30', 'producing'),
  state(eol, '05:30', 'producing'),
  state(press, '08:00', 'unscheduled_down'),
  state(eol, '08:00', 'standby_starved'),
  state(press, '08:30', 'producing'),
  state(eol, '08:30', 'producing'),
  state(eol, '10:00', 'unscheduled_down'),
  state(eol, '10:01', 'producing'),
  ...['06:30', '07:00', '07:30', '09:00', '09:30', '10:30', '11:00'].flatMap((time, n) =>
    passage(`A-${n}`, time),
  ),
  ...passage('A-7', '11:30', {
    result: 'fail',
    defects: [{ code: 'rub_buzz' }, { code: 'polarity' }],
  }),
  ...passage('B-0', '12:30'),
  ...passage('B-1', '13:30'),
  told({ id: 'on', type: 'operator_signed_on', at: at('05:55'), station: eol, operator: 'op.tam' }),
  told({
    id: 'off',
    type: 'operator_signed_off',
    at: at('14:00'),
    station: eol,
    operator: 'op.tam',
  }),
  told({
    id: 'inc',
    type: 'incident_reported',
    at: at('08:02'),
    station: press,
    incident: 'INC-1',
    category: 'maintenance',
    description: 'jam',
  }),
  told({
    id: 'inc-a',
    type: 'incident_acknowledged',
    at: at('08:04'),
    incident: 'INC-1',
    by: 'tech.an',
  }),
  told({
    id: 'inc-r',
    type: 'incident_resolved',
    at: at('08:30'),
    incident: 'INC-1',
    by: 'tech.an',
  }),
  told({
    id: 'rep',
    type: 'unit_repaired',
    at: at('11:45'),
    station: eol,
    unit: 'A-7',
    action: 'cone replaced',
  }),
];

const plant = plantModel.parse({
  site: 'BD1',
  name: { vi: 'Nhà máy', en: 'Plant' },
  lines: [
    {
      path: line,
      name: { vi: 'Lắp ráp 1', en: 'Assembly 1' },
      stations: [press, eol].map((path) => {
        return { path, name: { vi: path, en: path }, silentAfterMs: 7_200_000 };
      }),
    },
  ],
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A plant whose clock the test turns. */
function plantAt(time: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-report-'));
  folders.push(folder);
  let nowMs = Date.parse(at(time));
  const file = edgeIn(join(folder, 'edge.db'), () => nowMs);
  const ask = shiftReport.prepare({ ...file.context, plant });
  return {
    file,
    passTo: (later: string) => {
      nowMs = Date.parse(at(later));
    },
    report: (more: { asOfSeq?: number } = {}): ShiftReportReply =>
      shiftReportReply.parse(ask({ shift: '2026-11-23/1', line, software: '1.0.0', ...more })),
  };
}
const lineOf = ({ lines: [first] }: ShiftReportReply) => {
  if (first === undefined) throw new Error('assertion failed: one line is reported');
  return first;
};
const minutes = (value: number) => value / 60_000;

test('a shift of two products is told as worked out by hand', () => {
  const { file, report, passTo } = plantAt('14:00');
  file.record(...history);
  passTo('14:30');
  const reply = report();
  expect(reply).toMatchObject({
    isClosed: true,
    isPast: false,
    previous: '2026-11-22/3',
    next: '2026-11-23/2',
  });
  const told = lineOf(reply);
  expect(told.revision).toBe(1);
  expect(told.output).toMatchObject({ good: 9, reject: 1, planned: 12 });
  expect(told.output.hours.map(({ good, reject, planned }) => [good, reject, planned])).toEqual([
    [1, 0, 1.5],
    [2, 0, 1.5],
    [0, 0, 1.5],
    [2, 0, 1.5],
    [1, 0, 1.5],
    [1, 1, 1.5],
    [1, 0, 1.5],
    [1, 0, 1.5],
  ]);
  // A runs until the first B at 12:30, 6.5 h at 2 an hour; B the last 1.5 h at 1.
  expect(
    told.output.products.map(({ item, good, reject, planned }) => [item, good, reject, planned]),
  ).toEqual([
    ['A', 7, 1, 13],
    ['B', 2, 0, 1.5],
  ]);
  expect(told.values['availability']?.value).toBeCloseTo(449 / 480, 12);
  expect(told.values['effectiveness']?.value).toBeCloseTo(360 / 449, 12);
  expect(told.values['oee_index']?.value).toBeCloseTo((360 / 480) * 0.9, 12);
  expect(
    told.stops.map(({ durationMs, timeClass, station, isCoded }) => [
      minutes(durationMs),
      timeClass,
      station,
      isCoded,
    ]),
  ).toEqual([[30, 'failure', press, false]]);
  expect(
    told.losses.map(({ kind, durationMs, pieces }) => [kind, minutes(durationMs), pieces]),
  ).toEqual([
    ['speed', 89, 89 / 36],
    ['quality', 36, 1],
    ['failure', 30, 30 / 36],
    ['micro_stop', 1, 1 / 36],
  ]);
  expect(told.rejects).toMatchObject([{ station: eol, reason: 'rub_buzz', pieces: 1 }]);
  expect(told.repaired).toMatchObject([{ station: eol, reason: 'cone replaced', pieces: 1 }]);
  expect(told.orders.map(({ order, good, reject }) => [order, good, reject])).toEqual([
    ['WO-A', 7, 1],
    ['WO-B', 2, 0],
  ]);
  expect(told.changeovers).toMatchObject([{ from: 'A', to: 'B', durationMs: 3_600_000 }]);
  expect(told.operators).toMatchObject([
    {
      operator: 'op.tam',
      station: eol,
      from: '2026-11-22T23:00:00.000Z',
      to: '2026-11-23T07:00:00.000Z',
    },
  ]);
  expect(told.incidents).toMatchObject([
    { incident: 'INC-1', acknowledgedBy: 'tech.an', resolvedAt: '2026-11-23T01:30:00.000Z' },
  ]);
});

test('the losses and the good pieces at their planned run time are the planned busy time', () => {
  const { file, report, passTo } = plantAt('14:00');
  file.record(...history);
  passTo('14:30');
  const { losses, elements, output } = lineOf(report());
  const meanMs = (elements.plannedRunTimeMs ?? 0) / (output.good + output.reject);
  const lostMs = losses.reduce((sum, { durationMs }) => sum + durationMs, 0);
  expect(lostMs + output.good * meanMs).toBe(elements.plannedBusyTimeMs);
});

test('its KPIs are those of the KPI endpoint', () => {
  const { file, report, passTo } = plantAt('14:00');
  file.record(...history);
  passTo('14:30');
  const [row] = kpis.prepare({ ...file.context, plant })({
    line,
    shift: '2026-11-23/1',
    by: [],
  }).rows;
  const { elements, values } = lineOf(report());
  expect(elements).toEqual(row?.elements);
  expect(values).toEqual(row?.values);
});

test('a shift that runs is provisional and has no revisions', () => {
  const { file, report } = plantAt('12:00');
  file.record(...history);
  expect(report().isClosed).toBe(false);
  expect(lineOf(report()).revisions).toEqual([]);
});

test('what was signed is told again as it was, whatever is retracted, corrected or explained later', () => {
  const { file, report, passTo } = plantAt('14:00');
  file.record(...history);
  passTo('14:30');
  const before = report();
  const signed = lineOf(before);

  passTo('15:00');
  file.record(
    told({
      id: 'x-1',
      type: 'event_retracted',
      at: at('15:00'),
      event: 'p-A-0',
      reason: 'scanned twice',
    }),
    told({
      id: 'x-2',
      type: 'event_retracted',
      at: at('15:00'),
      event: `${press}-08:30`,
      reason: 'wrong machine',
    }),
    told({
      id: 'c-1',
      type: 'stop_classified',
      at: at('15:00'),
      station: press,
      from: at('08:00'),
      reason: 'jam',
    }),
    told({
      id: 't-2',
      type: 'target_set',
      at: at('15:00'),
      line,
      effectiveFrom: at('00:00'),
      plannedPerHour: 3,
    }),
    told({
      id: 'x-3',
      type: 'event_retracted',
      at: at('15:00'),
      event: 'inc',
      reason: 'test call',
    }),
    told({ id: 'x-4', type: 'event_retracted', at: at('15:00'), event: 'off', reason: 'stayed' }),
  );
  const now = lineOf(report());
  expect(now.revision).toBe(2);
  expect(now.output.good).toBe(8);
  expect(now.sha256).not.toBe(signed.sha256);
  expect(now.changes.find(({ id }) => id === 'quality_ratio')).toEqual({
    id: 'quality_ratio',
    before: 0.9,
    after: 8 / 9,
  });

  const past = report({ asOfSeq: before.asOf.seq });
  const again = lineOf(past);
  expect(past.isPast).toBe(true);
  expect(again).toEqual({ ...signed, revisions: again.revisions });
  expect(again.sha256).toBe(signed.sha256);
});

test('hand-overs are listed with who countersigned, in any order of arrival', () => {
  const { file, report } = plantAt('14:30');
  file.record(...history);
  const handover = told({
    id: 'h-1',
    type: 'shift_handed_over',
    at: at('14:05'),
    line,
    shift: '2026-11-23/1',
    by: 'sup.hoa',
    note: 'Vòi 2 rò',
  });
  const takeover = told({
    id: 'h-2',
    type: 'shift_taken_over',
    at: at('14:10'),
    line,
    shift: '2026-11-23/1',
    handover: 'h-1',
    by: 'sup.minh',
  });
  file.record(takeover, handover);
  expect(lineOf(report()).handovers).toMatchObject([
    { by: 'sup.hoa', note: 'Vòi 2 rò', takenOver: [{ by: 'sup.minh' }] },
  ]);
});

test('a panel of four boards is four pieces inspected, none of them reworked', () => {
  const { file, report, passTo } = plantAt('14:00');
  file.record(...history.filter(({ type }) => type === 'state_changed'));
  const positions = ['1', '2', '3', '4'].map((position) => {
    return {
      position,
      result: position === '4' ? 'fail' : 'pass',
      ...(position === '4' && { defects: [{ code: 'TOMBSTONE' }] }),
    };
  });
  file.record(...passage('A-9', '09:00', { result: 'fail', positions }));
  passTo('14:30');
  const { elements, rejects } = lineOf(report());
  expect(elements).toMatchObject({
    producedQuantity: 4,
    inspectedParts: 4,
    goodParts: 3,
    reworkQuantity: 0,
  });
  expect(rejects).toMatchObject([{ station: eol, reason: 'TOMBSTONE', pieces: 1 }]);
});

test('the order in which the events came says nothing', () => {
  const reports = [history, history.toReversed()].map((events) => {
    const { file, report, passTo } = plantAt('14:00');
    for (const event of events) file.record(event);
    passTo('14:30');
    const { stops, rejects, repaired, incidents, sha256: _, ...told } = lineOf(report());
    const withoutSeqs = (rows: readonly { eventSeqs: number[] }[]) =>
      rows.map(({ eventSeqs: _seqs, ...row }) => row);
    return { ...told, told: [stops, rejects, repaired, incidents].map(withoutSeqs), revisions: [] };
  });
  expect(reports[1]).toEqual(reports[0]);
});
