import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plantModel } from '../../../domain/plant.ts';
import type { KpiChangeReply } from '../../../edge/api/contract/kpi-change.ts';
import { kpiChange } from '../../../edge/kpi/change.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { stops } from '../../../edge/stops/stops.ts';
import { type EdgeFile, edgeInMemory, plant } from '../../support/edge-file.ts';
import { disorder } from '../../support/histories.ts';

const line = 'BD1/SMT/SMT1';
const name = { vi: 'SMT', en: 'SMT' };
const smt = plantModel.parse({
  ...plant,
  lines: [
    {
      path: line,
      name,
      plannedCycleMs: 20_000,
      stations: ['PRINT', 'PLACE'].map((station) => ({ path: `${line}/${station}`, name })),
    },
  ],
});

/** All that pages show of throughput, without the position of the log. */
function told({ context }: EdgeFile): unknown {
  const here = { ...context, plant: smt };
  const fromMs = Date.UTC(2026, 10, 23);
  const window = { fromMs, toMs: fromMs + 600_000 };
  const ask = kpis.prepare(here);
  const rows = ask({ line, ...window, by: ['station'] }).rows;
  const found = stops.prepare(here)({ below: line, ...window, limit: 100 }).stops;
  return {
    line: ask({ line, ...window, by: [] }).rows,
    rows,
    products: ask({ line, ...window, by: ['product'] }).rows,
    orders: ask({ line, ...window, by: ['station', 'order'] }).rows,
    change: contributionsOf(kpiChange.prepare(here)({ line, ...window, before: {} })),
    stops: found.map(({ eventSeq, parts, ...stop }) => ({
      ...stop,
      parts: parts.map(({ eventSeq: _, ...part }) => part),
    })),
  };
}

function contributionsOf({ asOf: _, ...change }: KpiChangeReply): unknown {
  return change;
}

test('any order of arrival and any duplication gives the same KPIs and the same stops', () => {
  fc.assert(
    fc.property(disorder, ({ events, arrival }) => {
      const sorted = edgeInMemory();
      const shuffled = edgeInMemory();
      sorted.record(...events.toSorted((a, b) => Number(a.at) - Number(b.at)));
      for (const event of arrival) shuffled.record(event);
      expect(told(shuffled)).toEqual(told(sorted));
    }),
    { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) },
  );
}, 120_000);
