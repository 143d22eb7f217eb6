import { Temporal } from 'temporal-polyfill';
import type { LinePath } from '../equipment-path.ts';
import { toMs } from '../time.ts';
import type { CalendarDocument, CalendarShift } from './calendar-document.ts';
import { spanOf, weekdays } from './day-span.ts';
import { createLocalDays, dateAt, type LocalDay } from './local-days.ts';
import { layPlan, type PlannedTime, type Rest } from './planned-time.ts';
import type { Interval, Shift } from './shift.ts';

/** When the plant works, by all documents that were ever set. Shifts never overlap. */
export type Calendar = {
  /** Of the document that is in force at the instant. */
  readonly timeZoneAt: (ms: number) => string;
  /** Every shift of which some part lies in the interval, in order. */
  readonly shiftsIn: (interval: Interval) => Shift[];
  /** The shift that runs at the instant; undefined where none does. */
  readonly shiftAt: (ms: number) => Shift | undefined;
  /** The shift that begins next after the instant; undefined if none does within 60 days. */
  readonly nextShift: (ms: number) => Shift | undefined;
  /** The shift that began last before the instant; undefined if none did within 60 days. */
  readonly previousShift: (ms: number) => Shift | undefined;
  /**
   * The interval cut into disjoint pieces without gaps, in order: what is planned in each. Planned
   * stops weigh more than breaks; those of another line than `line` are left out.
   */
  readonly plannedTime: (interval: Interval, line?: LinePath) => PlannedTime[];
};

/**
 * Documents in any order; each counts for the shifts that begin from its `effectiveFrom` until that
 * of the next. Of two with the same, the one further back in the list counts; before the first, the
 * first. A shift that still runs when another document's (or an exception's) begins ends there.
 */
export function createCalendar(documents: readonly CalendarDocument[]): Calendar {
  const editions = toEditions(documents);
  const around = ({ fromMs, toMs: untilMs }: Interval): PlacedShift[] => {
    const placed: PlacedShift[] = [];
    for (const edition of editions) placed.push(...shiftsOf(edition, { fromMs, toMs: untilMs }));
    placed.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
    return placed
      .map((shift, index) => cutAt(shift, placed[index + 1]?.fromMs))
      .filter((shift) => shift.toMs > shift.fromMs);
  };
  const within = (interval: Interval): PlacedShift[] =>
    around(interval).filter((shift) => meets(shift, interval));

  return {
    timeZoneAt: (ms) => editionAt(editions, ms).document.timeZone,
    shiftsIn: (interval) => within(interval).map(toShift),
    shiftAt: (ms) => within({ fromMs: ms, toMs: ms + 1 }).map(toShift)[0],
    nextShift: (ms) =>
      nearest((reachMs) =>
        around({ fromMs: ms, toMs: ms + reachMs }).find(({ fromMs }) => fromMs > ms),
      ),
    previousShift: (ms) =>
      nearest((reachMs) =>
        around({ fromMs: ms - reachMs, toMs: ms }).findLast(({ fromMs }) => fromMs < ms),
      ),
    plannedTime: (interval, line) =>
      layPlan(interval, {
        shifts: within(interval).map((shift) => ({ shift: toShift(shift), breaks: shift.breaks })),
        stops: editions
          .flatMap((edition) => stopsOf(edition, interval, line))
          .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs),
      }),
  };
}

const dayMs = 86_400_000;

/** Most often the next shift is near; a plant may also close for weeks. */
function nearest(find: (reachMs: number) => PlacedShift | undefined): Shift | undefined {
  const shift = find(dayMs) ?? find(60 * dayMs);
  return shift && toShift(shift);
}

type PlacedShift = Shift & { readonly breaks: readonly Interval[] };

/** A document, and the days and instants on which it counts. */
type Edition = {
  readonly document: CalendarDocument;
  readonly dayOf: (date: Temporal.PlainDate) => LocalDay;
  readonly since: Temporal.PlainDate | undefined;
  readonly until: Temporal.PlainDate | undefined;
  readonly span: Interval;
  /** Holidays and exceptions. */
  readonly otherDays: ReadonlyMap<string, readonly DayShift[]>;
};

type DayShift = Omit<CalendarShift, 'weekdays'>;

