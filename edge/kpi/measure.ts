import type { PlannedTime } from '../../domain/calendar/planned-time.ts';
import type { Interval } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import { type Elements, sumElements } from '../../domain/kpi/elements.ts';
import { measureTime } from '../../domain/kpi/time/measure-time.ts';
import type { BoardLine } from '../lines/layout.ts';
import { partsOf } from '../pieces/cycles.ts';
import { orderTimeOf, type PartPieces } from '../pieces/quantities.ts';
import { preparePieceRows } from '../pieces/rows.ts';
import {
  quantitiesOfStation,
  type Reconciled,
  reconcile,
  type Said,
} from '../pieces/station-quantities.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Settings } from '../settings/read.ts';
import { type LineHistory, prepareHistories } from './histories.ts';
import { prepareKpiRows } from './rows.ts';

export type Measured = {
  readonly history: LineHistory;
  readonly plan: readonly PlannedTime[];
  /** For each interval. The line's are those of its bottleneck, with inherited stops. */
  readonly line: readonly Elements[];
  readonly stations: ReadonlyMap<StationPath, readonly Elements[]>;
  readonly pieces: readonly PartPieces[];
  readonly said: Said;
  readonly reconciled: readonly Reconciled[];
};

export type MeasureParams = {
  /** Disjoint, in order. */
  readonly intervals: readonly Interval[];
};

/**
 * The elements of a line and its stations in each of the intervals, from a fixed number of
 * statements. Time is measured up to now; what comes later is not known.
 */
export function prepareMeasure(context: QueryContext) {
  const histories = prepareHistories(context);
  const readSaid = prepareSaid(context);
  return (line: BoardLine, params: MeasureParams, settings: Settings): Measured => {
    const nowMs = context.clock.nowMs();
    const { intervals } = params;
    const span = spanOf(intervals, nowMs);
    const history = histories(line, span, settings);
    const plan = settings.calendar.plannedTime(span, line.path);
    const known = intervals.map(({ fromMs, toMs }) => {
      return { fromMs, toMs: Math.max(fromMs, Math.min(toMs, nowMs)) };
    });
    const said = readSaid(line, params, settings);
    const made = new Map(
      line.stations.map((station) => [
        station.path,
        quantitiesOfStation(station, said, { line: line.path, intervals, settings }),
      ]),
    );
    const ordered = known.map((interval) => orderTimeOf(said.orders, interval));
    const first = line.stations.find(
      ({ row }) => said.tells.get(row?.id ?? 0)?.serials === 1,
    )?.path;
    const elementsOf = (path: StationPath, times: readonly Elements[]): Elements[] =>
      times.map((time, n) => ({
        ...time,
        ...made.get(path)?.[n],
        ...ordered[n],
        ...(first === undefined
          ? {}
          : { firstStepQuantity: made.get(first)?.[n]?.producedQuantity ?? null }),
      }));
    const lineTimes = measureTime({ timeline: history.line, plan }, known);
    return {
      history,
      plan,
      pieces: [...said.pieces.values()].flat(),
      said,
      line:
        line.outputStation === undefined
          ? []
          : withEnergyOfAll(elementsOf(line.outputStation, lineTimes), made),
      stations: new Map(
        [...history.stations].map(([path, timeline]) => [
          path,
          elementsOf(path, measureTime({ timeline, plan }, known)),
        ]),
      ),
      reconciled: reconcile(line, said, span),
    };
  };
}

function spanOf(intervals: readonly Interval[], nowMs: number): Interval {
  return { fromMs: intervals[0]?.fromMs ?? nowMs, toMs: intervals.at(-1)?.toMs ?? nowMs };
}

/** Reads what passages, counters, meters and orders said of a line. */
function prepareSaid({ db }: QueryContext) {
  const rows = prepareKpiRows(db);
  const readPieces = preparePieceRows(db);
  return (line: BoardLine, { intervals }: MeasureParams, settings: Settings): Said => {
    const ids = line.stations.flatMap(({ row }) => row?.id ?? []);
    const span = spanOf(intervals, 0);
    const parts = partsOf(intervals, settings, line.path);
    const pieces = readPieces(ids, parts).map(({ interval, ...row }) => {
      const { n = 0, fromMs = 0 } = parts[interval] ?? {};
      return { ...row, interval: n, fromMs };
    });
    return {
      tells: new Map(rows.tells(ids).map((row) => [row.stationId, row])),
      pieces: byStation(pieces),
      counters: byStation(rows.counters(ids, span)),
      energy: byStation(rows.energy(ids, span)),
      orders: rows.orderSpans(line.path),
    };
  };
}

function byStation<T extends { readonly stationId: number }>(rows: readonly T[]): Map<number, T[]> {
  return Map.groupBy(rows, ({ stationId }) => stationId);
}

/** A line uses the energy of all its stations, whatever its bottleneck does. */
function withEnergyOfAll(
  elements: readonly Elements[],
  made: ReadonlyMap<StationPath, readonly Elements[]>,
): Elements[] {
  return elements.map(({ energyKilowattHours: _, ...rest }, n) => {
    const used = [...made.values()].flatMap((all) => {
      const { energyKilowattHours } = all[n] ?? {};
      return energyKilowattHours === undefined ? [] : [{ energyKilowattHours }];
    });
    return { ...rest, ...sumElements(used) };
  });
}
