import type { PlantModel } from '../plant.ts';
import type { Calendar } from './calendar.ts';
import type { CalendarDocument } from './calendar-document.ts';
import { weekdays } from './day-span.ts';
import type { Shift } from './shift.ts';

/** The calendar of the configuration, which counts until somebody sets another: the same shifts every day. */
export function calendarDocumentOf({
  timeZone,
  shifts,
}: Pick<PlantModel, 'timeZone' | 'shifts'>): CalendarDocument {
  return {
    timeZone,
    effectiveFrom: '2000-01-01',
    shifts: shifts.map((shift) => ({ ...shift, weekdays: [...weekdays], breaks: [] })),
    plannedStops: [],
    holidays: [],
    exceptions: [],
  };
}

/**
 * The shift that a board shows: the one that runs, or else the one that ran last, which is then past. A plant
 * without shifts for weeks shows the day so far.
 */
export function shiftShownAt(calendar: Calendar, ms: number): Shift {
  const shift = calendar.shiftAt(ms) ?? calendar.previousShift(ms);
  return shift ?? { id: '-', date: '-', fromMs: ms - 86_400_000, toMs: ms };
}