function toEditions(documents: readonly CalendarDocument[]): Edition[] {
  const byDate = new Map(documents.map((document) => [document.effectiveFrom, document]));
  const inOrder = [...byDate.values()].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  if (inOrder.length === 0) throw new Error('assertion failed: a calendar has a document');
  const days = inOrder.map(({ timeZone }) => createLocalDays(timeZone));
  const starts = inOrder.map(({ effectiveFrom }) => Temporal.PlainDate.from(effectiveFrom));
  const startMs = (index: number): number | undefined => {
    const [start, dayOf] = [starts[index], days[index]];
    return start && dayOf?.(start).toInstantMs(0);
  };
  return inOrder.map((document, index) => ({
    document,
    dayOf: days[index] ?? createLocalDays(document.timeZone),
    since: index === 0 ? undefined : starts[index],
    until: starts[index + 1],
    span: {
      fromMs: (index === 0 ? undefined : startMs(index)) ?? Number.NEGATIVE_INFINITY,
      toMs: startMs(index + 1) ?? Number.POSITIVE_INFINITY,
    },
    otherDays: new Map<string, readonly DayShift[]>([
      ...document.holidays.map(({ date }) => [date, []] as const),
      ...document.exceptions.map(({ date, shifts }) => [date, shifts] as const),
    ]),
  }));
}

function editionAt(editions: readonly Edition[], ms: number): Edition {
  const edition = editions.find(({ span }) => ms < span.toMs);
  if (edition === undefined) throw new Error('assertion failed: the last document has no end');
  return edition;
}

/** The shifts that begin on a day near the interval: one lasts at most a day, and cuts the one before. */
function shiftsOf(edition: Edition, interval: Interval): PlacedShift[] {
  const near = { fromMs: interval.fromMs - 2 * dayMs, toMs: interval.toMs + 2 * dayMs };
  return daysOf(edition, near).flatMap((day) => {
    const patterns =
      edition.otherDays.get(day.date) ??
      edition.document.shifts.filter(({ weekdays: on }) => isOn(day, on));
    return patterns.map((pattern) => {
      const { from, to } = spanOf(pattern);
      return {
        id: pattern.id,
        date: day.date,
        fromMs: day.toInstantMs(from),
        toMs: day.toInstantMs(to),
        breaks: pattern.breaks.map((pause) => place(day, spanOf(pause, pattern.start))),
      };
    });
  });
}

function stopsOf(edition: Edition, interval: Interval, line: LinePath | undefined): Rest[] {
  const { document, span } = edition;
  const covered = { fromMs: interval.fromMs - 2 * dayMs, toMs: interval.toMs };
  const relevant = document.plannedStops.filter(
    (stop) => stop.line === undefined || stop.line === line,
  );
  const stops = relevant.flatMap((stop): Rest[] => {
    const { name, maintenance: isMaintenance } = stop;
    if ('from' in stop) {
      return [{ fromMs: toMs(stop.from), toMs: toMs(stop.to), name, isMaintenance }];
    }
    const days = daysOf(edition, covered).filter((day) => isOn(day, stop.weekdays));
    return days.map((day) => ({ ...place(day, spanOf(stop)), name, isMaintenance }));
  });
  return stops
    .map((stop) => ({
      ...stop,
      fromMs: Math.max(stop.fromMs, span.fromMs),
      toMs: Math.min(stop.toMs, span.toMs),
    }))
    .filter((stop) => meets(stop, interval));
}

/** The local days of the interval on which the edition counts. */
function daysOf({ document, dayOf, since, until }: Edition, { fromMs, toMs: endMs }: Interval) {
  const days: LocalDay[] = [];
  let date = dateAt(fromMs, document.timeZone);
  if (since !== undefined && Temporal.PlainDate.compare(date, since) < 0) date = since;
  const last = dateAt(endMs, document.timeZone);
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    if (until !== undefined && Temporal.PlainDate.compare(date, until) >= 0) break;
    days.push(dayOf(date));
    date = date.add({ days: 1 });
  }
  return days;
}

function isOn(day: LocalDay, on: CalendarShift['weekdays']): boolean {
  const weekday = weekdays[day.weekday];
  return weekday !== undefined && on.includes(weekday);
}

function place(day: LocalDay, { from, to }: ReturnType<typeof spanOf>): Interval {
  return { fromMs: day.toInstantMs(from), toMs: day.toInstantMs(to) };
}

function meets(a: Interval, b: Interval): boolean {
  return a.fromMs < b.toMs && a.toMs > b.fromMs;
}

function cutAt(shift: PlacedShift, nextFromMs: number | undefined): PlacedShift {
  return { ...shift, toMs: Math.min(shift.toMs, nextFromMs ?? shift.toMs) };
}

function toShift({ id, date, fromMs, toMs: endMs }: PlacedShift): Shift {
  return { id, date, fromMs, toMs: endMs };
}
