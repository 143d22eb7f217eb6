import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { type ObjectRef, toObjectRef } from '../../../domain/object-ref.ts';
import { plantModel } from '../../../domain/plant.ts';
import type { TraceListReply } from '../../../edge/api/contract/trace.ts';
import { createEngine, type Engine } from '../../../edge/engine/engine.ts';
import { objectKindOfCode } from '../../../edge/projections/dictionary.ts';
import { isNamed } from '../../../edge/projections-trace/named.ts';
import type { TraceParams } from '../../../edge/trace/params.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { type EdgeFile, edgeInMemory, message, plant } from '../../support/edge-file.ts';
import { disorder, labelDisorder, slotDisorder } from '../../support/histories.ts';

const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) };

/** One clock for all, or several; how far they may differ; how many events come between questions. */
const plants = fc.record({
  clocks: fc.constantFrom(1, 3),
  clockToleranceMs: fc.constantFrom(0, 2000),
  step: fc.integer({ min: 1, max: 15 }),
});

const filters: readonly TraceParams['filters'][] = [
  undefined,
  { kinds: ['unit', 'container'] },
  { items: ['SPK', 'CAP'] },
  { whereabouts: ['shipped', 'stock'] },
];

test('the engine and the tables list the same, whatever arrives in whatever order', () => {
  fc.assert(
    fc.property(
      fc.oneof(disorder, labelDisorder, slotDisorder),
      plants,
      ({ arrival }, { clocks, clockToleranceMs, step }) => {
        const file = edgeInMemory();
        const context = {
          ...file.context,
          plant: plantModel.parse({ ...plant, clockToleranceMs }),
        };
        const engine = createEngine(context);
        const ask = traceList.prepare(context);
        for (let from = 0; from < arrival.length; from += step) {
          file.recordMessages(
            arrival.slice(from, from + step).map((event) => {
              return message(event, `source-${Number.parseInt(event.id.slice(2), 10) % clocks}`);
            }),
          );
          compare(engine, ask, file);
        }
        compare(createEngine(context), ask, file);
      },
    ),
    runs,
  );
}, 120_000);

test('an exposure between two objects that hold themselves makes one circle of both', () => {
  const file = edgeInMemory();
  const at = Date.UTC(2026, 10, 23);
  const station = 'BD1/SMT/SMT1/PRINT';
  const events = [
    { type: 'unit_started', unit: 'U-1', item: 'SPK' },
    { type: 'lot_mounted', station, slot: 'F1', lot: 'R-3' },
    { type: 'unit_processed', station, unit: 'U-1', operation: 'OP', result: 'pass' },
    { type: 'lot_split', lot: 'R-3', into: [{ lot: 'R-3' }] },
    { type: 'component_installed', unit: 'U-1', component: 'unit:U-1' },
  ].map((event, index) => factoryEvent.parse({ id: `E-${index}`, at, ...event }));
  file.recordMessages(events.map((event) => message(event, 'one')));
  const ask = traceList.prepare(file.context);
  const { cycles } = ask({ object: 'lot:R-3' as ObjectRef, direction: 'forward' }).completeness; // Written above.
  expect(cycles.map((circle) => circle.toSorted())).toEqual([['lot:R-3', 'unit:U-1']]);
  compare(createEngine(file.context), ask, file);
});

test('what only a retracted event named is unknown to the engine as to the tables', () => {
  const file = edgeInMemory();
  const engine = createEngine(file.context);
  const ask = traceList.prepare(file.context);
  const at = Date.UTC(2026, 10, 23);
  const events = [
    { type: 'unit_started', unit: 'U-1', item: 'SPK' },
    { type: 'lot_counted', lot: 'R-1', quantity: { value: 7, uom: '1' } },
  ].map((event, index) => factoryEvent.parse({ id: `E-${index}`, at, ...event }));
  file.recordMessages(events.map((event) => message(event, 'one')));
  compare(engine, ask, file);
  const questions = ['unit:U-1', 'lot:R-1'].map((object): TraceParams => {
    return { object: object as ObjectRef, direction: 'backward' }; // Written above.
  });
  for (const question of questions) expect(() => engine.list(question)).not.toThrow();
  const retractions = [0, 1].map((index) =>
    factoryEvent.parse({
      id: `X-${index}`,
      type: 'event_retracted',
      at,
      event: `E-${index}`,
      reason: 'typed wrong',
    }),
  );
  file.recordMessages(retractions.map((event) => message(event, 'one')));
  for (const question of questions) {
    expect(() => ask(question)).toThrow('no event names');
    expect(() => engine.list(question)).toThrow('no event names');
  }
});

