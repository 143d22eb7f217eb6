import type { LinePath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { OrderReply, OrdersReply } from '../api/contract/orders.ts';
import { type BoardLine, type BoardStation, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { orderMarkKind } from '../projections-floor/orders.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings } from '../settings/read.ts';
import { orderForecast, paceHours } from './forecast.ts';
import { isIdle } from './idle.ts';
import { type MarkRow, type ProgressRow, prepareOrderRows } from './rows.ts';

export type OrdersParams = {
  /** These; else the latest by what was last said of them. */
  readonly orders?: readonly string[] | undefined;
  readonly line?: string | undefined;
  readonly after: number;
  readonly limit: number;
};

/** Job orders with their progress, counted at the output station of their line. */
export const orders = defineQuery({
  name: 'orders',
  prepare: (context) => {
    const rows = prepareOrderRows(context.db);
    const stations = prepareLinesRows(context.db).stations;
    const asOf = prepareAsOf(context);
    const outlooksOf = prepareOutlooks(context);
    return ({ orders: named, line, after, limit }: OrdersParams): OrdersReply => {
      const codes = named ?? rows.latest({ after, limit: limit + 1 });
      const nowMs = context.clock.nowMs();
      const layout = layoutOf(context.plant, stations(nowMs));
      const marksOf = Map.groupBy(rows.marks(codes.slice(0, limit)), ({ order }) => order);
      const said = [...marksOf].map(([order, marks]) => toSaid(order, marks));
      const progress = progressOf(rows.progress(askedOf(said, layout)));
      const running = said.filter(({ status }) => status === 'started');
      const outlooks = outlooksOf(running, progress, layout);
      const replies = codes
        .flatMap((code) => said.find(({ order }) => order === code) ?? [])
        .filter((order) => line === undefined || order.line === line)
        .map((order) =>
          toReply(order, progress.get(order.order), { ...outlooks.get(order.order), nowMs }),
        );
      return {
        asOf: asOf(),
        orders: replies,
        ...(codes.length > limit ? { cursor: String(after + limit) } : {}),
      };
    };
  },
});

type Said = {
  readonly order: string;
  readonly status: OrderReply['status'];
  readonly item: string | null;
  readonly quantity: number | null;
  readonly uom: string | null;
  readonly line: string | null;
  readonly dueMs: number | null;
  readonly releasedMs: number | null;
  readonly startedMs: number | null;
  readonly completedMs: number | null;
  readonly seqs: number[];
};

/** The latest statement on each thing counts. Marks are in order. */
export function toSaid(order: string, marks: readonly MarkRow[]): Said {
  const latest = <K extends 'item' | 'line' | 'dueMs'>(name: K) =>
    marks.findLast((mark) => mark[name] !== null)?.[name] ?? null;
  const planned = marks.findLast(
    ({ kind, quantity }) => kind === orderMarkKind.released && quantity !== null,
  );
  const at = (kind: number) => marks.find((mark) => mark.kind === kind)?.atMs ?? null;
  const completedMs = marks.findLast(({ kind }) => kind === orderMarkKind.completed)?.atMs ?? null;
  const restarted = marks.at(-1)?.kind === orderMarkKind.started;
  const isCompleted = completedMs !== null && !restarted;
  const startedMs = at(orderMarkKind.started);
  return {
    order,
    status: isCompleted ? 'completed' : startedMs === null ? 'released' : 'started',
    item: latest('item'),
    quantity: planned?.quantity ?? null,
    uom: planned?.uom ?? null,
    line: latest('line'),
    dueMs: latest('dueMs'),
    releasedMs: at(orderMarkKind.released),
    startedMs,
    completedMs: isCompleted ? completedMs : null,
    seqs: marks.map(({ seq }) => seq),
  };
}

/** An order that names no line is counted wherever its units leave a line. */
export function askedOf(
  said: readonly Pick<Said, 'order' | 'line'>[],
  layout: readonly BoardLine[],
) {
  return said.flatMap(({ order, line }) =>
    layout
      .filter(({ path }) => line === null || path === line)
      .flatMap(({ stations, outputStation }) => {
        const output = stations.find(({ path }) => path === outputStation)?.row;
        return output === undefined ? [] : [{ order, stationId: output.id }];
      }),
  );
}

function progressOf(rows: readonly ProgressRow[]): ReadonlyMap<string, ProgressRow> {
  return new Map(rows.map((row) => [row.order, row]));
}

/** What is to be expected of a running order; nothing, where too little is known. */
type Outlook = {
  readonly forecast?: OrderReply['forecast'];
  /** Of one that stands idle: of that nobody knows when it goes on. */
  readonly idleSinceMs?: number;
};
type Ahead = Outlook & { readonly nowMs: number };

/** When each running order will be done, from its hours, or since when it is idle. */
function prepareOutlooks(context: QueryContext) {
  const rows = prepareOrderRows(context.db);
  const settingsNow = prepareSettings(context.db, context.plant);
  return (
    running: readonly Said[],
    progress: ReadonlyMap<string, ProgressRow>,
    layout: readonly BoardLine[],
  ): ReadonlyMap<string, Outlook> => {
    if (running.length === 0) return new Map();
    const nowMs = context.clock.nowMs();
    const { calendar } = settingsNow();
    const hours = rows.hours(askedOf(running, layout), nowMs - (paceHours + 1) * 3_600_000);

    function outlookOf({ order, line: path, quantity }: Said): Outlook {
      const { good = 0, firstMs, lastMs } = progress.get(order) ?? {};
      if (path === null || firstMs == null || lastMs == null) return {};
      const line = path as LinePath; // A line is written as a path in the log's events.
      const lineLastMs = outputRowOf(layout, line)?.lastPassageMs ?? lastMs;
      if (isIdle({ line, lastMs, lineLastMs, calendar, nowMs })) return { idleSinceMs: lastMs };
      if (quantity === null) return {};
      const own = hours.filter((hour) => hour.order === order);
      const remaining = Math.max(0, quantity - good);
      return present({
        forecast: orderForecast({ line, remaining, firstMs, hours: own, calendar, nowMs }),
      });
    }

    return new Map(running.map((order) => [order.order, outlookOf(order)]));
  };
}

function outputRowOf(layout: readonly BoardLine[], line: LinePath): BoardStation['row'] {
  const { stations = [], outputStation } = layout.find(({ path }) => path === line) ?? {};
  return stations.find(({ path }) => path === outputStation)?.row;
}

/** Late: due and not completed, completed after it was due, or expected to be. */
function isLate({ dueMs, completedMs }: Said, { forecast, nowMs }: Ahead): boolean {
  if (dueMs === null) return false;
  if (completedMs !== null) return completedMs > dueMs;
  if (nowMs > dueMs) return true;
  if (forecast === undefined) return false;
  return forecast.expectedAt === null || Date.parse(forecast.expectedAt) > dueMs;
}

function toReply(said: Said, progress: ProgressRow | undefined, ahead: Ahead): OrderReply {
  const { order, status, item, quantity, uom, line } = said;
  const good = progress?.good ?? 0;
  const iso = (ms: number | null | undefined) => (ms == null ? null : toIso(ms));
  return {
    order,
    status,
    ...present({
      item,
      line,
      quantity: quantity === null ? null : { value: quantity, uom: uom ?? '1' },
      dueAt: iso(said.dueMs),
      releasedAt: iso(said.releasedMs),
      startedAt: iso(said.startedMs),
      completedAt: iso(said.completedMs),
      firstPieceAt: iso(progress?.firstMs),
      lastPieceAt: iso(progress?.lastMs),
    }),
    unitsStarted: progress?.units ?? 0,
    good,
    reject: progress?.reject ?? 0,
    progress: quantity === null || quantity === 0 ? null : good / quantity,
    ...present({ forecast: ahead.forecast }),
    ...(ahead.idleSinceMs === undefined ? {} : { idleSince: toIso(ahead.idleSinceMs) }),
    isLate: isLate(said, ahead),
    eventSeqs: said.seqs,
  };
}
