import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { type Elements, sumElements } from '../../../domain/kpi/elements.ts';
import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { edgeInMemory } from '../../support/edge-file.ts';
import { disorder, labelDisorder } from '../../support/histories.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const at = (time: string) => `2026-11-23T${time}:00+07:00`;
const event = (fields: object) => factoryEvent.parse(fields);
const state = (time: string, to: string) =>
  event({ id: `s-${time}`, type: 'state_changed', at: at(time), station, state: to });
const made = (time: string, order: string, item: string, result = 'pass') => {
  const unit = `U-${time}`;
  const begun = { id: `b-${time}`, type: 'unit_started', at: at('05:00'), unit, item, order };
  const done = { type: 'unit_processed', at: at(time), station, unit, operation: 'EOL', result };
  return [event(begun), event({ ...done, id: `p-${time}` })];
};
const started = (time: string, order: string, item: string) =>
  event({ id: `o-${time}`, type: 'order_started', at: at(time), order, item, line });
const target = event({
  id: 't-1',
  type: 'target_set',
  at: at('05:00'),
  line,
  effectiveFrom: at('00:00'),
  plannedCycleMs: 600_000,
});
const metered = (time: string, total: number) =>
  event({ id: `m-${time}`, type: 'energy_metered', at: at(time), station, meter: 'EM', total });

const from = Date.parse(at('06:00'));
const morning = { line, fromMs: from, toMs: Date.parse(at('08:00')) };
const told = ({ rows }: { rows: readonly KpiRow[] }, ...names: (keyof Elements)[]) =>
  rows.map(({ order, item, elements }) => [
    order ?? item,
    ...names.map((name) => {
      const value = elements[name] ?? null;
      return value !== null && name.endsWith('Ms') ? value / 60_000 : value;
    }),
  ]);