test('what an edge did not hear comes into the list at once, and goes again', () => {
  const file = edgeInMemory();
  const engine = createEngine(file.context);
  const ask = traceList.prepare(file.context);
  const at = Date.UTC(2026, 10, 23);
  const station = 'BD1/SMT/SMT1/PRINT';
  const events = [
    { type: 'lot_mounted', at, station, slot: 'F1', lot: 'R-3' },
    {
      type: 'unit_processed',
      at: at + 60_000,
      station,
      unit: 'U-1',
      operation: 'OP',
      result: 'pass',
    },
  ].map((event, index) => factoryEvent.parse({ id: `E-${index}`, ...event }));
  file.recordMessages(events.map((event) => message(event, 'one')));
  compare(engine, ask, file);
  const gaps = () =>
    ask({ object: 'lot:R-3' as ObjectRef, direction: 'forward' }).completeness.gaps; // Written above.
  const before = gaps().length;
  file.db.exec(`
    INSERT INTO state_interval (station_id, from_ms, id, to_ms, state, source_id, seq)
    SELECT id, ${at + 10_000}, 'N-1', ${at + 20_000}, 'no_data', 1, 1 FROM station WHERE path = '${station}'`);
  expect(gaps()).toHaveLength(before + 1);
  compare(engine, ask, file);
  file.db.exec(`
    INSERT INTO quarantine (digest, first_at_ms, last_at_ms, times, source_id, format, topic, code, reason, payload, station)
    VALUES (x'01', ${at}, ${at}, 1, 1, 'json', '', 'conflict', '', x'', '${station}'),
      (x'02', ${at}, ${at + 70_000}, 2, 1, 'json', '', 'conflict', '', x'', '${station}')`);
  expect(gaps()).toHaveLength(before + 2);
  compare(engine, ask, file);
  file.db.exec(`
    INSERT INTO silence (station_id, from_ms, to_ms, seq)
    SELECT id, ${at - 90_000}, ${at + 20_000}, 1 FROM station WHERE path = '${station}'`);
  expect(gaps()).toHaveLength(before + 3);
  compare(engine, ask, file);
  file.db.exec(
    "DELETE FROM silence; DELETE FROM state_interval WHERE state = 'no_data'; DELETE FROM quarantine",
  );
  expect(gaps()).toHaveLength(before);
  compare(engine, ask, file);
});

test('a return that turns out to have ended an earlier stay has not ended the later one', () => {
  const file = edgeInMemory();
  const engine = createEngine(file.context);
  const at = Date.UTC(2026, 10, 23);
  const contents = ['container:C-1'];
  const packed = { type: 'packed', contents };
  const events = [
    { source: 'packer', type: 'packed', at, container: 'C-1', contents: ['unit:U-1'] },
    { source: 'packer', ...packed, at: at + 600_000, container: 'P-2' },
    { source: 'dock', type: 'returned', at: at + 610_000, contents, reason: 'buzz' },
    {
      source: 'dock',
      type: 'shipped',
      at: at + 900_000,
      shipment: 'S-1',
      customer: 'ACME',
      contents: ['container:P-2'],
    },
    { source: 'packer', ...packed, at: at + 60_000, container: 'P-1' },
  ];
  for (const [index, { source, ...event }] of events.entries()) {
    file.recordMessages([message(factoryEvent.parse({ id: `E-${index}`, ...event }), source)]);
    compare(engine, traceList.prepare(file.context), file);
  }
});

test('what is removed from a unit under its new name, which is told late, is in nothing that holds it', () => {
  const file = edgeInMemory();
  const engine = createEngine(file.context);
  const at = Date.UTC(2026, 10, 23);
  const component = 'lot:R-1';
  const events = [
    { type: 'component_installed', at, unit: 'U-1', component },
    { type: 'component_removed', at: at + 60_000, unit: 'U-2', component, reason: 'buzz' },
    { type: 'packed', at: at + 120_000, container: 'C-1', contents: ['unit:U-1'] },
    { type: 'unit_relabelled', at: at + 30_000, unit: 'U-2', previous: 'U-1' },
  ];
  for (const [index, event] of events.entries()) {
    file.recordMessages([message(factoryEvent.parse({ id: `E-${index}`, ...event }), 'one')]);
    compare(engine, traceList.prepare(file.context), file);
  }
});

test('content that may be in a carton, and then surely is, is surely in all that holds the carton', () => {
  const file = edgeInMemory();
  const engine = createEngine(file.context);
  const ask = traceList.prepare(file.context);
  const at = Date.UTC(2026, 10, 23);
  const where = { station: 'BD1/SMT/SMT1/PRINT', slot: 'F1' };
  const passed = {
    type: 'unit_processed',
    station: where.station,
    operation: 'OP',
    result: 'pass',
  };
  const events = [
    { type: 'lot_mounted', at, ...where, lot: 'R-1' },
    { ...passed, at: at + 600_000, unit: 'U-1' },
    { type: 'lot_topped_up', at: at + 900_000, ...where, lot: 'R-2' },
    { ...passed, at: at + 1_200_000, unit: 'U-2' },
    { type: 'packed', at: at + 2_000_000, container: 'C-1', contents: ['unit:U-1', 'unit:U-2'] },
    { type: 'packed', at: at + 3_000_000, container: 'P-1', contents: ['container:C-1'] },
  ].map((event, index) => factoryEvent.parse({ id: `E-${index}`, ...event }));
  for (const event of events) {
    file.recordMessages([message(event, 'one')]);
    compare(engine, ask, file);
  }
  const lots = ['lot:R-2', 'lot:R-1'] as ObjectRef[]; // Written above.
  const questions = [lots, lots.toReversed()].map((objects): TraceParams => {
    return { objects, direction: 'forward' };
  });
  for (const question of questions) {
    const { list } = JSON.parse(
      Buffer.from(engine.list(question)).toString('utf8'),
    ) as TraceListReply; // The engine's own.
    expect(list).toEqual(ask(question).list);
  }
});

