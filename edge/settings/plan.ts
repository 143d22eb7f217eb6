import { Temporal } from 'temporal-polyfill';
import { type Calendar, createCalendar } from '../../domain/calendar/calendar.ts';
import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import { documentOn } from '../../domain/calendar/document-on.ts';
import { createLocalDays } from '../../domain/calendar/local-days.ts';
import type { PlannedTime } from '../../domain/calendar/planned-time.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { PlanDay } from '../api/contract/calendar-plan.ts';

type Asked = {
  /** The first local day. */
  readonly from: string;
  readonly days: number;
  /** Also what is planned for this line alone. */
  readonly line?: LinePath | undefined;
};

/** What documents make of days: each with the shifts that begin on it. */
export function planOf(documents: readonly CalendarDocument[], { from, days, line }: Asked) {
  const calendar = createCalendar(documents);
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: days }, (_, index) =>
    dayOf({ documents, calendar, line }, first.add({ days: index })),
  );
}

type Basis = {
  readonly documents: readonly CalendarDocument[];
  readonly calendar: Calendar;
  readonly line: LinePath | undefined;
};

function dayOf({ documents, calendar, line }: Basis, day: Temporal.PlainDate): PlanDay {
  const date = day.toString();
  const document = documentOn(documents, date);
  if (document === undefined) throw new Error('assertion failed: a calendar has a document');
  const { timeZone, effectiveFrom, holidays, exceptions } = document;
  const { toInstantMs } = createLocalDays(timeZone)(day);
  const span = { fromMs: toInstantMs(0), toMs: toInstantMs(1440) };
  const shifts = calendar
    .shiftsIn(span)
    .filter((shift) => shift.date === date)
    .map((shift) => {
      const pieces = calendar.plannedTime(shift, line);
      return {
        id: shift.id,
        from: toIso(shift.fromMs),
        to: toIso(shift.toMs),
        plannedMs: workIn(pieces),
        pieces: pieces.map(toPiece),
      };
    });
  const exception = exceptions.find((one) => one.date === date);
  return {
    date,
    from: toIso(span.fromMs),
    to: toIso(span.toMs),
    timeZone,
    effectiveFrom,
    ...present({ holiday: holidays.find((one) => one.date === date)?.name }),
    ...(exception === undefined ? {} : { exception: exception.name ?? '' }),
    plannedMs: shifts.reduce((sum, { plannedMs }) => sum + plannedMs, 0),
    shifts,
  };
}

/** Planned busy time: neither break nor planned stop. */
export function workIn(pieces: readonly PlannedTime[]): number {
  return pieces.reduce(
    (sum, { kind, fromMs, toMs }) => sum + (kind === 'work' ? toMs - fromMs : 0),
    0,
  );
}

function toPiece({ kind, fromMs, toMs, name, isMaintenance }: PlannedTime) {
  return { kind, from: toIso(fromMs), to: toIso(toMs), ...present({ name, isMaintenance }) };
}
