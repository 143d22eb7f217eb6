import { assert } from '../../domain/assert.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { toIso } from '../../domain/time.ts';
import type { LineReport, ShiftReportReply } from '../api/contract/report.ts';
import { lazily } from '../as-of/trace-as-of.ts';
import { prepareFindLine } from '../kpi/kpis.ts';
import { changesOf } from '../kpi/shift.ts';
import { type Cut, windowOf } from '../kpi/window.ts';
import { type BoardLine, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { openPast } from '../past/past.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { editionAt, prepareSettings, type Settings } from '../settings/read.ts';
import { type Figures, prepareFigures } from './figures.ts';
import { handoversOf } from './people.ts';
import { prepareRevisions } from './revisions.ts';
import { prepareReportRows } from './rows.ts';

export type ShiftReportParams = {
  /** `now`, `last` (the one that ended last), or `2026-11-23/1`. */
  readonly shift: string;
  readonly line?: string | undefined;
  readonly asOfSeq?: number | undefined;
  readonly software: string;
};

/** The report of a shift: what a supervisor signs, and what it said when it was signed. */
export const shiftReport = defineQuery({
  name: 'shiftReport',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const figuresNow = prepareFigures(context);
    const past = lazily(() => preparePast(context));
    const revisionsOf = prepareRevisions(context);
    const rows = prepareReportRows(context.db);
    const linesAsked = prepareLines(context);
    const asOfNow = prepareAsOf(context);
    return ({
      shift: asked,
      line: name,
      asOfSeq,
      software,
    }: ShiftReportParams): ShiftReportReply => {
      const nowMs = context.clock.nowMs();
      const settings = settingsNow();
      const window = askedWindow(settings, asked, nowMs);
      assert(window.shift !== undefined, 'a shift that is asked for is found or an error');
      const { id, date } = window.shift;
      const asOf = asOfSeq === undefined ? asOfNow() : past().positionOf(asOfSeq);
      const oneLine = (line: BoardLine): LineReport => {
        const revisions = revisionsOf(line.path, window, settings);
        const here = revisions.at(asOfSeq);
        const figuresAt = (seq: number) => past().figures(line, window, seq);
        const told =
          asOfSeq === undefined ? figuresNow({ line, window, settings }) : figuresAt(asOfSeq);
        const before = here.previous === undefined ? undefined : figuresAt(here.previous.asOf.seq);
        const { line: path, name: title } = { line: line.path, name: line.name };
        return {
          line: path,
          name: title,
          revision: here.revision,
          revisions: revisions.all,
          changes: before === undefined ? [] : changesOf(plain(before), plain(told)),
          because: here.because,
          ...told,
          handovers: handoversOf(rows, path, `${date}/${id}`),
        };
      };
      const lines = linesAsked(name);
      return {
        asOf,
        isPast: asOfSeq !== undefined,
        site: context.plant.site,
        name: context.plant.name,
        software,
        timeZone: settings.calendar.timeZoneAt(window.fromMs),
        shift: { id, date },
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        isClosed: revisionsOf.isClosed(window),
        ...neighbours(settings, window, nowMs),
        names: namesOf(lines, settings, window),
        lines: lines.map(oneLine),
      };
    };
  },
});

/** `last` is the shift that ended last; the window is that of today's calendar. */
function askedWindow({ calendar }: Settings, asked: string, nowMs: number): Cut {
  if (asked !== 'last') return windowOf(calendar, { shift: asked }, nowMs);
  const running = calendar.shiftAt(nowMs);
  const shift = calendar.previousShift(running?.fromMs ?? nowMs);
  if (shift === undefined) throw new FactoryError('not_found', 'no shift has ended yet');
  return { fromMs: shift.fromMs, toMs: shift.toMs, shift };
}

function neighbours({ calendar }: Settings, window: Cut, nowMs: number) {
  const nameOf = (shift: { date: string; id: string } | undefined) =>
    shift && `${shift.date}/${shift.id}`;
  const before = nameOf(calendar.previousShift(window.fromMs));
  const next = calendar.nextShift(window.toMs - 1);
  const after = next !== undefined && next.fromMs <= nowMs ? nameOf(next) : undefined;
  return {
    ...(before === undefined ? {} : { previous: before }),
    ...(after === undefined ? {} : { next: after }),
  };
}

function namesOf(lines: readonly BoardLine[], { reasons }: Settings, { fromMs }: Cut) {
  const stations = lines.flatMap((line) => line.stations.map(({ path, name }) => [path, name]));
  const known = editionAt(reasons, fromMs).body.reasons.map(({ code, name }) => [code, name]);
  return { stations: Object.fromEntries(stations), reasons: Object.fromEntries(known) };
}

function plain({ values }: Figures): Record<string, number | null> {
  return Object.fromEntries(Object.entries(values).map(([id, { value }]) => [id, value]));
}

function prepareLines(context: QueryContext) {
  const findLine = prepareFindLine(context);
  const { stations } = prepareLinesRows(context.db);
  return (name: string | undefined): readonly BoardLine[] =>
    name === undefined ? layoutOf(context.plant, stations()) : [findLine(name)];
}

/** The same figures at an earlier position of the log. */
function preparePast(context: QueryContext) {
  const past = openPast(context);
  const figures = prepareFigures(past.context);
  const settingsThen = prepareSettings(past.context.db, context.plant);
  const recordedAt = context.db
    .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
    .pluck();
  return {
    positionOf: (seq: number) => {
      const atMs = recordedAt.get(seq);
      if (atMs === undefined) throw new FactoryError('not_found', `the log has no position ${seq}`);
      return { seq, at: toIso(atMs) };
    },
    figures: (line: BoardLine, window: Cut, seq: number): Figures => {
      const { fromMs, toMs } = window;
      return past.at({ line, fromMs, toMs, seq }, () =>
        figures({ line, window, settings: settingsThen() }),
      );
    },
  };
}