describe('the KPIs of a line by order', () => {
  // Pieces of WO-1 at 06:10, 06:20 and 06:30; the change takes until 07:00; of WO-2 at 07:10 and 07:30.
  const history = [
    target,
    state('05:30', 'producing'),
    state('06:30', 'setup'),
    state('07:00', 'producing'),
    state('07:30', 'unscheduled_down'),
    ...made('06:10', 'WO-1', 'A'),
    ...made('06:20', 'WO-1', 'A', 'fail'),
    ...made('06:30', 'WO-1', 'A'),
    ...made('07:10', 'WO-2', 'B'),
    ...made('07:30', 'WO-2', 'B'),
    started('05:30', 'WO-1', 'A'),
    event({ id: 'c-1', type: 'order_completed', at: at('06:30'), order: 'WO-1' }),
    started('06:40', 'WO-2', 'B'),
    ...[metered('06:00', 100), metered('06:20', 103), metered('07:20', 110)],
  ];
  const file = edgeInMemory(() => Date.parse(at('08:00')));
  file.record(history);
  const ask = kpis.prepare(file.context);

  test('give the time before a piece to the order of the piece, a changeover to the new order', () => {
    const reply = ask({ ...morning, by: ['order'] });
    expect(
      told(reply, 'actualProductionTimeMs', 'actualSetupTimeMs', 'failureTimeMs', 'goodQuantity'),
    ).toEqual([
      ['WO-1', 30, 0, 0, 2],
      // After its last piece the line stays with it.
      ['WO-2', 30, 30, 30, 2],
    ]);
    // 3 pieces of 10 minutes in 30 minutes, 2 of 3 good; 2 of 10 in 90 planned, of them 30 producing.
    expect(reply.rows.map(({ values }) => values['oee_index']?.value)).toEqual([
      expect.closeTo(2 / 3, 12),
      expect.closeTo((30 / 90) * (20 / 30), 12),
    ]);
  });

  test('know how long an order was executed and what energy it took', () => {
    const reply = ask({ ...morning, by: ['order'] });
    // WO-1 from the beginning of the time to 06:30; WO-2 from 06:40 on.
    expect(told(reply, 'orderExecutionTimeMs', 'energyKilowattHours')).toEqual([
      ['WO-1', 30, 3],
      ['WO-2', 80, 7],
    ]);
  });

  test('add up to those of the line, by hour and by product too', () => {
    const [whole] = ask({ ...morning, by: [] }).rows;
    for (const by of [['order'], ['product'], ['hour', 'order'], ['station', 'product']] as const) {
      const sum = sumElements(ask({ ...morning, by }).rows.map(({ elements }) => elements));
      for (const name of summed)
        expect([by, name, sum[name]]).toEqual([by, name, whole?.elements[name]]);
    }
  });

  test('where a station has no serials follow the starts of orders', () => {
    const counting = edgeInMemory(() => Date.parse(at('08:00')));
    const counted = (time: string, delta: number) => {
      const reading = { type: 'counted', at: at(time), station, counter: 'c', delta, good: delta };
      return event({ ...reading, id: `k-${time}`, reject: 0 });
    };
    counting.record([
      target,
      state('05:30', 'producing'),
      started('05:30', 'WO-1', 'A'),
      started('07:00', 'WO-2', 'B'),
      ...[counted('06:10', 5), counted('06:50', 4), counted('07:05', 3)],
      event({ id: 'x', type: 'heartbeat', at: at('08:00'), station }),
    ]);
    const reply = kpis.prepare(counting.context)({ ...morning, by: ['order'] });
    expect(told(reply, 'plannedBusyTimeMs', 'goodQuantity')).toEqual([
      ['WO-1', 60, 9],
      ['WO-2', 60, 3],
    ]);
  });

  test('where a counter names its product follow it, for pieces, time and the planned run time', () => {
    const counting = edgeInMemory(() => Date.parse(at('08:00')));
    const counted = (time: string, delta: number, item?: string) => {
      const reading = { type: 'counted', at: at(time), station, counter: 'c', delta, item };
      return event({ ...reading, id: `k-${time}`, good: delta, reject: 0 });
    };
    const targetOf = (item: string, plannedCycleMs: number) =>
      event({ ...target, id: `t-${item}`, item, plannedCycleMs });
    counting.record([
      ...[targetOf('A', 60_000), targetOf('B', 120_000), state('05:30', 'producing')],
      ...[started('05:30', 'WO-1', 'A'), started('07:00', 'WO-2', 'B')],
      // Two readings name no product: what they count is the order's.
      ...[
        counted('06:30', 5),
        counted('07:10', 4, 'A'),
        counted('07:30', 3, 'B'),
        counted('07:40', 1),
      ],
      event({ id: 'x', type: 'heartbeat', at: at('08:00'), station }),
    ]);
    const ask = kpis.prepare(counting.context);
    const products = ask({ ...morning, by: ['product'] });
    expect(told(products, 'plannedBusyTimeMs', 'goodQuantity', 'plannedRunTimeMs')).toEqual([
      ['A', 70, 9, 9],
      ['B', 50, 4, 8],
    ]);
    const orders = ask({ ...morning, by: ['order'] });
    expect(told(orders, 'plannedBusyTimeMs', 'goodQuantity', 'plannedRunTimeMs')).toEqual([
      ['WO-1', 60, 5, 5],
      ['WO-2', 60, 8, 12],
    ]);
    const [whole] = ask({ ...morning, by: [] }).rows;
    expect(whole?.elements.plannedRunTimeMs).toBe(17 * 60_000);
  });

  test('have no pieces of a station that tells neither serials nor counts', () => {
    const mute = edgeInMemory(() => Date.parse(at('08:00')));
    mute.record([state('05:30', 'producing'), state('08:00', 'setup')]);
    const { rows } = kpis.prepare(mute.context)({ ...morning, by: ['order'] });
    expect(rows.map(({ elements }) => elements.producedQuantity)).toEqual([undefined]);
  });
});

const summed = [
  'calendarTimeMs',
  'plannedBusyTimeMs',
  'actualProductionTimeMs',
  'actualSetupTimeMs',
  'failureTimeMs',
  'failureCount',
  'producedQuantity',
  'goodQuantity',
  'scrapQuantity',
  'plannedRunTimeMs',
  'energyKilowattHours',
] as const;

test('the parts by order of any history are its whole', () => {
  const smt = 'BD1/SMT/SMT1';
  fc.assert(
    fc.property(
      fc.oneof(disorder, labelDisorder),
      fc.constantFrom('order', 'product'),
      ({ arrival }, kind) => {
        const { record, context } = edgeInMemory();
        for (const said of arrival) record(said);
        const ask = kpis.prepare(context);
        const fromMs = Date.UTC(2026, 10, 23);
        const window = { line: smt, fromMs, toMs: fromMs + 300_000 };
        const isThere = context.db.prepare('SELECT 1 FROM station').get() !== undefined;
        if (!isThere) return;
        const whole = ask({ ...window, by: ['station'] }).rows;
        const parts = Map.groupBy(
          ask({ ...window, by: ['station', kind] }).rows,
          (row) => row.station,
        );
        for (const { station: path, elements } of whole) {
          const sum = sumElements((parts.get(path) ?? []).map((part) => part.elements));
          for (const name of ['plannedBusyTimeMs', 'noDataTimeMs', 'producedQuantity'] as const) {
            expect([name, sum[name] ?? 0]).toEqual([name, elements[name] ?? 0]);
          }
        }
      },
    ),
    { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 40) },
  );
}, 60_000);
