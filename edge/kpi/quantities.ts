import type { Interval } from '../../domain/calendar/shift.ts';
import { type CounterPiece, piecesOf } from '../../domain/kpi/counters.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { measurePieces } from '../../domain/kpi/measure-pieces.ts';
import type { CounterRow, EnergyRow, FirstPassRow, OrderSpanRow, PiecesRow } from './rows.ts';

/** How long one piece of a product may take, in milliseconds; undefined where nobody said. */
export type CycleOf = (item: string) => number | undefined;

/**
 * Quantities of serial passages. The planned run time is the sum over the products (PRU_i x PQ_i); it is
 * unknown as soon as one product has no planned cycle.
 */
export function quantitiesOf(rows: readonly PiecesRow[], cycleOf: CycleOf): Elements {
  const products = rows.map(({ item, good, reject }) => {
    return { good, reject, plannedRunTimePerItemMs: cycleOf(item) ?? null };
  });
  const scrapQuantity = rows.reduce((sum, { reject }) => sum + reject, 0);
  return { ...measurePieces(products), scrapQuantity };
}

/** Units judged for the first time, and what of the rest was judged again. */
export function firstPassesOf(row: FirstPassRow | undefined, produced: number): Elements {
  const inspected = row?.inspected ?? 0;
  return {
    inspectedParts: inspected,
    goodParts: row?.good ?? 0,
    reworkQuantity: Math.max(0, produced - inspected),
  };
}

/** What a station's counters said, counter by counter. */
export function countedOf(rows: readonly CounterRow[]): ReadonlyMap<string, CounterPiece[]> {
  return new Map(
    [...Map.groupBy(rows, ({ name }) => name)].map(([name, readings]) => [
      name,
      piecesOf(
        readings.map(({ id, atMs, isTotal, count, good, reject }) => ({
          id,
          atMs,
          kind: isTotal === 1 ? 'total' : 'delta',
          count,
          ...(good === null ? {} : { good }),
          ...(reject === null ? {} : { reject }),
        })),
      ),
    ]),
  );
}

/** The counter that stands for pieces: the first by name that tells good and reject apart, else the first. */
export function pieceCounterOf(counted: ReadonlyMap<string, CounterPiece[]>): CounterPiece[] {
  const counters = [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const judging = counters.find(([, pieces]) => pieces.some(({ good }) => good !== null));
  return (judging ?? counters[0])?.[1] ?? [];
}

/** Quantities where a station has no serials. Good and reject are unknown where its counter does not tell. */
export function countedQuantities(
  pieces: readonly CounterPiece[],
  { fromMs, toMs }: Interval,
  cycleMs: number | undefined,
): Elements {
  const within = pieces.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const sum = (name: 'good' | 'reject') =>
    within.some((piece) => piece[name] === null)
      ? null
      : within.reduce((total, piece) => total + (piece[name] ?? 0), 0);
  const producedQuantity = within.reduce((total, { count }) => total + count, 0);
  return {
    producedQuantity,
    goodQuantity: sum('good'),
    scrapQuantity: sum('reject'),
    plannedRunTimeMs: cycleMs === undefined ? null : cycleMs * producedQuantity,
  };
}

/** What the meters grew by, at the time of reading; one that fell began anew. Rows are in order of time. */
export function energyOf(rows: readonly EnergyRow[], { fromMs, toMs }: Interval): Elements {
  if (rows.length === 0) return {};
  const before = new Map<string, number>();
  const grown = rows.map((row) => ({ atMs: row.atMs, value: grownBy(row, before) }));
  const within = grown.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return { energyKilowattHours: within.reduce((sum, { value }) => sum + value, 0) };
}

function grownBy(
  { meter, isTotal, kilowattHours }: EnergyRow,
  before: Map<string, number>,
): number {
  if (isTotal === 0) return kilowattHours;
  const last = before.get(meter);
  before.set(meter, kilowattHours);
  if (last === undefined) return 0;
  return kilowattHours >= last ? kilowattHours - last : kilowattHours;
}

/** Actual order execution time: each order of the line from its start to its completion. */
export function orderTimeOf(spans: readonly OrderSpanRow[], { fromMs, toMs }: Interval): Elements {
  if (spans.length === 0) return {};
  const orderExecutionTimeMs = spans.reduce(
    (sum, span) =>
      sum + Math.max(0, Math.min(span.toMs ?? toMs, toMs) - Math.max(span.fromMs, fromMs)),
    0,
  );
  return { orderExecutionTimeMs };
}
