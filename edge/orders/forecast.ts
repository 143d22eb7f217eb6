import type { Calendar } from '../../domain/calendar/calendar.ts';
import { type PlannedTime, workWithin } from '../../domain/calendar/planned-time.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import { forecastWork } from '../../domain/kpi/forecast.ts';
import { toIso } from '../../domain/time.ts';
import type { OrderReply } from '../api/contract/orders.ts';
import type { OrderHourRow } from './rows.ts';

const hourMs = 3_600_000;
/** The pace of the last hours counts; a forecast looks so far ahead. */
export const paceHours = 12;
const aheadMs = 30 * 24 * hourMs;

type Asked = {
  readonly line: LinePath;
  readonly remaining: number;
  readonly firstMs: number;
  readonly hours: readonly OrderHourRow[];
  readonly calendar: Calendar;
  readonly nowMs: number;
};

/** When an order will be done, over the planned work of its line; undefined while too little is known. */
export function orderForecast(asked: Asked): OrderReply['forecast'] {
  const { line, remaining, firstMs, hours, calendar, nowMs } = asked;
  const made = new Map(hours.map(({ fromMs, good }) => [fromMs, good]));
  const thisHourMs = nowMs - (nowMs % hourMs);
  const sinceMs = Math.max(firstMs - (firstMs % hourMs), thisHourMs - paceHours * hourMs);
  const plan = calendar.plannedTime({ fromMs: sinceMs, toMs: nowMs + aheadMs }, line);
  const count = Math.max(0, (thisHourMs - sinceMs) / hourMs);
  const records = Array.from({ length: count }, (_, index) => {
    const fromMs = sinceMs + index * hourMs;
    const span = { fromMs: Math.max(fromMs, firstMs), toMs: fromMs + hourMs };
    return { workMs: workWithin(plan, span), good: made.get(fromMs) ?? 0 };
  });
  const work = forecastWork({ remaining, records });
  if (work === null) return undefined;
  const at = (workMs: number | null) => {
    const endMs = workMs === null ? undefined : endOf(plan, nowMs, workMs);
    return endMs === undefined ? null : toIso(Math.round(endMs));
  };
  return {
    expectedAt: at(work.expectedMs),
    earliestAt: at(work.earliestMs),
    latestAt: at(work.latestMs),
    records: work.records,
  };
}

/** When so much planned work is done from now on; undefined beyond the plan. */
function endOf(plan: readonly PlannedTime[], nowMs: number, workMs: number): number | undefined {
  let leftMs = workMs;
  for (const piece of plan) {
    const fromMs = Math.max(piece.fromMs, nowMs);
    if (piece.kind !== 'work' || piece.toMs <= fromMs) continue;
    if (leftMs <= piece.toMs - fromMs) return fromMs + leftMs;
    leftMs -= piece.toMs - fromMs;
  }
  return undefined;
}
