import { assertNever } from '../assert.ts';
import { type DaySpan, minutesMax, spanOf, type Weekday, weekdays } from './day-span.ts';

type DayShift = {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly breaks: readonly { readonly start: string; readonly end: string }[];
};
type WeekShift = DayShift & { readonly weekdays: readonly Weekday[] };

/** What of a document can contradict itself. */
type Checked = {
  readonly shifts: readonly WeekShift[];
  readonly holidays: readonly { readonly date: string }[];
  readonly exceptions: readonly { readonly date: string; readonly shifts: readonly DayShift[] }[];
};

/** What is wrong, so that each language may say it. */
export type CalendarContradiction =
  | {
      readonly kind: 'shifts_overlap';
      readonly shift: string;
      readonly before: string;
      /** Absent in an exception, which is about one day. */
      readonly day?: Weekday;
    }
  | {
      readonly kind: 'break_outside';
      readonly start: string;
      readonly end: string;
      readonly shift: string;
      readonly shiftStart: string;
      readonly shiftEnd: string;
    }
  | { readonly kind: 'day_twice'; readonly date: string };

export type CalendarProblem = {
  readonly path: readonly (string | number)[];
  readonly what: CalendarContradiction;
};

/** What was expected, as the API says it. */
export function messageOf(what: CalendarContradiction): string {
  switch (what.kind) {
    case 'shifts_overlap': {
      const day = what.day === undefined ? '' : ` on ${what.day}`;
      return `shift ${what.shift} begins${day} before shift ${what.before} has ended: expected shifts that do not overlap`;
    }
    case 'break_outside':
      return `the break ${what.start} to ${what.end} is not inside shift ${what.shift} (${what.shiftStart} to ${what.shiftEnd})`;
    case 'day_twice':
      return `${what.date} is listed twice: expected a holiday or one exception`;
    default:
      return assertNever(what);
  }
}

/** What contradicts itself in a document whose single fields are right. */
export function problemsOf(document: Checked): CalendarProblem[] {
  const { shifts, exceptions } = document;
  return [
    ...shifts.flatMap((shift, index) => breakProblems(shift, ['shifts', index])),
    ...overlaps(shifts.flatMap((shift, index) => occurrencesOf(shift, index))),
    ...exceptions.flatMap(({ shifts: others }, index) => [
      ...others.flatMap((shift, at) => breakProblems(shift, ['exceptions', index, 'shifts', at])),
      ...overlaps(
        others.map((shift, at) => ({
          ...spanOf(shift),
          id: shift.id,
          path: ['exceptions', index, 'shifts', at],
        })),
      ),
    ]),
    ...repeatedDays(document),
  ];
}

type Occurrence = DaySpan & {
  readonly id: string;
  readonly path: CalendarProblem['path'];
  readonly day?: Weekday;
};

/** The shift on each of its weekdays, in minutes since Monday's beginning. */
function occurrencesOf(shift: WeekShift, index: number): Occurrence[] {
  const { from, to } = spanOf(shift);
  return shift.weekdays.map((day) => {
    const offset = weekdays.indexOf(day) * minutesMax;
    return { from: from + offset, to: to + offset, id: shift.id, path: ['shifts', index], day };
  });
}

/** A week follows upon itself: what runs over Sunday's end meets Monday's beginning. */
function overlaps(occurrences: readonly Occurrence[]): CalendarProblem[] {
  const sorted = occurrences.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const [first] = sorted;
  const again = first?.day === undefined ? [] : [shifted(first, 7 * minutesMax)];
  return [...sorted, ...again].flatMap((next, index, all) => {
    const before = all[index - 1];
    if (before === undefined || before.to <= next.from) return [];
    const day = next.day === undefined ? {} : { day: next.day };
    const what = { kind: 'shifts_overlap', shift: next.id, before: before.id, ...day } as const;
    return [{ path: next.path, what }];
  });
}

function shifted(occurrence: Occurrence, minutes: number): Occurrence {
  return { ...occurrence, from: occurrence.from + minutes, to: occurrence.to + minutes };
}

function breakProblems(shift: DayShift, path: CalendarProblem['path']): CalendarProblem[] {
  const { to } = spanOf(shift);
  return shift.breaks.flatMap((pause, index) => {
    const span = spanOf(pause, shift.start);
    if (span.to <= to) return [];
    const what = {
      kind: 'break_outside',
      start: pause.start,
      end: pause.end,
      shift: shift.id,
      shiftStart: shift.start,
      shiftEnd: shift.end,
    } as const;
    return [{ path: [...path, 'breaks', index], what }];
  });
}

function repeatedDays({ holidays, exceptions }: Checked): CalendarProblem[] {
  const seen = new Set<string>();
  const named = [
    ...holidays.map(({ date }, index) => ({ date, path: ['holidays', index, 'date'] })),
    ...exceptions.map(({ date }, index) => ({ date, path: ['exceptions', index, 'date'] })),
  ];
  return named.flatMap(({ date, path }) => {
    if (!seen.has(date)) {
      seen.add(date);
      return [];
    }
    return [{ path, what: { kind: 'day_twice', date } }];
  });
}
