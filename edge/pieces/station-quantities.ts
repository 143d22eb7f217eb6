import type { Interval } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { present } from '../../domain/present.ts';
import type { CounterRow, EnergyRow, OrderSpanRow, TellsRow } from '../kpi/rows.ts';
import type { BoardLine, BoardStation } from '../lines/layout.ts';
import type { Settings } from '../settings/read.ts';
import { byInterval } from './by-interval.ts';
import { createCycles } from './cycles.ts';
import { startsOf } from './order-starts.ts';
import {
  type CountedPiece,
  countedOf,
  countedQuantities,
  energyUsed,
  firstPassesOf,
  type NatureOf,
  type PartPieces,
  pieceCounterOf,
  quantitiesOf,
} from './quantities.ts';

/** What was said of the stations of a line, by the station's id. */
export type Said = {
  readonly tells: ReadonlyMap<number, TellsRow>;
  readonly pieces: ReadonlyMap<number, PartPieces[]>;
  readonly counters: ReadonlyMap<number, CounterRow[]>;
  readonly energy: ReadonlyMap<number, EnergyRow[]>;
  readonly orders: readonly OrderSpanRow[];
};

type Basis = {
  readonly line: string;
  readonly intervals: readonly Interval[];
  readonly settings: Settings;
};

/**
 * Pieces and energy of a station in each interval: by its serials, where it never has any by its
 * counter, and nothing where it tells neither. Which of them it is does not depend on the time.
 */
export function quantitiesOfStation(station: BoardStation, said: Said, basis: Basis): Elements[] {
  const tells = said.tells.get(station.row?.id ?? 0);
  const made = madeBy(station, said, basis);
  if (tells?.meters !== 1) return made;
  const energy = energyUsed(said.energy.get(tells.stationId) ?? []);
  return byInterval(energy, basis.intervals).map((used, n) => ({
    ...made[n],
    energyKilowattHours: used.reduce((sum, { kilowattHours }) => sum + kilowattHours, 0),
  }));
}

function madeBy(station: BoardStation, said: Said, basis: Basis): Elements[] {
  const { intervals, settings, line } = basis;
  const tells = said.tells.get(station.row?.id ?? 0);
  const cycleOf = createCycles(settings, { line, station: station.path });
  if (tells?.serials === 1) {
    const rowsOf = Map.groupBy(said.pieces.get(tells.stationId) ?? [], ({ interval }) => interval);
    return intervals.map((_, n) => {
      const rows = rowsOf.get(n) ?? [];
      return { ...quantitiesOf(rows, cycleOf), ...firstPassesOf(rows) };
    });
  }
  if (tells?.counters === 1) {
    const counted = byInterval(piecesCounted(station, said), intervals);
    const starts = startsOf(said.orders);
    return counted.map((pieces) => countedQuantities(pieces, cycleOf, starts));
  }
  return intervals.map(() => ({}));
}

/** What the counter that stands for a station's pieces showed, around the time that was asked for. */
export function piecesCounted(station: BoardStation, said: Said): CountedPiece[] {
  const rows = said.counters.get(station.row?.id ?? 0) ?? [];
  return pieceCounterOf(countedOf(rows, natureOf(station)));
}

/** What the plant's configuration says of a station's counters. */
function natureOf(station: BoardStation | undefined): NatureOf {
  return (name) => {
    const { modulus, perHourMax } = station?.counters.find((each) => each.name === name) ?? {};
    return present({ modulus, perHourMax });
  };
}

export type Reconciled = {
  readonly station: StationPath;
  readonly counted: number;
  readonly passed: number;
};

/** Of stations with both: what counters and serials say of the whole time. */
export function reconcile(line: BoardLine, said: Said, span: Interval): Reconciled[] {
  return line.stations.flatMap((station) => {
    const tells = said.tells.get(station.row?.id ?? 0);
    if (tells?.serials !== 1 || tells.counters !== 1) return [];
    const counted = piecesCounted(station, said)
      .filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs)
      .reduce((sum, { count }) => sum + count, 0);
    const pieces = said.pieces.get(tells.stationId) ?? [];
    const passed = pieces.reduce((sum, { good, reject }) => sum + good + reject, 0);
    return [{ station: station.path, counted, passed }];
  });
}
