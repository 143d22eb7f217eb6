import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { toObjectRef } from '../../../domain/object-ref.ts';
import { plantModel } from '../../../domain/plant.ts';
import type { TraceListReply } from '../../../edge/api/contract/trace.ts';
import { createEngine } from '../../../edge/engine/engine.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { edgeInMemory, message, plant } from '../../support/edge-file.ts';

const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 40) };
const beginMs = Date.UTC(2026, 10, 23);
const usingAll = { ...plant, usesEverySlot: true };
const units = ['U-0', 'U-1', 'U-2', 'U-3', 'U-4', 'U-5'];

const station = fc.constantFrom('BD1/SMT/SMT1/PRINT', 'BD1/SMT/SMT1/PLACE');
const slot = fc.constantFrom('F1', 'F2');
const at = fc.integer({ min: 0, max: 40 }).map((step) => beginMs + step * 30_000);
/** A lot is only made from those before it: nothing holds itself, so set-ups are remembered. */
const made = fc
  .tuple(fc.nat(4), fc.integer({ min: 1, max: 3 }))
  .map(([from, by]) => ({ from: `L-${from}`, to: `L-${from + by}` }));
const lot = fc.nat(7).map((nth) => `L-${nth}`);
const unit = fc.constantFrom(...units);
const item = fc.constantFrom('CAP', 'SPK');

const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('lot_mounted'), at, station, slot, lot }) },
  fc.record({ type: fc.constant('lot_dismounted'), at, station, slot, lot }),
  fc.record({
    type: fc.constant('lot_spliced'),
    ...{ at, station, slot, from: lot, to: lot },
    greyZone: fc.constant({ beforeMs: 15_000, afterMs: 25_000 }),
  }),
  fc.record({ type: fc.constant('lot_topped_up'), at, station, slot, lot }),
  fc.record({
    type: fc.constant('recipe_activated'),
    ...{ at, station, recipe: fc.constantFrom({ program: 'P-1' }, { program: 'P-2' }) },
    slots: fc.subarray([{ slot: 'F1' }, { slot: 'F2' }]),
  }),
  {
    weight: 8,
    arbitrary: fc
      .record({ at, station, unit, lastedMs: fc.constantFrom(0, 5000, 40_000) })
      .map(({ lastedMs, ...rest }) => {
        const told = { operation: 'OP', result: 'pass', startedAt: rest.at - lastedMs };
        return { type: 'unit_processed', ...rest, ...told };
      }),
  },
  fc
    .tuple(at, made)
    .map(([ms, { from, to }]) => ({ type: 'lot_split', at: ms, lot: from, into: [{ lot: to }] })),
  fc.tuple(at, made, fc.constantFrom('MIX-1', 'MIX-2')).map(([ms, { from, to }, name]) => ({
    type: 'batch_transformed',
    ...{ at: ms, transformation: name },
    inputs: [{ object: `lot:${from}` }],
    outputs: [{ object: `lot:${to}` }],
  })),
  fc.record({
    type: fc.constant('lot_received'),
    ...{ at, lot, item, quantity: fc.constant({ value: 9, uom: '1' }) },
  }),
  fc.record({ type: fc.constant('unit_started'), at, unit, item }),
  fc.tuple(at, fc.nat(4)).map(([ms, nth]) => ({
    type: 'component_installed',
    ...{ at: ms, unit: units[nth + 1], component: `unit:${units[nth]}` },
  })),
  fc.tuple(at, unit, lot).map(([ms, name, code]) => ({
    type: 'component_installed',
    ...{ at: ms, unit: name, component: `lot:${code}` },
  })),
  fc.tuple(at, fc.nat(4)).map(([ms, nth]) => ({
    type: 'component_removed',
    ...{ at: ms, unit: units[nth + 1], component: `unit:${units[nth]}`, reason: 'buzz' },
  })),
  fc.nat(30).map((nth) => ({
    type: 'event_retracted',
    ...{ at: beginMs, event: `E-${nth}`, reason: 'typed wrong' },
  })),
);

/** One source or two; how far clocks may differ; how many events come between two questions. */
const plants = fc.record({
  clocks: fc.constantFrom(1, 2),
  clockToleranceMs: fc.constantFrom(0, 2000),
  step: fc.integer({ min: 1, max: 6 }),
});

test('what a set-up gave is asked again and again, and is right after each event that comes late', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { minLength: 10, maxLength: 60 }),
      plants,
      (told, { clocks, clockToleranceMs, step }) => {
        const file = edgeInMemory();
        const context = {
          ...file.context,
          plant: plantModel.parse({ ...plant, clockToleranceMs }),
        };
        const engine = createEngine(context);
        const ask = traceList.prepare(context);
        const events = told.map((event, index) =>
          factoryEvent.parse({ id: `E-${index}`, ...event }),
        );
        for (let from = 0; from < events.length; from += step) {
          const batch = events.slice(from, from + step);
          file.recordMessages(
            batch.map((event, nth) => message(event, `source-${(from + nth) % clocks}`)),
          );
          // The second time all is remembered, and put together; the third time that is taken.
          for (const name of [...units, ...units, ...units]) {
            const params = { object: toObjectRef('unit', name), direction: 'backward' } as const;
            expect(answerOf(() => engineReply(engine.list(params)))).toEqual(
              answerOf(() => ask(params)),
            );
          }
        }
      },
    ),
    runs,
  );
}, 120_000);

