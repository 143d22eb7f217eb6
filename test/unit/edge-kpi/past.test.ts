import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { prepareMeasure } from '../../../edge/kpi/measure.ts';
import { layoutOf } from '../../../edge/lines/layout.ts';
import { prepareLinesRows } from '../../../edge/lines/rows.ts';
import { openPast } from '../../../edge/past/past.ts';
import type { PiecesRow } from '../../../edge/pieces/rows.ts';
import type { QueryContext } from '../../../edge/queries/define-query.ts';
import { prepareSettings } from '../../../edge/settings/read.ts';
import { edgeIn, edgeInMemory, plant } from '../../support/edge-file.ts';
import { disorder, labelDisorder } from '../../support/histories.ts';

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
    const { stations, line: whole, pieces } = measure(line, { intervals }, settings());
    return { whole, stations: [...stations], products: productsIn(pieces) };
  };
}

/** Pieces of each product at each station in each window; a window may have several rows of one. */
function productsIn(pieces: readonly PiecesRow[]): Record<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const { stationId, interval, item, ...row } of pieces) {
    const counts = [row.good, row.reject, row.firstGood, row.firstReject];
    const key = `${stationId} ${interval} ${item}`;
    const known = sums.get(key) ?? [0, 0, 0, 0];
    sums.set(
      key,
      counts.map((count, n) => count + (known[n] ?? 0)),
    );
  }
  return Object.fromEntries([...sums].filter(([, counts]) => counts.some((count) => count !== 0)));
}

let files = 0;

test('KPIs as of a log position are those of an edge that had heard no more', () => {
  fc.assert(
    fc.property(
      fc.oneof(disorder, labelDisorder),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ arrival }, part) => {
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
      },
    ),
    { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 60) },
  );
}, 120_000);

test('a station told serials at the position, though its only passage was taken back since', () => {
  const place = { station: `${path}/PRINT`, operation: 'PRINT', result: 'pass' };
  using then = edgeThatHeard([
    { type: 'unit_processed', at: startMs + 600_000, unit: 'U-1', ...place },
    { type: 'event_retracted', at: startMs, event: 'E-0', reason: 'wrong' },
  ]);
  const [print] = then.toldAt(1).stations;
  expect(JSON.stringify(print)).toContain('"producedQuantity":0');
});

test('a piece is of the product that its labels told at the position, though they are told otherwise since', () => {
  const at = startMs + 60_000;
  const place = { station: `${path}/PLACE`, operation: 'PLACE', result: 'pass' };
  using then = edgeThatHeard([
    { type: 'unit_processed', at, unit: 'NEW', ...place },
    { type: 'unit_started', at: startMs, unit: 'OLD', item: 'PCB' },
    { type: 'unit_relabelled', at: startMs, unit: 'NEWER', previous: 'OLD' },
    { type: 'unit_relabelled', at: startMs, unit: 'NEW', previous: 'NEWER' },
    { type: 'event_retracted', at, event: 'E-2', reason: 'another unit' },
  ]);
  const productsAt = (seq: number) =>
    Object.keys(then.toldAt(seq).products).map((key) => key.split(' ').at(-1));
  expect([1, 2, 3, 4, 5].map(productsAt)).toEqual([[''], [''], [''], ['PCB'], ['']]);
});

/** An edge that was told these one after the other, and what its line says as of any of them. */
function edgeThatHeard(events: readonly object[]) {
  files += 1;
  const edge = edgeIn(join(folder, `${files}.db`));
  for (const [n, event] of events.entries()) {
    edge.record(factoryEvent.parse({ id: `E-${n}`, ...event }));
  }
  const [line] = layoutOf(smt, prepareLinesRows(edge.db).stations());
  if (line === undefined) throw new Error('the plant has a line');
  const past = openPast({ ...edge.context, plant: smt });
  const told = prepareTold(past.context);
  const window = { line, fromMs: startMs, toMs: startMs + 600_000 };
  return {
    toldAt: (seq: number) => past.at({ ...window, seq }, () => told(line)),
    [Symbol.dispose]: () => {
      past.context.db.close();
      edge.db.close();
    },
  };
}
