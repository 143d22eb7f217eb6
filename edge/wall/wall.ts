import { workWithin } from '../../domain/calendar/planned-time.ts';
import { shiftShownAt } from '../../domain/calendar/plant-calendar.ts';
import { sumElements } from '../../domain/kpi/elements.ts';
import { kpis } from '../../domain/kpi/kpis.ts';
import { toIso } from '../../domain/time.ts';
import type { WallLine, WallReply } from '../api/contract/wall.ts';
import { againstPlan, type HourAgainstPlan } from '../kpi/against-plan.ts';
import { paretoOf } from '../kpi/losses.ts';
import { type Measured, prepareMeasure } from '../kpi/measure.ts';
import { type Cut, cutWindow } from '../kpi/window.ts';
import { type BoardLine, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, type Settings, targetAt } from '../settings/read.ts';

const lossesMax = 12;

/** What a wallboard says of the shift: each line's OEE, its output against the plan, its losses. */
export const wall = defineQuery({
  name: 'wall',
  prepare: (context) => {
    const asOf = prepareAsOf(context);
    const measureAll = prepareMeasureAll(context);
    return (_params: Record<string, never>): WallReply => ({
      asOf: asOf(),
      lines: measureAll().map(toWallLine),
    });
  },
});

export type MeasuredShift = {
  readonly line: BoardLine;
  readonly window: Cut;
  readonly cuts: readonly Cut[];
  readonly measured: Measured;
  readonly settings: Settings;
  readonly nowMs: number;
};

/** Measures the shift that a board shows, of every line by the hour. */
export function prepareMeasureAll(context: QueryContext): () => MeasuredShift[] {
  const { db, clock, plant } = context;
  const measure = prepareMeasure(context);
  const settingsNow = prepareSettings(db, plant);
  const { stations } = prepareLinesRows(db);
  return () => {
    const nowMs = clock.nowMs();
    const settings = settingsNow();
    const shift = shiftShownAt(settings.calendar, nowMs);
    const window: Cut = { fromMs: shift.fromMs, toMs: shift.toMs, shift };
    const cuts = cutWindow(settings.calendar, window, new Set(['hour']));
    return layoutOf(plant, stations()).map((line) => {
      const measured = measure(line, { intervals: cuts }, settings);
      return { line, window, cuts, measured, settings, nowMs };
    });
  };
}

function toWallLine(shift: MeasuredShift): WallLine {
  const { line, window, measured, settings, nowMs } = shift;
  const atMs = Math.min(nowMs, window.toMs);
  const against = againstPlan({ ...shift, line: line.path });
  const { good, reject, planned, plannedNow, hours, forecast, pace } = against;
  const known = { fromMs: window.fromMs, toMs: atMs };
  const span = { from: toIso(window.fromMs), to: toIso(window.toMs) };
  return {
    line: line.path,
    shift: { id: window.shift?.id ?? '-', date: window.shift?.date ?? '-', ...span },
    now: plannedFor(shift),
    ...ratiosOf(measured),
    oeeTarget: targetAt(settings.targets, { line: line.path }, atMs).oee ?? null,
    good,
    reject,
    planned,
    plannedNow,
    hours: hours.map((hour) => toHour(hour, shift)),
    forecast,
    pace: toPace(pace),
    losses: paretoOf(measured, known).slice(0, lossesMax),
  };
}

function plannedFor({ measured, nowMs }: MeasuredShift): WallLine['now'] {
  const planned = measured.plan.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  return planned?.kind ?? 'not_scheduled';
}

const ids = {
  oee: 'oee_index',
  availability: 'availability',
  effectiveness: 'effectiveness',
  quality: 'quality_ratio',
} as const;

/** From the summed elements of the hours, never from a mean of ratios. */
function ratiosOf({ line }: Measured): Record<keyof typeof ids, number | null> {
  const elements = sumElements(line);
  const ratio = (id: string) => kpis.find((kpi) => kpi.id === id)?.compute(elements).value ?? null;
  return {
    oee: ratio(ids.oee),
    availability: ratio(ids.availability),
    effectiveness: ratio(ids.effectiveness),
    quality: ratio(ids.quality),
  };
}

function toHour(
  hour: HourAgainstPlan,
  { measured, nowMs }: MeasuredShift,
): WallLine['hours'][number] {
  const { fromMs, toMs, good, reject, workMs, planned } = hour;
  const passedMs = workWithin(measured.plan, {
    fromMs,
    toMs: Math.min(toMs, Math.max(nowMs, fromMs)),
  });
  return {
    from: toIso(fromMs),
    to: toIso(toMs),
    good,
    reject,
    planned,
    plannedNow: planned === null || workMs === 0 ? planned : (planned * passedMs) / workMs,
  };
}

function toPace(pace: ReturnType<typeof againstPlan>['pace']): WallLine['pace'] {
  if (pace === null) return null;
  const { hour, ...rest } = pace;
  const { fromMs, toMs, good, planned } = hour;
  return { ...rest, from: toIso(fromMs), to: toIso(toMs), good, planned };
}
