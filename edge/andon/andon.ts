import { type Urgency, urgencyOf } from '../../domain/andon.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { AndonBoard, AndonCall, GetAndonReply, PaceAlarm } from '../api/contract/andon.ts';
import { againstPlan } from '../kpi/against-plan.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { editionAt, prepareSettings } from '../settings/read.ts';
import { type MeasuredShift, prepareMeasureAll } from '../wall/wall.ts';
import { type CallRow, prepareCallRows } from './rows.ts';

/** More open calls than this are counted, not shown: nobody answers them one by one. */
const openMax = 200;
/** Read for figures over a time; the latest where there are more. */
const readMax = 10_000;
const recentMax = 20;
const recentMs = 8 * 3_600_000;

/** The calls that wall boards and pages show as they come: open ones, and the last that are over. */
export const andonBoard = defineQuery({
  name: 'andon_board',
  prepare: (context) => {
    const readBoard = prepareBoard(context);
    return (_params: Record<string, never>): AndonBoard => {
      const toMs = context.clock.nowMs();
      return readBoard({ below: '', fromMs: toMs - recentMs, toMs, limit: recentMax }).board;
    };
  },
});

export type AndonParams = {
  /** A line or a station; empty: all. */
  readonly below: string;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly limit: number;
};

/** Open calls whenever they came, those of a time with how soon somebody answered, and lost hours. */
export const andon = defineQuery({
  name: 'andon',
  prepare: (context) => {
    const readBoard = prepareBoard(context);
    const measureAll = prepareMeasureAll(context);
    return ({ below, limit, ...asked }: AndonParams): GetAndonReply => {
      const toMs = asked.toMs ?? context.clock.nowMs();
      const fromMs = asked.fromMs ?? toMs - recentMs;
      const { board, calls } = readBoard({ below, fromMs, toMs, limit });
      const isAsked = ({ line: { path } }: MeasuredShift) =>
        below === '' || path === below || below.startsWith(`${path}/`);
      return {
        ...board,
        from: toIso(fromMs),
        to: toIso(toMs),
        summary: {
          calls: calls.length,
          responseMsMedian: medianOf(calls.flatMap(({ responseMs }) => responseMs ?? [])),
          resolveMsMedian: medianOf(calls.flatMap(({ resolveMs }) => resolveMs ?? [])),
        },
        pace: board.settings.pace ? measureAll().filter(isAsked).flatMap(toPaceAlarm) : [],
      };
    };
  },
});

type BoardAsked = {
  readonly below: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
};

function prepareBoard(context: QueryContext) {
  const { db, clock, plant } = context;
  const rows = prepareCallRows(db);
  const settingsNow = prepareSettings(db, plant);
  const asOf = prepareAsOf(context);
  return ({
    below,
    fromMs,
    toMs,
    limit,
  }: BoardAsked): { board: AndonBoard; calls: AndonCall[] } => {
    const nowMs = clock.nowMs();
    const settings = editionAt(settingsNow().andon, nowMs).body;
    const toShown = (row: CallRow) => toCall(row, urgencyOf(row, settings, nowMs));
    const open = rows.open({ below, limit: readMax }).map(toShown).toSorted(byUrgency);
    const calls = rows.within({ below, fromMs, toMs, limit: readMax }).map(toShown);
    const recent = calls.filter(({ resolvedAt }) => resolvedAt !== undefined).slice(0, limit);
    const more = Math.max(0, open.length - openMax);
    return {
      board: { asOf: asOf(), settings, open: open.slice(0, openMax), more, recent },
      calls,
    };
  };
}

function toCall(row: CallRow, urgency: Urgency): AndonCall {
  const { incident, station, category, calledMs, acknowledgedMs, resolvedMs } = row;
  const answeredMs = acknowledgedMs ?? resolvedMs;
  return {
    incident,
    station,
    category,
    ...urgency,
    at: toIso(calledMs),
    ...present({
      by: row.calledBy,
      description: row.note,
      acknowledgedAt: acknowledgedMs === null ? null : toIso(acknowledgedMs),
      acknowledgedBy: row.acknowledgedBy,
      resolvedAt: resolvedMs === null ? null : toIso(resolvedMs),
      resolvedBy: row.resolvedBy,
      resolution: row.resolution,
      responseMs: since(calledMs, answeredMs),
      resolveMs: since(calledMs, resolvedMs),
    }),
    eventSeq: row.seq,
  };
}

/** Two clocks may differ: an answer before its call came at once. */
function since(fromMs: number, toMs: number | null): number | null {
  return toMs === null ? null : Math.max(0, toMs - fromMs);
}

function byUrgency(a: AndonCall, b: AndonCall): number {
  const isTaken = ({ acknowledgedAt }: AndonCall) => Number(acknowledgedAt !== undefined);
  return a.priority - b.priority || isTaken(a) - isTaken(b) || Date.parse(a.at) - Date.parse(b.at);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

function toPaceAlarm(shift: MeasuredShift): PaceAlarm[] {
  const { pace } = againstPlan({ ...shift, line: shift.line.path });
  if (pace === null || !pace.isAlarm) return [];
  const { hour, plannedNow, behind, atBest } = pace;
  const { fromMs, toMs, planned, good } = hour;
  const { path: line } = shift.line;
  const span = { from: toIso(fromMs), to: toIso(toMs) };
  return [{ line, ...span, planned, plannedNow, good, behind, atBest }];
}
