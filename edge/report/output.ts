import { workWithin } from '../../domain/calendar/planned-time.ts';
import type { Interval } from '../../domain/calendar/shift.ts';
import { toIso } from '../../domain/time.ts';
import type { LineReport } from '../api/contract/report.ts';
import { againstPlan } from '../kpi/against-plan.ts';
import type { Measured } from '../kpi/measure.ts';
import type { BoardLine } from '../lines/layout.ts';
import type { PiecesRow } from '../pieces/rows.ts';
import { type Settings, targetAt } from '../settings/read.ts';

type Basis = {
  readonly line: BoardLine;
  /** Hour by hour. */
  readonly cuts: readonly Interval[];
  /** Up to where it is known. */
  readonly window: Interval;
  readonly measured: Measured;
  readonly settings: Settings;
  readonly changes: readonly {
    readonly atMs: number;
    readonly item: string;
    readonly previousItem: string;
  }[];
};

const hourMs = 3_600_000;

/** Output against the plan by hour and by product. The plan of the whole is for the whole shift. */
export function outputOf(basis: Basis): LineReport['output'] {
  const { line, cuts, window, measured, settings } = basis;
  const whole = { fromMs: cuts[0]?.fromMs ?? 0, toMs: cuts.at(-1)?.toMs ?? 0 };
  const { good, reject, planned, hours } = againstPlan({
    ...{ line: line.path, window: whole, cuts, measured, settings },
    nowMs: window.toMs,
  });
  return {
    good,
    reject,
    planned,
    hours: hours.map(({ fromMs, toMs, ...hour }) => ({
      from: toIso(fromMs),
      to: toIso(toMs),
      ...hour,
    })),
    products: productsOf(basis),
  };
}

/** Each product with the plan of the stretches in which it ran: from its first piece to the first of another. */
function productsOf({ line, cuts, window, measured, settings, changes }: Basis) {
  const output = line.stations.find(({ path }) => path === line.outputStation);
  const made = Map.groupBy(
    measured.pieces.filter(({ stationId }) => stationId === output?.row?.id),
    ({ item }) => item,
  );
  const whole = {
    fromMs: cuts[0]?.fromMs ?? window.fromMs,
    toMs: cuts.at(-1)?.toMs ?? window.toMs,
  };
  return [...made]
    .map(([item, rows]) => {
      const named = item === '' ? {} : { item };
      const target = targetAt(settings.targets, { line: line.path, ...named }, window.toMs);
      const atOutput = targetAt(
        settings.targets,
        { line: line.path, ...named, ...(output && { station: output.path }) },
        window.toMs,
      );
      const workMs = runsOf(item, { changes, whole, isOnly: made.size === 1 }).reduce(
        (sum, run) => sum + workWithin(measured.plan, run),
        0,
      );
      return {
        item,
        ...sumsOf(rows),
        planned:
          target.plannedPerHour === undefined ? null : (workMs / hourMs) * target.plannedPerHour,
        plannedCycleMs: atOutput.plannedCycleMs ?? null,
      };
    })
    .toSorted((a, b) => b.good - a.good || (a.item < b.item ? -1 : 1));
}

function sumsOf(rows: readonly PiecesRow[]) {
  return {
    good: rows.reduce((sum, row) => sum + row.good, 0),
    reject: rows.reduce((sum, row) => sum + row.reject, 0),
  };
}

type Runs = {
  readonly changes: Basis['changes'];
  readonly whole: Interval;
  readonly isOnly: boolean;
};

function runsOf(item: string, { changes, whole, isOnly }: Runs): Interval[] {
  const [first] = changes;
  if (first === undefined) return isOnly ? [whole] : [];
  const starts = [{ atMs: whole.fromMs, item: first.previousItem }, ...changes];
  return starts.flatMap((start, index) =>
    start.item === item
      ? [{ fromMs: start.atMs, toMs: starts[index + 1]?.atMs ?? whole.toMs }]
      : [],
  );
}
