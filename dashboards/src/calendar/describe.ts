import type { CalendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { type Weekday, weekdays } from '../../../domain/calendar/day-span.ts';
import { showMoment } from '../moment/parse-moment.ts';
import type { Line } from '../settings/lines.ts';
import { msToWall } from '../zone.ts';
import type { DayShift, DraftFault, PlannedStop } from './draft.ts';
import type { CalendarWords } from './words.ts';

/** `24/11/2026` */
export function dayWords(date: string): string {
  return showMoment(`${date}T`).trim();
}

/** `T2–T6`, `T2, T4`, `mọi ngày`. */
export function weekdayWords(on: readonly Weekday[], words: CalendarWords): string {
  if (on.length === 7) return words.everyDay;
  const places = weekdays.flatMap((day, index) => (on.includes(day) ? [index] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const name = (index: number) => words.weekdays[weekdays[index] ?? 'mon'];
  const isRow = places.length > 2 && last - first === places.length - 1;
  return isRow ? `${name(first)}–${name(last)}` : places.map(name).join(', ');
}

/** What a calendar says, line by line. */
export function calendarLines(document: CalendarDocument, words: CalendarWords): Line[] {
  const { effectiveFrom, timeZone, shifts, plannedStops, holidays, exceptions } = document;
  return numbered([
    { key: 'from', label: words.effectiveFrom, value: dayWords(effectiveFrom) },
    { key: 'zone', label: words.timeZone, value: timeZone },
    ...shifts.map((shift) => ({
      key: `shift ${shift.id}`,
      label: words.shift(shift.id),
      value: `${shiftWords(shift, words)}, ${weekdayWords(shift.weekdays, words)}`,
    })),
    ...plannedStops.map((stop) => ({
      key: `stop ${stop.name} ${stop.line ?? ''}`,
      label: `${words.stops}: ${stop.name}`,
      value: stopWords(stop, timeZone, words),
    })),
    ...holidays.map(({ date, name }) => ({
      key: `holiday ${date}`,
      label: words.holidays,
      value: `${dayWords(date)} ${name}`,
    })),
    ...exceptions.map(({ date, name, shifts: others }) => ({
      key: `exception ${date}`,
      label: `${words.exceptions}: ${dayWords(date)}`,
      value: [
        name ?? '',
        others.length === 0
          ? words.off
          : others.map((one) => `${words.shift(one.id)} ${shiftWords(one, words)}`).join('; '),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    })),
  ]);
}

/** Several lines of one key are told apart by their order. */
function numbered(lines: readonly Line[]): Line[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const count = seen.get(line.key) ?? 0;
    seen.set(line.key, count + 1);
    return count === 0 ? line : { ...line, key: `${line.key} ${count}` };
  });
}

function shiftWords({ start, end, breaks }: DayShift, words: CalendarWords): string {
  const pauses = breaks.map((pause) => `${pause.start}–${pause.end}`).join(', ');
  const rest = pauses === '' ? '' : ` (${words.breaks} ${pauses})`;
  return `${start}–${end}${rest}`;
}

function stopWords(stop: PlannedStop, timeZone: string, words: CalendarWords): string {
  const when =
    'from' in stop
      ? `${momentWords(stop.from, timeZone)} – ${momentWords(stop.to, timeZone)}`
      : `${stop.start}–${stop.end}, ${weekdayWords(stop.weekdays, words)}`;
  const kind = stop.maintenance ? ` · ${words.maintenance}` : '';
  return `${when} · ${stop.line ?? words.allLines}${kind}`;
}

function momentWords(at: string | number, timeZone: string): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return Number.isNaN(ms) ? '?' : showMoment(msToWall(ms, timeZone));
}

/** What is wrong, for the field where it stands. The times of a field say so themselves. */
export function faultWords(fault: DraftFault, words: CalendarWords): string | undefined {
  const { faults } = words;
  switch (fault.kind) {
    case 'shifts_overlap':
      return faults.shifts_overlap(
        fault.shift,
        fault.before,
        fault.day === undefined ? '' : words.weekdays[fault.day],
      );
    case 'break_outside':
      return faults.break_outside(
        `${fault.start}–${fault.end}`,
        fault.shift,
        `${fault.shiftStart}–${fault.shiftEnd}`,
      );
    case 'day_twice':
      return faults.day_twice(dayWords(fault.date));
    case 'field':
      return undefined;
    default:
      return faults[fault.kind];
  }
}
