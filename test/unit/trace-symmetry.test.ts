import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plantModel } from '../../domain/plant.ts';
import { prepareClocks } from '../../edge/trace/clocks.ts';
import type { Edge } from '../../edge/trace/edge.ts';
import { prepareNeighbours } from '../../edge/trace/neighbours.ts';
import { edgeInMemory, message, plant } from '../support/edge-file.ts';
import { history } from '../support/histories.ts';

const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) };

/** One clock for all, or several; and how far they may differ. */
const plants = fc.record({
  clocks: fc.constantFrom(1, 3),
  clockToleranceMs: fc.constantFrom(0, 2000),
});

test('what leads from a lot to a unit leads back from the unit to the lot, as surely', () => {
  fc.assert(
    fc.property(history, plants, (events, { clocks: count, clockToleranceMs }) => {
      const { db, recordMessages } = edgeInMemory();
      recordMessages(events.map((event, n) => message(event, `source-${n % count}`)));
      const ids = db.prepare<[], number>('SELECT id FROM object').pluck().all();
      const clocks = prepareClocks(db, plantModel.parse({ ...plant, clockToleranceMs }))();
      const { forward, backward } = prepareNeighbours(db, plant);
      expect(backward(ids, clocks).map(written).sort()).toEqual(
        forward(ids, clocks).map(written).sort(),
      );
    }),
    runs,
  );
}, 120_000);

const written = (edge: Edge) => JSON.stringify(Object.entries(edge).sort());

test('a lot that left at the instant a passage began is found from both ends', () => {
  const { db, recordMessages } = edgeInMemory();
  const atMs = 1_795_000_000_000;
  const place = { station: 'BD1/SMT/SMT1/PLACE', slot: 'F1' };
  recordMessages([
    message([
      { id: 'm-1', type: 'lot_mounted', at: atMs, lot: 'R-1', ...place },
      { id: 'm-2', type: 'lot_mounted', at: atMs + 10_000, lot: 'R-2', ...place },
      {
        id: 'p-1',
        type: 'unit_processed',
        startedAt: atMs + 10_000,
        at: atMs + 40_000,
        station: place.station,
        unit: 'U-1',
        operation: 'PLACE',
        result: 'pass',
      },
    ]),
  ]);
  const ids = db.prepare<[], number>('SELECT id FROM object').pluck().all();
  const clocks = prepareClocks(db, { ...plant, clockToleranceMs: 0 })();
  const { forward, backward } = prepareNeighbours(db, plant);
  expect(forward(ids, clocks).map(({ rank }) => rank)).toEqual([0, 2]);
  expect(backward(ids, clocks).map(({ rank }) => rank)).toEqual([0, 2]);
});
