import { assert } from '../../domain/assert.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import { explainChange, type StationElements } from '../../domain/kpi/explain-change.ts';
import { measureCauses } from '../../domain/kpi/time/measure-parts.ts';
import { toIso } from '../../domain/time.ts';
import type { KpiChangeReply } from '../api/contract/kpi-change.ts';
import type { BoardLine } from '../lines/layout.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, type Settings } from '../settings/read.ts';
import { prepareFindLine } from './kpis.ts';
import { prepareMeasure } from './measure.ts';
import { type Cut, type WindowParams, windowOf } from './window.ts';

export type KpiChangeParams = WindowParams & {
  readonly line: string;
  /** What the window is held against: the shift before a shift, else as long a time just before. */
  readonly before: WindowParams;
};

/** Why the OEE index of a line is another one than before: which loss, of which station, how much. */
export const kpiChange = defineQuery({
  name: 'kpiChange',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const measure = prepareMeasure(context);
    const asOf = prepareAsOf(context);
    const partsOf = (line: BoardLine, window: Cut, settings: Settings): StationElements[] => {
      const { line: whole, history, plan } = measure(line, { intervals: [window] }, settings);
      const output = line.outputStation;
      if (output === undefined) return [];
      const toMs = Math.max(window.fromMs, Math.min(window.toMs, context.clock.nowMs()));
      const known = { fromMs: window.fromMs, toMs };
      const causes = measureCauses({ timeline: history.line, plan }, known, output);
      return [...causes].map(([station, elements]) => ({
        station,
        elements: station === output ? { ...whole[0], ...elements } : elements,
      }));
    };
    return ({ line: name, before, ...asked }: KpiChangeParams): KpiChangeReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const line = findLine(name);
      const later = windowOf(settings.calendar, asked, nowMs);
      const earlier = isAsked(before)
        ? windowOf(settings.calendar, before, nowMs)
        : justBefore(settings, later);
      const [was, is] = [partsOf(line, earlier, settings), partsOf(line, later, settings)];
      const explained = explainChange(was, is);
      const { contributions, missing } = explained;
      return {
        asOf: asOf(),
        line: line.path,
        before: toPeriod(earlier, was, explained.before),
        after: toPeriod(later, is, explained.after),
        missing: [...missing],
        change:
          explained.before === null || explained.after === null
            ? null
            : explained.after - explained.before,
        contributions: contributions.map(({ station, ...rest }) => ({
          station: stationOf(line, station),
          ...rest,
        })),
      };
    };
  },
});

function isAsked({ fromMs, shift }: WindowParams): boolean {
  return fromMs !== undefined || shift !== undefined;
}

function justBefore({ calendar }: Settings, { fromMs, toMs, shift }: Cut): Cut {
  const found = shift === undefined ? undefined : calendar.previousShift(fromMs);
  if (found !== undefined) return { fromMs: found.fromMs, toMs: found.toMs, shift: found };
  return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
}

function toPeriod(
  { fromMs, toMs, shift }: Cut,
  parts: readonly StationElements[],
  oeeIndex: number | null,
): KpiChangeReply['before'] {
  return {
    from: toIso(fromMs),
    to: toIso(toMs),
    ...(shift === undefined ? {} : { shift: { id: shift.id, date: shift.date } }),
    oeeIndex,
    plannedBusyTimeMs: parts.reduce(
      (sum, { elements }) => sum + (elements.plannedBusyTimeMs ?? 0),
      0,
    ),
  };
}

function stationOf({ stations }: BoardLine, path: string): StationPath {
  const found = stations.find((station) => station.path === path)?.path;
  assert(found !== undefined, 'a cause is a station of its line');
  return found;
}
