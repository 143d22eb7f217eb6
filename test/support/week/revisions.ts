import type { ShiftReply } from '../../../edge/api/contract/losses.ts';
import type { Delivery } from '../../../simulators/week/disorder.ts';
import { weekLines, weekStations } from '../../../simulators/week/layout.ts';
import { sessionsMs, shifts } from '../../../simulators/week/plan.ts';
import type { WeekEdge } from './week-edge.ts';

/** A shift closes a minute after its end. */
const closingMs = 60_000;
/** From here on the calendar is another one, which is told late. */
const newPlanDate = '2026-11-27';

export type ClosedShift = {
  readonly line: string;
  readonly shift: string;
  /** The session in which it was asked for first; what comes from then on is late. */
  readonly session: number;
  readonly reply: ShiftReply;
};

/** Every shift that closed since the session before, as it is known before anything late comes. */
export async function justClosed(edge: WeekEdge, session: number): Promise<ClosedShift[]> {
  const sinceMs = sessionsMs[session - 1] ?? 0;
  const untilMs = sessionsMs[session] ?? 0;
  const asked = shifts
    .filter(({ date }) => date < newPlanDate)
    .filter(({ toMs }) => toMs + closingMs > sinceMs && toMs + closingMs <= untilMs)
    .flatMap(({ date, id }) =>
      weekLines.map(({ path }) => ({ line: path, shift: `${date}/${id}` })),
    );
  return Promise.all(
    asked.map(async (each) => ({ ...each, session, reply: await askShift(edge, each) })),
  );
}

export function askShift(
  edge: WeekEdge,
  { line, shift }: Pick<ClosedShift, 'line' | 'shift'>,
): Promise<ShiftReply> {
  return edge.get(`/api/v1/lines/${encodeURIComponent(line)}/shift?shift=${shift}`);
}

const changing = new Set(['state_changed', 'unit_processed', 'counted', 'energy_metered']);

/** The events of a time in a shift that came after it had closed and still stand as they were told. */
export function lateEvents(
  sent: readonly Delivery[],
  { line, session }: ClosedShift,
  { from, to }: Pick<ShiftReply, 'from' | 'to'>,
): string[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const ofLine = new Set(weekStations.filter((each) => each.line === line).map(({ path }) => path));
  const changed = new Set(sent.map(({ fields }) => fields['event']));
  const before = new Set(sent.filter((each) => each.session < session).map(({ id }) => id));
  const late = sent.filter(
    ({ id, type, place = '', atMs, fields }) =>
      changing.has(type) &&
      isJudged(fields) &&
      ofLine.has(place) &&
      atMs >= fromMs &&
      atMs < toMs &&
      !before.has(id) &&
      !changed.has(id),
  );
  return [...new Set(late.map(({ id }) => id))];
}

/** What was skipped or aborted makes no piece, so it changes no KPI. */
function isJudged({ result, positions }: Delivery['fields']): boolean {
  const results = (positions as { result: string }[] | undefined) ?? [{ result }]; // As `said.ts` made it.
  return results.some((each) => each.result !== 'aborted' && each.result !== 'skipped');
}
