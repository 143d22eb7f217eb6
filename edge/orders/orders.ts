import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { OrderReply, OrdersReply } from '../api/contract/orders.ts';
import { type BoardLine, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { orderMarkKind } from '../projections/orders.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
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
    return ({ orders: named, line, after, limit }: OrdersParams): OrdersReply => {
      const codes = named ?? rows.latest({ after, limit: limit + 1 });
      const layout = layoutOf(context.plant, stations());
      const marksOf = Map.groupBy(rows.marks(codes.slice(0, limit)), ({ order }) => order);
      const said = [...marksOf].map(([order, marks]) => toSaid(order, marks));
      const progress = progressOf(rows.progress(askedOf(said, layout)));
      const replies = codes
        .flatMap((code) => said.find(({ order }) => order === code) ?? [])
        .filter((order) => line === undefined || order.line === line)
        .map((order) => toReply(order, progress.get(order.order)));
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
function askedOf(said: readonly Said[], layout: readonly BoardLine[]) {
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

function toReply(said: Said, progress: ProgressRow | undefined): OrderReply {
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
    eventSeqs: said.seqs,
  };
}
