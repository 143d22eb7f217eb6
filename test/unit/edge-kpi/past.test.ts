import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { plantModel } from '../../../domain/plant.ts';
import { prepareMeasure } from '../../../edge/kpi/measure.ts';
import { layoutOf } from '../../../edge/lines/layout.ts';
import { prepareLinesRows } from '../../../edge/lines/rows.ts';
import { openPast } from '../../../edge/past/past.ts';
import type { QueryContext } from '../../../edge/queries/define-query.ts';
import { prepareSettings } from '../../../edge/settings/read.ts';
import { edgeIn, edgeInMemory, plant } from '../../support/edge-file.ts';
import { disorder } from '../../support/histories.ts';

const path = 'BD1/SMT/SMT1';
const name = { vi: 'SMT', en: 'SMT' };
// Silences are those known today, so none is long enough here.
const silentAfterMs = 86_400_000;
const smt = plantModel.parse({
  ...plant,
  lines: [
    {
      path,
      name,
      plannedCycleMs: 20_000,
      stations: ['PRINT', 'PLACE'].map((station) => {
        return { path: `${path}/${station}`, name, silentAfterMs };
      }),
    },
  ],
});
const startMs = Date.UTC(2026, 10, 23);
const folder = mkdtempSync(join(tmpdir(), 'lotline-past-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The elements of the line and its stations in two windows that meet within five minutes. */
function prepareTold(context: QueryContext) {
  const measure = prepareMeasure(context);
  const settings = prepareSettings(context.db, smt);
  return (line: ReturnType<typeof layoutOf>[number]) => {
    const cuts = [0, 123_456, 600_000].map((ms) => startMs + ms);
    const intervals = cuts.slice(1).map((toMs, n) => ({ fromMs: cuts[n] ?? 0, toMs }));
    const { stations, line: whole } = measure(line, { intervals }, settings());
    return { whole, stations: [...stations] };
  };
}

let files = 0;

test('KPIs as of a log position are those of an edge that had heard no more', () => {
  fc.assert(
    fc.property(disorder, fc.double({ min: 0, max: 1, noNaN: true }), ({ arrival }, part) => {
      files += 1;
      const today = edgeIn(join(folder, `${files}.db`));
      const then = edgeInMemory();
      const heard = Math.ceil(arrival.length * part);
      for (const [n, event] of arrival.entries()) {
        today.record(event);
        if (n < heard) then.record(event);
      }
      const lineOf = ({ context, db }: typeof today) => {
        const [line] = layoutOf(smt, prepareLinesRows(db).stations());
        if (line === undefined) throw new Error('the plant has a line');
        return { line, context: { ...context, plant: smt } };
      };
      const seq = then.db
        .prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log')
        .pluck();
      const { line, context } = lineOf(today);
      const past = openPast(context);
      const told = prepareTold(past.context);
      const window = { line, fromMs: startMs, toMs: startMs + 600_000 };
      const asOf = past.at({ ...window, seq: seq.get() ?? 0 }, () => told(line));
      const alone = lineOf(then);
      expect(asOf).toEqual(prepareTold(alone.context)(alone.line));
      past.context.db.close();
      today.db.close();
    }),
    { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) },
  );
}, 120_000);