test('an answer that reads a table is of one position, whatever comes while it is made', () => {
  const file = edgeInMemory();
  const at = Date.UTC(2026, 10, 23);
  const station = 'BD1/SMT/SMT1/PRINT';
  const passed = { type: 'unit_processed', station, operation: 'OP', result: 'pass', unit: 'U-1' };
  const record = (event: object) =>
    file.recordMessages([message(factoryEvent.parse({ at, ...event }), 'one')]);
  record({ id: 'E-1', type: 'unit_started', unit: 'U-1', item: 'SPK' });
  record({ id: 'E-2', type: 'lot_mounted', station, slot: 'F1', lot: 'R-1' });
  record({ id: 'E-3', ...passed });
  let comes: object | undefined;
  const { clock } = file.context;
  const nowMs = (): number => {
    const event = comes;
    comes = undefined;
    if (event !== undefined) record(event);
    return clock.nowMs();
  };
  const engine = createEngine({ ...file.context, clock: { nowMs } });
  const question: TraceParams = { object: 'unit:U-1' as ObjectRef, direction: 'backward' }; // Written above.
  engine.list(question); // Tables are read in a transaction, which in this file also takes what comes.
  record({ id: 'E-4', type: 'unit_started', unit: 'U-2', item: 'SPK' });
  engine.list({ ...question, object: 'unit:U-2' as ObjectRef }); // Written above; it passed no station.
  comes = { id: 'E-5', type: 'component_installed', unit: 'U-1', component: 'unit:U-2' };
  const told = JSON.parse(Buffer.from(engine.list(question)).toString()) as TraceListReply; // The engine's own.
  expect(comes).toBeUndefined();
  expect(told.list.unit.certain).toEqual(['U-2']);
  expect(sorted(told)).toEqual(sorted(traceList.prepare(file.context)(question)));
});

function compare(engine: Engine, ask: (params: TraceParams) => TraceListReply, file: EdgeFile) {
  const known = objectsIn(file);
  for (const params of questionsAbout(known)) {
    const told = JSON.parse(Buffer.from(engine.list(params)).toString('utf8')) as TraceListReply; // The engine's own.
    expect(sorted(told)).toEqual(sorted(ask(params)));
  }
}

function objectsIn({ db }: EdgeFile): ObjectRef[] {
  const rows = db
    .prepare<[], { kind: number; code: string }>(`
      SELECT kind, code FROM object o
      WHERE ${isNamed('o.id')}`)
    .all();
  return rows.map(({ kind, code }) => toObjectRef(objectKindOfCode[kind] ?? 'lot', code));
}

function questionsAbout(known: readonly ObjectRef[]): TraceParams[] {
  const single = known.flatMap((object, index): TraceParams[] => [
    { object, direction: 'forward', filters: filters[index % filters.length] },
    { object, direction: 'backward', filters: filters[(index + 1) % filters.length] },
  ]);
  if (known.length === 0) return single;
  const fromMs = Date.UTC(2026, 10, 23) + 200_000;
  return [
    ...single,
    { objects: known.slice(0, 3), direction: 'forward' },
    { objects: [...known.slice(-3), 'unit:NOBODY' as ObjectRef], direction: 'backward' }, // Written here.
    { objects: known, direction: 'forward', fromMs, toMs: fromMs + 150_000 },
  ];
}

/** The order of a list says nothing. */
function sorted({ list, completeness, ...rest }: TraceListReply): unknown {
  const { deadEnds, gaps, conflicts, cycles, ...others } = completeness;
  return {
    ...rest,
    list: Object.entries(list)
      .map(([kind, { certain, declared, possible }]) => {
        return [kind, certain.toSorted(), declared.toSorted(), possible.toSorted()];
      })
      .sort(),
    deadEnds: deadEnds.map((one) => JSON.stringify(one)).sort(),
    gaps: gaps.map((one) => JSON.stringify(one)).sort(),
    conflicts: conflicts.map((one) => JSON.stringify(one)).sort(),
    cycles: cycles.map((one) => one.toSorted()).sort(),
    ...others,
  };
}
