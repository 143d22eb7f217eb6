import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ObjectRef, toObjectRef } from '../../../domain/object-ref.ts';
import { plantModel } from '../../../domain/plant.ts';
import type { TraceListReply } from '../../../edge/api/contract/trace.ts';
import { createEngine, type Engine } from '../../../edge/engine/engine.ts';
import { objectKindOfCode } from '../../../edge/projections/dictionary.ts';
import type { TraceParams } from '../../../edge/trace/params.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { type EdgeFile, edgeInMemory, message, plant } from '../../support/edge-file.ts';
import { disorder } from '../../support/histories.ts';

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
    fc.property(disorder, plants, ({ arrival }, { clocks, clockToleranceMs, step }) => {
      const file = edgeInMemory();
      const context = { ...file.context, plant: plantModel.parse({ ...plant, clockToleranceMs }) };
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
    }),
    runs,
  );
}, 120_000);

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
      WHERE EXISTS (SELECT 1 FROM object_event e WHERE e.object_id = o.id)`)
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
