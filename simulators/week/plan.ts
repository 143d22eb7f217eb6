import type { Span } from './spans.ts';

/** Monday midnight by the plant's clocks (UTC+7, without daylight saving time). */
export const weekStartMs = Date.parse('2026-11-23T00:00:00+07:00');
export const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

export type Planned = 'work' | 'break' | 'planned_stop' | 'maintenance' | 'not_scheduled';
export type TrueShift = Span & { readonly id: string; readonly date: string };

type DayShift = {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly breaks: readonly { readonly start: string; readonly end: string }[];
};
const shift = (id: string, work: string, pause: string): DayShift => ({
  id,
  ...times(work),
  breaks: [times(pause)],
});

function times(text: string) {
  const [start = '', end = ''] = text.split('-');
  return { start, end };
}

const early = [
  shift('1', '06:00-14:00', '10:00-10:30'),
  shift('2', '14:00-22:00', '18:00-18:20'),
  shift('3', '22:00-06:00', '02:00-02:30'),
];
const late = [
  shift('1', '05:30-13:30', '09:00-09:45'),
  shift('2', '13:30-21:30', '17:15-17:30'),
  shift('3', '21:30-05:30', '00:00-00:20'),
];
const long = [shift('long', '06:00-18:00', '12:00-12:45')];

/**
 * The week's plan: three shifts a day, Thursday's night cut by the new times that count from Friday,
 * a holiday on Tuesday, one long shift on Saturday, nobody on Sunday.
 */
const days: readonly (readonly DayShift[])[] = [early, [], early, early, late, long, []];

const greasing = { line: 'BD1/ASM/L1', start: '08:00', end: '09:00', day: 2, maintenance: true };
const handover = { line: 'BD1/ASM/L2', start: '13:50', end: '14:10', maintenance: false };
const drill = { from: '2026-11-23T15:00:00+07:00', to: '2026-11-23T15:20:00+07:00' };

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const workDays = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** What the office sends: two editions of the calendar. */
export const calendars = [
  {
    effectiveFrom: '2026-11-01',
    shifts: early.map((each) => ({ ...each, weekdays: workDays })),
    holidays: [{ date: '2026-11-24', name: 'Founding day' }],
    plannedStops: [
      { ...spanOf(greasing), name: 'greasing', weekdays: ['wed'], maintenance: true },
      { ...spanOf(handover), name: 'handover', weekdays: everyDay },
      { name: 'fire drill', ...drill },
    ],
  },
  {
    effectiveFrom: '2026-11-27',
    shifts: late.map((each) => ({ ...each, weekdays: workDays })),
    exceptions: [{ date: '2026-11-28', name: 'stocktaking', shifts: long }],
  },
];

function spanOf({ line, start, end }: { line: string; start: string; end: string }) {
  return { line, start, end };
}

/** Every shift that runs in the week, in order; the first began on the Sunday before: none. */
export const shifts: readonly TrueShift[] = days
  .flatMap((ofDay, day) => ofDay.map((each) => ({ id: each.id, ...placed(day, each), day })))
  .map(({ day, ...each }, index, all) => ({
    ...each,
    date: new Date(weekStartMs + day * dayMs + 7 * hourMs).toISOString().slice(0, 10),
    toMs: Math.min(each.toMs, all[index + 1]?.fromMs ?? each.toMs),
  }));

const breaks: readonly Span[] = days.flatMap((ofDay, day) =>
  ofDay.flatMap((each) =>
    each.breaks.map((pause) => placed(pause.start < each.start ? day + 1 : day, pause)),
  ),
);

type Stop = Span & { readonly line?: string; readonly isMaintenance: boolean };
const stops: readonly Stop[] = [
  { ...placed(greasing.day, greasing), line: greasing.line, isMaintenance: true },
  // The second edition of the calendar knows no handover.
  ...[0, 1, 2, 3].map((day) => ({
    ...placed(day, handover),
    line: handover.line,
    isMaintenance: false,
  })),
  { fromMs: Date.parse(drill.from), toMs: Date.parse(drill.to), isMaintenance: false },
];

function placed(day: number, { start, end }: { start: string; end: string }): Span {
  const at = (time: string) =>
    weekStartMs +
    day * dayMs +
    Number(time.slice(0, 2)) * hourMs +
    Number(time.slice(3)) * minuteMs;
  return { fromMs: at(start), toMs: at(end) + (end <= start ? dayMs : 0) };
}

/** When the edge is up and takes what was sent meanwhile: each day's noon, and the noon after the week. */
export const sessionsMs: readonly number[] = Array.from(
  { length: 8 },
  (_, day) => weekStartMs + day * dayMs + 12 * hourMs,
);

/** What was planned for a line at an instant. */
export function plannedAt(line: string, ms: number): Planned {
  const covers = ({ fromMs, toMs }: Span) => fromMs <= ms && ms < toMs;
  if (!shifts.some(covers)) return 'not_scheduled';
  const own = stops.filter((stop) => covers(stop) && (stop.line ?? line) === line);
  if (own.some(({ isMaintenance }) => isMaintenance)) return 'maintenance';
  if (own.length > 0) return 'planned_stop';
  return breaks.some(covers) ? 'break' : 'work';
}

/** Every instant at which the plan of some line changes. */
export const planEdges: readonly number[] = [...shifts, ...breaks, ...stops].flatMap(
  ({ fromMs, toMs }) => [fromMs, toMs],
);
