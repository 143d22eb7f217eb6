import { microStopMs } from '../layout.ts';
import { type Planned, planEdges, plannedAt } from '../plan.ts';
import { at, cutAt, type Span, sharedMs } from '../spans.ts';
import type { Cause, Loss, Stay, WeekState } from '../stays.ts';
import type { StationWeek } from '../week.ts';

/** What a moment counts as, after the table of docs/kpis.md. */
type Counts =
  | 'production'
  | 'setup'
  | 'micro_stop'
  | 'failure'
  | 'delay'
  | 'starved'
  | 'blocked'
  | 'waiting'
  | 'scheduled_down'
  | 'engineering'
  | 'not_scheduled'
  | 'no_data'
  | 'clock_suspect';

type Moment = Span & { readonly counts: Counts; readonly state: WeekState | 'clock_suspect' };
export type Elements = Record<string, number | null>;

/** A station or a line through the week, disjoint and in order; where it has nothing nobody knows. */
export type Subject = { readonly moments: readonly Moment[]; readonly failures: readonly Span[] };

/** A source whose clock is wrong says nothing that can be believed. */
export function subjectOfStation({ station, stays }: StationWeek, toleranceMs: number): Subject {
  if (station.clockAheadMs > toleranceMs) {
    return toSubject(
      stays.map(({ fromMs, toMs }) => {
        return { fromMs, toMs, state: 'clock_suspect', counts: 'clock_suspect' };
      }),
    );
  }
  return toSubject(
    stays.flatMap((stay) =>
      cutAt(stay, edgesOf([stay])).map((span) => ({
        ...span,
        state: stay.state,
        counts: countsAs(stay.state, {
          wholeMs: stay.toMs - stay.fromMs,
          cause: causeAt(stay, span),
        }),
      })),
    ),
  );
}

/**
 * A line does what its bottleneck does; while that is starved, what the nearest stopped station before it
 * does, and while it is blocked, the nearest after it.
 */
export function subjectOfLine(
  stations: readonly StationWeek[],
  bottleneck: string,
  toleranceMs: number,
): Subject {
  const place = stations.findIndex(({ station }) => station.path === bottleneck);
  const staysOf = stations.map(({ station, stays }) =>
    station.clockAheadMs > toleranceMs ? [] : stays,
  );
  const own = staysOf[place] ?? [];
  const before = staysOf.slice(0, place).reverse();
  const after = staysOf.slice(place + 1);
  const whole = { fromMs: own[0]?.fromMs ?? 0, toMs: own.at(-1)?.toMs ?? 0 };
  const pieces = cutAt(whole, edgesOf(staysOf.flat())).flatMap((span) => {
    const stay = at(own, span.fromMs);
    if (stay === undefined) return [];
    const others = { standby_starved: before, standby_blocked: after }[stay.state as string] ?? [];
    const stopped = others
      .map((stays) => at(stays, span.fromMs))
      .find((other) => other !== undefined && isStopping(other.state));
    const { state } = stopped ?? stay;
    return [{ ...span, state, cause: causeAt(stopped ?? stay, span) }];
  });
  const runs: (typeof pieces)[] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run?.[0]?.state === piece.state) run.push(piece);
    else runs.push([piece]);
  }
  return toSubject(
    runs.flatMap((run) => {
      const wholeMs = (run.at(-1)?.toMs ?? 0) - (run[0]?.fromMs ?? 0);
      return run.map(({ cause, ...piece }) => ({
        ...piece,
        counts: countsAs(piece.state, { wholeMs, cause }),
      }));
    }),
  );
}

function isStopping(state: WeekState): boolean {
  return state === 'unscheduled_down' || state === 'scheduled_down' || state === 'setup';
}

function edgesOf(stays: readonly Stay[]): number[] {
  return stays.flatMap((stay) =>
    [stay, ...stay.causes].flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
  );
}

/** Of a micro-stop only what people say counts. */
function causeAt({ fromMs, toMs, causes }: Stay, span: Span): Cause | undefined {
  const cause = causes.find((each) => sharedMs(each, span) > 0);
  return cause?.by !== 'person' && toMs - fromMs < microStopMs ? undefined : cause;
}

type About = { readonly wholeMs: number; readonly cause: Cause | undefined };

function countsAs(state: WeekState, { wholeMs, cause }: About): Counts {
  if (state === 'producing') return 'production';
  if (state === 'engineering' || state === 'not_scheduled' || state === 'no_data') return state;
  if (cause !== undefined) return countsByLoss(cause.loss, state);
  if (state === 'setup' || state === 'scheduled_down') return state;
  if (wholeMs < microStopMs) return 'micro_stop';
  if (state === 'standby_starved') return 'starved';
  return state === 'standby_blocked' ? 'blocked' : 'failure';
}