const print = 'BD1/SMT/SMT1/PRINT';
const mounted = { type: 'lot_mounted', at: beginMs, station: print, slot: 'F1', lot: 'L-1' };
const passed = {
  type: 'unit_processed',
  ...{ at: beginMs + 600_000, startedAt: beginMs + 590_000, station: print },
  ...{ unit: 'U-1', operation: 'OP', result: 'pass' },
};

test('a mix that turns out not to have been made is in no unit any more', () => {
  const { tell, lots } = plantOf();
  const parts = { inputs: [{ object: 'lot:L-0' }], outputs: [{ object: 'lot:L-1' }] };
  const mix = {
    type: 'batch_transformed',
    at: beginMs - 600_000,
    transformation: 'MIX-1',
    ...parts,
  };
  tell([mounted, passed, mix]);
  expect(lots('U-1').certain).toEqual(['L-1', 'L-0']);
  tell([{ type: 'event_retracted', at: beginMs, event: 'E-2', reason: 'typed wrong' }]);
  expect(lots('U-1').certain).toEqual(['L-1']);
});

test('a clock that turns out to be wrong makes what a set-up gave possible', () => {
  const { tell, lots } = plantOf();
  const soon = { at: beginMs + 100_000, startedAt: beginMs + 90_000 };
  const beat = { type: 'heartbeat', station: print };
  tell([mounted, { ...beat, at: soon.at }], 'feeder');
  tell([{ ...passed, ...soon }], 'printer');
  expect(lots('U-1').certain).toEqual(['L-1']);
  tell([{ ...beat, at: soon.at + 3_600_000 }], 'feeder');
  expect(lots('U-1')).toMatchObject({ certain: [], possible: ['L-1'] });
});

test('what a set-up gave to a unit after it was taken out is not in what it was taken out of', () => {
  const { tell, lots } = plantOf();
  const part = { unit: 'U-2', component: 'unit:U-1' };
  tell([
    mounted,
    { type: 'component_installed', at: beginMs + 60_000, ...part },
    { type: 'component_removed', at: beginMs + 120_000, ...part, reason: 'buzz' },
    passed,
  ]);
  expect(lots('U-1').certain).toEqual(['L-1']);
  expect(lots('U-2').certain).toEqual([]);
});

test('what a lot is, told after its unit was asked for again and again, is in the summary of the unit', () => {
  const { tell, reply } = plantOf();
  tell([mounted, passed]);
  for (let nth = 0; nth < 3; nth += 1) expect(reply('U-1').summary.byItem).toEqual({});
  const quantity = { value: 9, uom: '1' };
  tell([{ type: 'lot_received', at: beginMs - 60_000, lot: 'L-1', item: 'CAP', quantity }]);
  expect(reply('U-1').summary.byItem).toEqual({ CAP: 1 });
});

/** An edge that events are told to, by ids in their order, and what its engine says is in a unit. */
function plantOf() {
  const file = edgeInMemory();
  const engine = createEngine({ ...file.context, plant: plantModel.parse(usingAll) });
  let count = 0;
  const reply = (name: string) => {
    const params = { object: toObjectRef('unit', name), direction: 'backward' } as const;
    return engineReply(engine.list(params));
  };
  return {
    tell: (events: readonly object[], source = 'one') => {
      const told = events.map((event) => factoryEvent.parse({ id: `E-${count++}`, ...event }));
      file.recordMessages(told.map((event) => message(event, source)));
    },
    reply,
    lots: (name: string) => reply(name).list.lot,
  };
}

function engineReply(bytes: Uint8Array): TraceListReply {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as TraceListReply; // The engine's own.
}

/** The list and what limits it, in any order; nothing for a unit that no event names. */
function answerOf(ask: () => TraceListReply): unknown {
  let reply: TraceListReply;
  try {
    reply = ask();
  } catch {
    return 'unknown';
  }
  const { list, summary, completeness } = reply;
  const lists = Object.values(list).map(({ certain, declared, possible }) =>
    [certain, declared, possible].map((ids) => ids.toSorted()),
  );
  const gaps = completeness.gaps.map((gap) => JSON.stringify(gap)).sort();
  const deadEnds = completeness.deadEnds.map((one) => JSON.stringify(one)).sort();
  return { lists, summary, gaps, deadEnds, complete: completeness.complete };
}
