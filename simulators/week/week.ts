import { createRandomSource } from '../base/random.ts';
import { type WeekStation, weekLines, weekStations } from './layout.ts';
import {
  type Count,
  countCycles,
  countPieces,
  type MeterReading,
  meterEnergy,
  type Passage,
  passUnits,
} from './making.ts';
import { runOrders, type WeekOrder } from './orders.ts';
import { liveWeek, type Stay } from './stays.ts';

/** What truly happened at a station, by the station's own clock. */
export type StationWeek = {
  readonly station: WeekStation;
  readonly stays: readonly Stay[];
  readonly passages: readonly Passage[];
  readonly counts: readonly Count[];
  readonly meters: readonly MeterReading[];
};

export type Week = {
  readonly seed: number;
  readonly stations: readonly StationWeek[];
  readonly orders: readonly WeekOrder[];
};

/** Seven days of two lines, the same for the same seed. Nothing here knows how KPIs are computed. */
export function createWeek(seed: number): Week {
  const random = createRandomSource(seed);
  const orders = weekLines.flatMap(({ path }) => runOrders(path, random('orders', path)));
  const stations = weekStations.map((station): StationWeek => {
    const { path, line, name, tells, clockAheadMs } = station;
    const stays = liveWeek(line, random('stays', path)).map((stay) => ahead(stay, clockAheadMs));
    const making = { station, stays, orders: orders.filter((each) => each.line === line) };
    const isSerial = tells === 'serials' || tells === 'panels';
    const passages = isSerial ? passUnits(making, random('units', path)) : [];
    const counts =
      isSerial || tells === 'nothing' ? [] : countPieces(making, random('counts', path));
    return {
      station,
      stays,
      passages,
      counts: name === 'TEST' ? countCycles(name, passages) : counts,
      meters: meterEnergy(station, random('energy', path)),
    };
  });
  return { seed, stations, orders };
}

function ahead(stay: Stay, byMs: number): Stay {
  const moved = <S extends { fromMs: number; toMs: number }>(span: S): S => ({
    ...span,
    fromMs: span.fromMs + byMs,
    toMs: span.toMs + byMs,
  });
  return {
    ...moved(stay),
    causes: stay.causes.map(moved),
    repeats: stay.repeats.map((repeat) => ({ ...repeat, atMs: repeat.atMs + byMs })),
  };
}
