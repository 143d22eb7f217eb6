import { expect, test } from 'vitest';
import { objectRef } from '../../domain/object-ref.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 23, 1);
const station = 'BD1/SMT/SMT1/PLACE';

/** Two reels an hour each by the scanner's clock; a unit in the second hour, as its machine tells it. */
function certaintiesBy(machine: { readonly aheadMs: number; readonly lateMs: number }) {
  let nowMs = startMs;
  const edge = edgeInMemory(() => nowMs);
  const say = (source: string, event: object) => edge.recordMessages([message(event, source)]);
  for (const [hours, lot] of ['R-1', 'R-2', 'R-3'].entries()) {
    nowMs = startMs + hours * hourMs;
    say('scanner', { id: `m-${lot}`, type: 'lot_mounted', at: nowMs, station, slot: 'F1', lot });
  }
  const passedMs = startMs + 1.5 * hourMs;
  const at = passedMs + machine.aheadMs;
  const passage = { unit: 'U-1', operation: 'PLACE', result: 'pass', startedAt: at - 5000, at };
  nowMs = passedMs + machine.lateMs;
  say('machine', { id: 'p-1', type: 'unit_processed', station, ...passage });
  const ask = trace.prepare(edge.context);
  const { nodes } = ask({ object: objectRef.parse('unit:U-1'), direction: 'backward' });
  return Object.fromEntries(
    nodes.filter(({ depth }) => depth > 0).map(({ object, certainty }) => [object, certainty]),
  );
}

test('a machine whose clock is right is certain', () => {
  expect(certaintiesBy({ aheadMs: 0, lateMs: 0 })).toEqual({ 'lot:R-2': 'certain' });
});

test('a machine that sends two hours late is still certain', () => {
  expect(certaintiesBy({ aheadMs: 0, lateMs: 2 * hourMs })).toEqual({ 'lot:R-2': 'certain' });
});

test('a machine whose clock is an hour ahead is certain of nothing, and misses nothing', () => {
  expect(certaintiesBy({ aheadMs: hourMs, lateMs: 0 })).toEqual({
    'lot:R-2': 'possible',
    'lot:R-3': 'possible',
  });
});

/** A carton comes back from a customer, goes onto another pallet at once, and is shipped again; twice. */
function shippedAgain(packerAheadMs: number, order: <T>(events: T[]) => T[]) {
  const edge = edgeInMemory();
  const time = (minute: number) => startMs + minute * 60_000;
  const packed = (minute: number, container: string, contents: string) => ({
    type: 'packed',
    at: time(minute) + packerAheadMs,
    station: 'BD1/TST/TST1/PACK',
    container,
    contents: [contents],
  });
  const dock = { station: 'BD1/TST/TST1/SHIP', source: 'dock' };
  const trips = ['A', 'B', 'C'].flatMap((customer, trip) => {
    const at = 30 * trip;
    const shipment = { shipment: `S-${customer}`, contents: [`container:P-${customer}`] };
    return [
      packed(at + 0.1, `P-${customer}`, 'container:C-1'),
      { ...dock, type: 'shipped', at: time(at + 10), ...shipment, customer },
      { ...dock, type: 'returned', at: time(at + 30), contents: ['container:C-1'], reason: 'buzz' },
    ];
  });
  const said = [packed(0, 'C-1', 'unit:U-1'), ...trips.slice(0, -1)];
  const told = said.map((event, at) => ({ source: 'packer', ...event, id: `e-${at}` }));
  for (const { source, ...event } of order(told)) edge.recordMessages([message(event, source)]);
  const ask = trace.prepare(edge.context);
  const { nodes, summary } = ask({ object: objectRef.parse('unit:U-1'), direction: 'forward' });
  const left = nodes.filter(({ removedAt }) => removedAt !== undefined);
  return {
    left: left.map(({ object }) => object).sort(),
    customers: summary.customers.toSorted(),
    at: nodes.find(({ object }) => object === 'container:C-1')?.location,
  };
}

test.each([0, -16_000, 16_000])(
  'a carton that came back is where it went next, by a packer %d ms ahead of the dock',
  (aheadMs) => {
    const truth = {
      left: ['container:P-A', 'container:P-B', 'shipment:S-A', 'shipment:S-B'],
      customers: ['A', 'B', 'C'],
      at: 'C',
    };
    expect(shippedAgain(aheadMs, (events) => events)).toEqual(truth);
    expect(shippedAgain(aheadMs, (events) => events.toReversed())).toEqual(truth);
  },
);
