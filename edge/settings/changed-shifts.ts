import { Temporal } from 'temporal-polyfill';
import { type Calendar, createCalendar } from '../../domain/calendar/calendar.ts';
import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import type { Interval, Shift } from '../../domain/calendar/shift.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { ChangedShift } from '../api/contract/calendar-plan.ts';
import { workIn } from './plan.ts';

const dayMs = 86_400_000;
/** How far back shifts are compared; older ones change too and are not listed. */
const comparedDays = 100;

type Change = {
  readonly before: readonly CalendarDocument[];
  readonly after: readonly CalendarDocument[];
  readonly draft: CalendarDocument;
  readonly nowMs: number;
};

/**
 * The shifts that have begun and that a draft changes: each one that is closed gets a new revision. A
 * shift whose beginning or end moves is the same shift; one that is not there any more is `removed`.
 */
export function changedShifts({ before, after, draft, nowMs }: Change): {
  readonly comparedFromMs: number;
  readonly changed: readonly ChangedShift[];
} {
  const startMs = Temporal.PlainDate.from(draft.effectiveFrom).toZonedDateTime(
    draft.timeZone,
  ).epochMilliseconds;
  const comparedFromMs = Math.max(startMs - dayMs, nowMs - comparedDays * dayMs);
  if (comparedFromMs >= nowMs) return { comparedFromMs, changed: [] };
  const span = { fromMs: comparedFromMs, toMs: nowMs };
  const [was, is] = [createCalendar(before), createCalendar(after)];
  const lines = linesOf([...before, draft]);
  const [old, fresh] = [byName(was.shiftsIn(span)), byName(is.shiftsIn(span))];
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) =>
    changeOf({ was, is, lines, nowMs }, old.get(name), fresh.get(name)),
  );
  changed.sort((a, b) => (a.from < b.from ? 1 : -1));
  return { comparedFromMs, changed };
}

type Basis = {
  readonly was: Calendar;
  readonly is: Calendar;
  readonly lines: readonly (LinePath | undefined)[];
  readonly nowMs: number;
};

function changeOf(
  { was, is, lines, nowMs }: Basis,
  old: Shift | undefined,
  fresh: Shift | undefined,
): ChangedShift[] {
  const shift = fresh ?? old;
  if (shift === undefined) return [];
  const differing = lines.filter((line) => differ([was, old], [is, fresh], line));
  if (differing.length === 0) return [];
  const shown = differing.includes(undefined) ? undefined : differing[0];
  const named = differing.filter((line) => line !== undefined);
  return [
    {
      id: shift.id,
      date: shift.date,
      from: toIso(shift.fromMs),
      to: toIso(shift.toMs),
      kind: old === undefined ? 'added' : fresh === undefined ? 'removed' : 'changed',
      isClosed: Math.max(old?.toMs ?? 0, fresh?.toMs ?? 0) <= nowMs,
      plannedMsBefore: planned(was, old, shown),
      plannedMsAfter: planned(is, fresh, shown),
      ...(differing.includes(undefined) ? {} : { lines: named }),
    },
  ];
}

type Side = readonly [Calendar, Shift | undefined];

function differ([was, old]: Side, [is, fresh]: Side, line: LinePath | undefined): boolean {
  const plan = (calendar: Calendar, shift: Interval | undefined) =>
    shift && calendar.plannedTime(shift, line).map(({ shift: _, ...piece }) => piece);
  return JSON.stringify(plan(was, old)) !== JSON.stringify(plan(is, fresh));
}

function planned(calendar: Calendar, shift: Shift | undefined, line: LinePath | undefined): number {
  return shift === undefined ? 0 : workIn(calendar.plannedTime(shift, line));
}

function byName(shifts: readonly Shift[]): Map<string, Shift> {
  return new Map(shifts.map((shift) => [`${shift.date}/${shift.id}`, shift]));
}

/** All lines together, and each line that has planned stops of its own. */
function linesOf(documents: readonly CalendarDocument[]): (LinePath | undefined)[] {
  const named = documents.flatMap(({ plannedStops }) => plannedStops.map(({ line }) => line));
  return [...new Set([undefined, ...named])];
}
