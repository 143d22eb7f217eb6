import type {
  ChangeoversReply,
  OrderReply,
  OrdersReply,
} from '../../../edge/api/contract/orders.ts';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { weekLines } from '../../../simulators/week/layout.ts';
import { shifts } from '../../../simulators/week/plan.ts';
import type { Span } from '../../../simulators/week/spans.ts';
import { trueChangeovers, trueOrders } from '../../../simulators/week/truth/true-orders.ts';
import type { Week } from '../../../simulators/week/week.ts';
import type { WeekEdge } from './week-edge.ts';

/** What the edge says of orders in the end, and what is true, in the same words. */
export async function ordersTold(edge: WeekEdge, week: Week) {
  const { orders } = await edge.get<OrdersReply>('/api/v1/orders?limit=200');
  const told = orders.map((one: OrderReply) => ({
    ...{ order: one.order, status: one.status, startedAt: one.startedAt },
    ...{ completedAt: one.completedAt, unitsStarted: one.unitsStarted },
    ...{ good: one.good, reject: one.reject, progress: one.progress },
  }));
  const truth = trueOrders(week).map(({ startedMs, completedMs, ...one }) => ({
    ...one,
    startedAt: iso(startedMs),
    completedAt: completedMs === undefined ? undefined : iso(completedMs),
  }));
  return { told: byName(told), truth: byName(truth) };
}

/** Every change of product of the week, asked for whole, and shift by shift as the report has it. */
export async function changeoversTold(edge: WeekEdge, week: Week, whole: Span) {
  const told: unknown[] = [];
  const truth: unknown[] = [];
  for (const { path } of weekLines) {
    const line = encodeURIComponent(path);
    const asked = `from=${whole.fromMs}&to=${whole.toMs}`;
    const reply = await edge.get<ChangeoversReply>(`/api/v1/lines/${line}/changeovers?${asked}`);
    told.push(reply.changeovers);
    truth.push(changesOf(week, path, whole));
    for (const shift of shifts) {
      const report = await edge.get<ShiftReportReply>(
        `/api/v1/shift-report?shift=${shift.date}/${shift.id}&line=${line}`,
      );
      told.push(report.lines[0]?.changeovers);
      truth.push(changesOf(week, path, shift));
    }
  }
  return { told, truth };
}

function changesOf(week: Week, line: string, span: Span) {
  return trueChangeovers(week, line, span).map(({ from, to, lastPieceMs, firstPieceMs }) => ({
    ...{ from, to, lastPieceAt: iso(lastPieceMs), firstPieceAt: iso(firstPieceMs) },
    durationMs: firstPieceMs - lastPieceMs,
  }));
}

function byName<T extends { readonly order: string }>(orders: readonly T[]): T[] {
  return orders.toSorted((a, b) => (a.order < b.order ? -1 : 1));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
