import type { Calendar } from '../../domain/calendar/calendar.ts';
import { workWithin } from '../../domain/calendar/planned-time.ts';
import type { LinePath } from '../../domain/equipment-path.ts';

/** So much planned work without a piece, and an order is idle; less, when its line made something else. */
const idleMs = 3_600_000;
const displacedMs = 600_000;
/** Nobody works so long without a day off: the calendar need not be asked. */
const longMs = 14 * 86_400_000;

type Asked = {
  readonly line: LinePath;
  /** Its last piece. */
  readonly lastMs: number;
  /** The last piece of its line, of whatever order. */
  readonly lineLastMs: number;
  readonly calendar: Calendar;
  readonly nowMs: number;
};

/** Whether a running order stands idle: nothing of it has passed for long, or the line runs another one. */
export function isIdle({ line, lastMs, lineLastMs, calendar, nowMs }: Asked): boolean {
  if (nowMs - lastMs > longMs) return true;
  const span = { fromMs: lastMs, toMs: Math.max(lastMs, nowMs) };
  const workMs = workWithin(calendar.plannedTime(span, line), span);
  return workMs >= (lineLastMs > lastMs ? displacedMs : idleMs);
}
