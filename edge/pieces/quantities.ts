import type { Interval } from '../../domain/calendar/shift.ts';
import { type CounterNature, type CounterPiece, piecesOf } from '../../domain/kpi/counters.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { measurePieces } from '../../domain/kpi/measure-pieces.ts';
import type { CounterRow, EnergyRow, OrderSpanRow } from '../kpi/rows.ts';
import type { CycleOf } from './cycles.ts';
import { type OrderStart, startAt } from './order-starts.ts';
import type { Pieces, PiecesRow } from './rows.ts';

/** Pieces of a part of the interval, since `fromMs`, in which no target changed. */
export type PartPieces = PiecesRow & { readonly fromMs: number };

/**
 * Quantities of serial passages. The planned run time is the sum over the products (PRU_i x PQ_i), each as it
 * was planned when the pieces were made; it is unknown as soon as one product has no planned cycle.
 */
export function quantitiesOf(
  rows: readonly (Pieces & Pick<PartPieces, 'fromMs'>)[],
  cycleOf: CycleOf,
): Elements {
  const products = rows.map(({ item, fromMs, good, reject }) => {
    return { good, reject, plannedRunTimePerItemMs: cycleOf(item, fromMs) ?? null };
  });
  const scrapQuantity = rows.reduce((sum, { reject }) => sum + reject, 0);
  return { ...measurePieces(products), scrapQuantity };
}

/** Parts judged for the first time, and what of the rest was judged again. */
export function firstPassesOf(rows: readonly PiecesRow[]): Elements {
  const sum = (count: (row: PiecesRow) => number) => rows.reduce((all, row) => all + count(row), 0);
  const inspectedParts = sum(({ firstGood, firstReject }) => firstGood + firstReject);
  return {
    inspectedParts,
    goodParts: sum(({ firstGood }) => firstGood),
    reworkQuantity: sum(({ good, reject }) => good + reject) - inspectedParts,
  };
}

/** What is known of each counter by its name. */
export type NatureOf = (counter: string) => CounterNature;

/** Pieces that a counter showed, with the product that the reading named; empty: none. */
export type CountedPiece = CounterPiece & { readonly item: string };

/** What a station's counters said, counter by counter. */
export function countedOf(
  rows: readonly CounterRow[],
  natureOf: NatureOf,
): ReadonlyMap<string, CountedPiece[]> {
  return new Map(
    [...Map.groupBy(rows, ({ name }) => name)].map(([name, readings]) => {
      const itemOf = new Map(readings.map(({ id, item }) => [id, item]));
      const pieces = piecesOf(
        readings.map(({ id, atMs, isTotal, count, good, reject }) => ({
          id,
          atMs,
          kind: isTotal === 1 ? 'total' : 'delta',
          count,
          ...(good === null ? {} : { good }),
          ...(reject === null ? {} : { reject }),
        })),
        natureOf(name),
      );
      return [name, pieces.map((piece) => ({ ...piece, item: itemOf.get(piece.id) ?? '' }))];
    }),
  );
}

/** The product of a counted piece: the one that its reading names, else that of the order which began last. */
export function productOf({ item, atMs }: CountedPiece, starts: readonly OrderStart[]): string {
  return item === '' ? (startAt(starts, atMs)?.item ?? '') : item;
}

/** The counter that stands for pieces: the first by name that tells good and reject apart, else the first. */
export function pieceCounterOf(counted: ReadonlyMap<string, CountedPiece[]>): CountedPiece[] {
  const counters = [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const judging = counters.find(([, pieces]) => pieces.some(({ good }) => good !== null));
  return (judging ?? counters[0])?.[1] ?? [];
}

/** Quantities where a station has no serials. Good and reject are unknown where its counter does not tell. */
export function countedQuantities(
  pieces: readonly CountedPiece[],
  cycleOf: CycleOf,
  starts: readonly OrderStart[],
): Elements {
  const sum = (name: 'good' | 'reject') =>
    pieces.some((piece) => piece[name] === null)
      ? null
      : pieces.reduce((total, piece) => total + (piece[name] ?? 0), 0);
  const products = pieces.map((piece) => {
    const plannedRunTimePerItemMs = cycleOf(productOf(piece, starts), piece.atMs) ?? null;
    return { good: piece.count, reject: 0, plannedRunTimePerItemMs };
  });
  const { producedQuantity = 0, plannedRunTimeMs = 0 } = measurePieces(products);
  return {
    producedQuantity,
    goodQuantity: sum('good'),
    scrapQuantity: sum('reject'),
    plannedRunTimeMs,
  };
}

/** Kilowatt hours used since the reading before, at the time of the reading. */
export type EnergyUsed = { readonly atMs: number; readonly kilowattHours: number };

/** What the meters of a station grew by, in order of time; one that fell began anew. Rows are meter by meter. */
export function energyUsed(rows: readonly EnergyRow[]): EnergyUsed[] {
  const before = new Map<string, number>();
  return rows
    .map((row) => ({ atMs: row.atMs, kilowattHours: grownBy(row, before) }))
    .sort((a, b) => a.atMs - b.atMs);
}

function grownBy(
  { stationId, meter, isTotal, kilowattHours }: EnergyRow,
  before: Map<string, number>,
): number {
  if (isTotal === 0) return kilowattHours;
  const key = `${stationId} ${meter}`;
  const last = before.get(key);
  before.set(key, kilowattHours);
  if (last === undefined) return 0;
  return kilowattHours >= last ? kilowattHours - last : kilowattHours;
}

/** Actual order execution time: each order of the line from its start to its completion. */
export function orderTimeOf(orders: readonly OrderSpanRow[], { fromMs, toMs }: Interval): Elements {
  if (orders.length === 0) return {};
  const orderExecutionTimeMs = orders.reduce((sum, order) => {
    const untilMs = Math.min(order.toMs ?? toMs, toMs);
    return sum + Math.max(0, untilMs - Math.max(order.fromMs ?? toMs, fromMs));
  }, 0);
  return { orderExecutionTimeMs };
}
