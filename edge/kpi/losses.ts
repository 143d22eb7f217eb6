import type { Interval } from '../../domain/calendar/shift.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { cutAlong } from '../../domain/kpi/time/cut-along.ts';
import { type SpentTime, spentTime } from '../../domain/kpi/time/measure-time.ts';
import type { Timeline } from '../../domain/kpi/time/timeline.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { LossesReply, StatesReply } from '../api/contract/losses.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings } from '../settings/read.ts';
import { prepareFindLine } from './kpis.ts';
import { type Measured, prepareMeasure } from './measure.ts';
import { type WindowParams, windowOf } from './window.ts';

export type LossesParams = WindowParams & {
  readonly line: string;
  /** Of this one instead of the line; states and throughput are the line's. */
  readonly station?: string | undefined;
};

/** What a line, or one of its stations, lost of its planned work, by kind and reason: the greatest first, and in time. */
export const losses = defineQuery({
  name: 'losses',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const measure = prepareMeasure(context);
    const asOf = prepareAsOf(context);
    return ({ line: name, station, ...asked }: LossesParams): LossesReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const window = windowOf(settings.calendar, asked, nowMs);
      const line = findLine(name);
      const measured = measure(line, { intervals: [window] }, settings);
      const known = { fromMs: window.fromMs, toMs: Math.min(window.toMs, nowMs) };
      const lost = lostTime(timelineOf(measured, station), measured, known).map(toLoss);
      return {
        asOf: asOf(),
        line: line.path,
        ...present({ station }),
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        pareto: groupsOf(lost),
        timeline: lost,
      };
    };
  },
});

/** Throws `not_found`. */
function timelineOf({ history }: Measured, station: string | undefined): Timeline {
  if (station === undefined) return history.line;
  const found = [...history.stations].find(([path]) => path === station)?.[1];
  if (found !== undefined) return found;
  throw new FactoryError('not_found', `there is no station ${station} at the line`);
}

/** Losses are the planned work in which nothing was produced. */
export function lostTime(
  timeline: Timeline,
  { plan }: Pick<Measured, 'plan'>,
  window: Interval,
): SpentTime[] {
  const spent = cutAlong(spentTime({ timeline, plan }), [window]);
  return spent.flatMap(({ fromMs, toMs, base, cover }) => {
    const isLost = base.planned.kind === 'work' && base.span?.timeClass !== 'production';
    return cover !== undefined && isLost ? [{ ...base, fromMs, toMs }] : [];
  });
}

type Loss = LossesReply['timeline'][number];

function toLoss({ fromMs, toMs, span }: SpentTime): Loss {
  const reason = span?.classification?.reason ?? span?.reason;
  return {
    timeClass: span?.timeClass ?? 'no_data',
    from: toIso(fromMs),
    to: toIso(toMs),
    durationMs: toMs - fromMs,
    ...present({ reason, cause: span?.cause }),
  };
}

/** By kind, reason and causing station; one stop that is cut by a break counts once. */
export function paretoOf(measured: Measured, window: Interval): LossesReply['pareto'] {
  return groupsOf(lostTime(measured.history.line, measured, window).map(toLoss));
}

function groupsOf(lost: readonly Loss[]): LossesReply['pareto'] {
  const groups = Map.groupBy(lost, ({ timeClass, reason, cause }) =>
    JSON.stringify([timeClass, reason ?? '', cause ?? '']),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { timeClass, reason, cause } = first;
      const durationMs = group.reduce((sum, loss) => sum + loss.durationMs, 0);
      const count = group.filter((loss, n) => group[n - 1]?.to !== loss.from).length;
      return [{ timeClass, durationMs, count, ...present({ reason, cause }) }];
    })
    .toSorted(
      (a, b) => b.durationMs - a.durationMs || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
    );
}

/** The state timeline of a line and of each of its stations. */
export const lineStates = defineQuery({
  name: 'lineStates',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const measure = prepareMeasure(context);
    const asOf = prepareAsOf(context);
    return ({ line: name, ...asked }: LossesParams): StatesReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const window = windowOf(settings.calendar, asked, nowMs);
      const line = findLine(name);
      const { history } = measure(line, { intervals: [window] }, settings);
      const known = { fromMs: window.fromMs, toMs: Math.min(window.toMs, nowMs) };
      return {
        asOf: asOf(),
        line: line.path,
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        states: toStates(history.line, known),
        stations: [...history.stations].map(([station, timeline]) => ({
          station,
          states: toStates(timeline, known),
        })),
      };
    };
  },
});

/** Without gaps: what nobody said is `no_data`. */
function toStates({ spans }: Timeline, window: Interval): StatesReply['states'] {
  return cutAlong([window], spans).map(({ fromMs, toMs, cover }) => ({
    state: cover?.state ?? 'no_data',
    timeClass: cover?.timeClass ?? 'no_data',
    from: toIso(fromMs),
    to: toIso(toMs),
    ...present({ reason: cover?.classification?.reason ?? cover?.reason, cause: cover?.cause }),
  }));
}