function countsByLoss(loss: Loss, state: WeekState): Counts {
  if (loss === 'failure' || loss === 'setup' || loss === 'waiting') return loss;
  if (loss === 'planned') return 'scheduled_down';
  if (loss === 'material') return state === 'standby_blocked' ? 'blocked' : 'starved';
  return 'delay';
}

function toSubject(moments: readonly Moment[]): Subject {
  const failures: Span[] = [];
  for (const { fromMs, toMs, counts } of moments) {
    if (counts !== 'failure') continue;
    const last = failures.at(-1);
    if (last?.toMs === fromMs) failures[failures.length - 1] = { fromMs: last.fromMs, toMs };
    else failures.push({ fromMs, toMs });
  }
  return { moments, failures };
}

/** Under which elements planned work is summed. */
const workSums: Readonly<Record<Counts, readonly string[]>> = {
  production: [
    'plannedBusyTimeMs',
    'actualProductionTimeMs',
    'timeBetweenFailuresMs',
    'timeToFailureMs',
  ],
  setup: ['plannedBusyTimeMs', 'actualSetupTimeMs', 'timeBetweenFailuresMs', 'timeToFailureMs'],
  micro_stop: ['plannedBusyTimeMs', 'actualDelayTimeMs', 'microStopTimeMs', 'timeToFailureMs'],
  delay: ['plannedBusyTimeMs', 'actualDelayTimeMs', 'timeToFailureMs'],
  failure: [
    'plannedBusyTimeMs',
    'actualDelayTimeMs',
    'failureTimeMs',
    'correctiveMaintenanceTimeMs',
  ],
  starved: ['plannedBusyTimeMs', 'actualDownTimeMs', 'starvedTimeMs'],
  blocked: ['plannedBusyTimeMs', 'actualDownTimeMs', 'blockedTimeMs'],
  waiting: ['plannedBusyTimeMs', 'actualDownTimeMs'],
  scheduled_down: ['scheduledDownTimeMs'],
  engineering: ['engineeringTimeMs'],
  not_scheduled: ['notScheduledTimeMs'],
  no_data: ['plannedBusyTimeMs', 'noDataTimeMs'],
  clock_suspect: ['plannedBusyTimeMs', 'clockSuspectTimeMs'],
};

const restSums: Readonly<Record<Exclude<Planned, 'work'>, readonly string[]>> = {
  break: ['breakTimeMs'],
  planned_stop: ['plannedStopTimeMs'],
  maintenance: ['plannedStopTimeMs', 'plannedMaintenanceTimeMs'],
  not_scheduled: ['notScheduledTimeMs'],
};

export const timeElements: readonly string[] = [
  ...new Set([
    ...Object.values(workSums).flat(),
    ...Object.values(restSums).flat(),
    ...['calendarTimeMs', 'plannedOperationTimeMs', 'unplannedProductionTimeMs'],
    ...['failureCount', 'repairCount', 'timeToRepairMs'],
  ]),
];

/** The time elements of a stretch: every piece of it is looked at and put where it belongs. */
export function trueTime({ moments, failures }: Subject, line: string, span: Span): Elements {
  const sums: Record<string, number> = Object.fromEntries(timeElements.map((name) => [name, 0]));
  const add = (name: string, amount: number) => {
    sums[name] = (sums[name] ?? 0) + amount;
  };
  const touching = moments.filter((moment) => sharedMs(moment, span) > 0);
  const edges = touching.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  for (const piece of cutAt(span, [...edges, ...planEdges])) {
    const moment = at(touching, piece.fromMs);
    for (const name of sumsOf(plannedAt(line, piece.fromMs), moment))
      add(name, piece.toMs - piece.fromMs);
  }
  for (const { fromMs, toMs } of failures) {
    if (fromMs >= span.fromMs && fromMs < span.toMs) add('failureCount', 1);
    if (toMs < span.fromMs || toMs >= span.toMs) continue;
    add('repairCount', 1);
    add('timeToRepairMs', toMs - fromMs);
  }
  return sums;
}

function sumsOf(planned: Planned, moment: Moment | undefined): readonly string[] {
  const counts = moment?.counts ?? 'no_data';
  if (planned === 'work') {
    const isMaintained = moment?.state === 'scheduled_down' && counts === 'scheduled_down';
    const operated = counts === 'not_scheduled' ? [] : ['plannedOperationTimeMs'];
    const maintained = isMaintained ? ['plannedMaintenanceTimeMs'] : [];
    return ['calendarTimeMs', ...operated, ...workSums[counts], ...maintained];
  }
  return [
    'calendarTimeMs',
    ...(planned === 'not_scheduled' ? [] : ['plannedOperationTimeMs']),
    ...restSums[planned],
    ...(counts === 'production' ? ['unplannedProductionTimeMs'] : []),
  ];
}
