import type { Interval } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import type { BoardLine, BoardStation } from '../lines/layout.ts';
import { type Settings, targetAt } from '../settings/read.ts';
import {
  type CycleOf,
  countedOf,
  countedQuantities,
  energyOf,
  firstPassesOf,
  pieceCounterOf,
  quantitiesOf,
} from './quantities.ts';
import type { CounterRow, EnergyRow, FirstPassRow, OrderSpanRow, PiecesRow } from './rows.ts';

/** What was said of the stations of a line, by the station's id. */
export type Said = {
  readonly pieces: ReadonlyMap<number, PiecesRow[]>;
  /** Undefined: the time is too long to look them up. */
  readonly firstPasses: ReadonlyMap<number, FirstPassRow[]> | undefined;
  readonly counters: ReadonlyMap<number, CounterRow[]>;
  readonly energy: ReadonlyMap<number, EnergyRow[]>;
  readonly orders: readonly OrderSpanRow[];
};

type Basis = {
  readonly line: string;
  readonly intervals: readonly Interval[];
  readonly settings: Settings;
};

/** Pieces and energy of a station in each interval: by its serials, and where it has none by its counter. */
export function quantitiesOfStation(
  { path, row }: BoardStation,
  said: Said,
  { line, intervals, settings }: Basis,
): Elements[] {
  const id = row?.id ?? 0;
  const cycleOf = (atMs: number) => cycleAt(settings, { line, station: path }, atMs);
  const counters = said.counters.get(id);
  const serials = said.pieces.get(id);
  const energy = said.energy.get(id) ?? [];
  if (serials === undefined && counters !== undefined) {
    const pieces = pieceCounterOf(countedOf(counters));
    return intervals.map((interval) => ({
      ...countedQuantities(pieces, interval, cycleOf(interval.fromMs)('')),
      ...energyOf(energy, interval),
    }));
  }
  const rowsOf = Map.groupBy(serials ?? [], ({ interval }) => interval);
  const firstOf = Map.groupBy(said.firstPasses?.get(id) ?? [], ({ interval }) => interval);
  return intervals.map((interval, n) => {
    const made = quantitiesOf(rowsOf.get(n) ?? [], cycleOf(interval.fromMs));
    const judged =
      said.firstPasses === undefined
        ? {}
        : firstPassesOf(firstOf.get(n)?.[0], made.producedQuantity ?? 0);
    return { ...made, ...judged, ...energyOf(energy, interval) };
  });
}

/** The planned run times that are in force at an instant. */
export function cycleAt(
  { targets }: Settings,
  where: { readonly line: string; readonly station: string },
  atMs: number,
): CycleOf {
  return (item) =>
    targetAt(targets, { ...where, ...(item === '' ? {} : { item }) }, atMs).plannedCycleMs;
}

export type Reconciled = {
  readonly station: StationPath;
  readonly counted: number;
  readonly passed: number;
};

/** Of stations with both: what counters and serials say of the whole time. */
export function reconcile(line: BoardLine, said: Said, span: Interval): Reconciled[] {
  return line.stations.flatMap(({ path, row }) => {
    const serials = said.pieces.get(row?.id ?? 0);
    const counters = said.counters.get(row?.id ?? 0);
    if (serials === undefined || counters === undefined) return [];
    const counted = pieceCounterOf(countedOf(counters))
      .filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs)
      .reduce((sum, { count }) => sum + count, 0);
    const passed = serials.reduce((sum, { good, reject }) => sum + good + reject, 0);
    return [{ station: path, counted, passed }];
  });
}
