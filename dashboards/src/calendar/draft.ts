import type {
  CalendarDocument,
  CalendarShift,
} from '../../../domain/calendar/calendar-document.ts';
import {
  type CalendarContradiction,
  problemsOf,
} from '../../../domain/calendar/calendar-problems.ts';
import { spanOf, weekdays } from '../../../domain/calendar/day-span.ts';

export type PlannedStop = CalendarDocument['plannedStops'][number];
export type DayShift = Omit<CalendarShift, 'weekdays'>;

export type DraftFault =
  | CalendarContradiction
  | { readonly kind: 'name_missing' | 'no_weekday' | 'ends_before_it_begins' | 'field' };

/** What is wrong with a draft, by the path of the field: `shifts.0.breaks.1`. */
export type Faults = ReadonlyMap<string, readonly DraftFault[]>;

/** Everything the edge would refuse, found before it is asked. */
export function faultsIn(draft: CalendarDocument): Faults {
  const faults = new Map<string, DraftFault[]>();
  const add = (path: string, fault: DraftFault) =>
    faults.set(path, [...(faults.get(path) ?? []), fault]);
  if (draft.effectiveFrom === '') add('effectiveFrom', { kind: 'field' });
  addShiftFaults(draft, add);
  addDayFaults(draft, add);
  for (const [index, stop] of draft.plannedStops.entries()) {
    for (const fault of stopFaults(stop)) add(`plannedStops.${index}`, fault);
  }
  // Contradictions are between times, so there must be times first.
  if (![...faults.values()].flat().some(({ kind }) => kind === 'field')) {
    for (const { path, what } of problemsOf(draft)) add(path.join('.'), what);
  }
  return faults;
}

type Add = (path: string, fault: DraftFault) => void;

function addShiftFaults({ shifts, exceptions }: CalendarDocument, add: Add): void {
  const check = (shift: DayShift, path: string): void => {
    if (shift.id.trim() === '') add(path, { kind: 'name_missing' });
    if ([shift, ...shift.breaks].some(isUntimed)) add(path, { kind: 'field' });
  };
  for (const [index, shift] of shifts.entries()) {
    check(shift, `shifts.${index}`);
    if (shift.weekdays.length === 0) add(`shifts.${index}`, { kind: 'no_weekday' });
  }
  for (const [day, exception] of exceptions.entries()) {
    for (const [index, shift] of exception.shifts.entries()) {
      check(shift, `exceptions.${day}.shifts.${index}`);
    }
  }
}

function addDayFaults({ holidays, exceptions }: CalendarDocument, add: Add): void {
  for (const [index, { date, name }] of holidays.entries()) {
    if (date === '') add(`holidays.${index}.date`, { kind: 'field' });
    if (name.trim() === '') add(`holidays.${index}.date`, { kind: 'name_missing' });
  }
  for (const [index, { date }] of exceptions.entries()) {
    if (date === '') add(`exceptions.${index}.date`, { kind: 'field' });
  }
}

function stopFaults(stop: PlannedStop): DraftFault[] {
  const faults: DraftFault[] = [];
  if (stop.name.trim() === '') faults.push({ kind: 'name_missing' });
  if ('from' in stop) {
    const [from, to] = [Date.parse(String(stop.from)), Date.parse(String(stop.to))];
    if (Number.isNaN(from) || Number.isNaN(to)) faults.push({ kind: 'field' });
    else if (to <= from) faults.push({ kind: 'ends_before_it_begins' });
  } else {
    if (isUntimed(stop)) faults.push({ kind: 'field' });
    if (stop.weekdays.length === 0) faults.push({ kind: 'no_weekday' });
  }
  return faults;
}

function isUntimed({ start, end }: { readonly start: string; readonly end: string }): boolean {
  return start === '' || end === '';
}

/** What a draft would be saved as: names without blanks at their ends, no empty names. */
export function tidied(draft: CalendarDocument): CalendarDocument {
  return {
    ...draft,
    exceptions: draft.exceptions.map(({ name, ...rest }) =>
      name === undefined || name.trim() === '' ? rest : { name, ...rest },
    ),
  };
}

/** How long a shift lasts without its breaks; undefined while its times are not typed. */
export function workMinutesOf(shift: DayShift): number | undefined {
  if ([shift, ...shift.breaks].some(isUntimed)) return undefined;
  const lasts = ({ from, to }: { from: number; to: number }) => to - from;
  const rest = shift.breaks.reduce((sum, pause) => sum + lasts(spanOf(pause, shift.start)), 0);
  return lasts(spanOf(shift)) - rest;
}

const every = [...weekdays];
const workdays = weekdays.slice(0, 6);

/** Usual weeks to begin with. */
export const weekTemplates: Readonly<Record<'three' | 'two' | 'office', readonly CalendarShift[]>> =
  {
    three: [
      {
        id: '1',
        start: '06:00',
        end: '14:00',
        weekdays: every,
        breaks: [{ start: '10:00', end: '10:30' }],
      },
      {
        id: '2',
        start: '14:00',
        end: '22:00',
        weekdays: every,
        breaks: [{ start: '18:00', end: '18:30' }],
      },
      {
        id: '3',
        start: '22:00',
        end: '06:00',
        weekdays: every,
        breaks: [{ start: '02:00', end: '02:45' }],
      },
    ],
    two: [
      {
        id: '1',
        start: '06:00',
        end: '18:00',
        weekdays: every,
        breaks: [{ start: '11:30', end: '12:30' }],
      },
      {
        id: '2',
        start: '18:00',
        end: '06:00',
        weekdays: every,
        breaks: [{ start: '23:30', end: '00:30' }],
      },
    ],
    office: [
      {
        id: 'HC',
        start: '07:30',
        end: '16:30',
        weekdays: workdays,
        breaks: [{ start: '11:30', end: '12:30' }],
      },
    ],
  };
