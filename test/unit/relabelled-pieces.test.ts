import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import { plantModel } from '../../domain/plant.ts';
import { kpis } from '../../edge/kpi/kpis.ts';
import { orders } from '../../edge/orders/orders.ts';
import { flowOf } from '../../edge/report/flow.ts';
import { prepareReportRows } from '../../edge/report/rows.ts';
import { summaries } from '../../edge/sync/summaries.ts';
import { edgeInMemory, message, plant } from '../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const assembly = plantModel.parse({
  ...plant,
  lines: [{ path: line, name, stations: [{ path: station, name }] }],
});
const ms = (time: string) => Date.parse(`2026-11-23T${time}:00Z`);
const window = { fromMs: ms('08:00'), toMs: ms('09:00') };

/** A speaker that is started under one label and judged under another; and one with one label. */
const events = {
  released: {
    ...{ type: 'order_released', at: ms('06:00'), order: 'WO-1', item: 'SPK', line },
    quantity: { value: 2, uom: '1' },
  },
  started: { type: 'unit_started', at: ms('07:00'), unit: 'OLD', item: 'SPK', order: 'WO-1' },
  other: { type: 'unit_started', at: ms('07:00'), unit: 'PLAIN', item: 'SPK', order: 'WO-1' },
  relabelled: { type: 'unit_relabelled', at: ms('07:30'), unit: 'NEW', previous: 'OLD' },
  judged: judged('NEW', '08:10'),
  otherJudged: judged('PLAIN', '08:20'),
};
type Name = keyof typeof events;

function judged(unit: string, time: string) {
  return {
    ...{ type: 'unit_processed', at: ms(time), station, unit, operation: 'EOL', result: 'pass' },
    startedAt: ms(time) - 5000,
  };
}

function edgeAfter(names: readonly Name[]) {
  const edge = edgeInMemory(() => ms('10:00'));
  const record = (of: Name) => edge.record(factoryEvent.parse({ id: of, ...events[of] }));
  for (const of of names) record(of);
  return { ...edge, record, context: { ...edge.context, plant: assembly } };
}

const asItHappened: readonly Name[] = [
  'released',
  'started',
  'other',
  'relabelled',
  'judged',
  'otherJudged',
];

describe.each([
  ['as it happened', asItHappened],
  ['the other way round', asItHappened.toReversed()],
  ['the new label last', [...asItHappened.filter((of) => of !== 'relabelled'), 'relabelled']],
] as const)('a piece that is judged under a new label, told %s', (_, told) => {
  test('is of its product and of its order', () => {
    const { context } = edgeAfter(told);
    const ask = kpis.prepare(context);
    const good = (by: 'product' | 'order') =>
      ask({ line, by: [by], ...window }).rows.map((row) => [
        row.item ?? row.order,
        row.elements.goodQuantity,
      ]);
    expect(good('product')).toEqual([['SPK', 2]]);
    expect(good('order')).toEqual([['WO-1', 2]]);
  });

  test('is counted in the progress of its order, once', () => {
    const { context } = edgeAfter(told);
    const [order] = orders.prepare(context)({ after: 0, limit: 1 }).orders;
    expect(order).toMatchObject({ order: 'WO-1', unitsStarted: 2, good: 2, reject: 0 });
  });

  test('is in the report of its shift as what it is', () => {
    const { db } = edgeAfter(told);
    const stationId = db.prepare<[], number>('SELECT id FROM station').pluck().get();
    const flow = flowOf(prepareReportRows(db), stationId, window);
    expect(flow).toMatchObject({ changes: [], orders: [{ order: 'WO-1', good: 2 }] });
  });
});

test('an order whose unit was started under both of its labels counts it once', () => {
  const { context, recordMessages } = edgeAfter(asItHappened);
  recordMessages([message({ ...events.started, id: 'again', unit: 'NEW' })]);
  const [order] = orders.prepare(context)({ after: 0, limit: 1 }).orders;
  expect(order).toMatchObject({ unitsStarted: 2, good: 2 });
});

test('the operations centre is told anew of the hours of a unit that turns out to be another label of one', () => {
  const edge = edgeAfter(asItHappened.filter((of) => of !== 'relabelled'));
  const ask = summaries.prepare(edge.context);
  const productsIn = (afterSeq: number) =>
    ask({ afterSeq, eventsMax: 1000 }).summaries.flatMap((one) =>
      one.kind === 'hour' && one.from === '2026-11-23T08:00:00.000Z' ? one.products : [],
    );
  expect(productsIn(0)).toEqual([
    { item: null, good: 1, reject: 0 },
    { item: 'SPK', good: 1, reject: 0 },
  ]);
  edge.record('relabelled');
  expect(productsIn(asItHappened.length - 1)).toEqual([{ item: 'SPK', good: 2, reject: 0 }]);
});
