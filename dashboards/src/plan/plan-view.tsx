import { weekdays } from '../../../domain/calendar/day-span.ts';
import type { PlanDay } from '../../../edge/api/contract/calendar-plan.ts';
import { dayWords } from '../calendar/describe.ts';
import { calendarWords } from '../calendar/words.ts';
import { useHours } from '../clock/use-hours.ts';
import { useFormat, useWords } from '../i18n/language.tsx';

type PlanViewProps = {
  readonly days: readonly PlanDay[];
  /** The day before the first one, whose night shift runs on. */
  readonly dayBefore: PlanDay | undefined;
  /** Planned time as it is without the draft, by day. */
  readonly before?: ReadonlyMap<string, number> | undefined;
  readonly today: string;
};

const kinds = ['work', 'break', 'planned_stop'] as const;

/** Each day a row from midnight to midnight, with what runs on from the day before. */
export function WeekView({ days, dayBefore, before, today }: PlanViewProps) {
  const words = useWords(calendarWords);
  return (
    <div className="plan-week">
      <p className="plan-legend">
        {kinds.map((kind) => (
          <span key={kind} className="row">
            <i className={`plan-piece plan-${kind}`} /> {words.kinds[kind]}
          </span>
        ))}
      </p>
      <div className="plan-axis" aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </div>
      <ol>
        {days.map((day, index) => (
          <DayRow
            key={day.date}
            day={day}
            earlier={index === 0 ? dayBefore : days[index - 1]}
            plannedBefore={before?.get(day.date)}
            isToday={day.date === today}
          />
        ))}
      </ol>
    </div>
  );
}

type DayRowProps = {
  readonly day: PlanDay;
  readonly earlier: PlanDay | undefined;
  readonly plannedBefore: number | undefined;
  readonly isToday: boolean;
};

function DayRow({ day, earlier, plannedBefore, isToday }: DayRowProps) {
  const words = useWords(calendarWords);
  const hours = useHours();
  const { said } = useDayWords();
  const [fromMs, toMs] = [Date.parse(day.from), Date.parse(day.to)];
  const share = (ms: number) => ((ms - fromMs) / (toMs - fromMs)) * 100;
  const runningOn = (earlier?.shifts ?? []).filter(({ to }) => Date.parse(to) > fromMs);
  const shown = [
    ...runningOn.map((shift) => ({ ...shift, label: words.goesOn(shift.id) })),
    ...day.shifts.map((shift) => ({ ...shift, label: words.shift(shift.id) })),
  ];
  const isChanged = plannedBefore !== undefined && plannedBefore !== day.plannedMs;
  return (
    <li className={isToday ? 'plan-day plan-today' : 'plan-day'}>
      <DayName day={day} />
      <div className="plan-track" aria-hidden="true">
        {shown.flatMap((shift) =>
          shift.pieces.map((piece) => {
            const left = Math.max(0, share(Date.parse(piece.from)));
            const right = Math.min(100, share(Date.parse(piece.to)));
            if (right <= left) return null;
            return (
              <span
                key={`${shift.label} ${piece.from}`}
                className={`plan-piece plan-${piece.kind}`}
                style={{ left: `${left}%`, width: `${right - left}%` }}
                title={`${shift.label} · ${piece.name ?? words.kinds[piece.kind]}`}
              >
                {piece.kind === 'work' && piece.from === shift.pieces[0]?.from && shift.id}
              </span>
            );
          }),
        )}
      </div>
      <span className="sr">{said(day)}</span>
      <span className="plan-hours">
        <strong>{hours(day.plannedMs)}</strong>
        {isChanged && <ChangeMark before={plannedBefore} after={day.plannedMs} />}
      </span>
    </li>
  );
}

function ChangeMark({ before, after }: { readonly before: number; readonly after: number }) {
  const words = useWords(calendarWords);
  const hours = useHours();
  return (
    <span className="plan-change">
      {after > before ? '▲' : '▼'} {words.was(hours(before))}
    </span>
  );
}

function DayName({ day }: { readonly day: PlanDay }) {
  const words = useWords(calendarWords);
  const { date, holiday, exception } = day;
  const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] ?? 'mon';
  return (
    <span className="plan-name">
      <strong>
        {words.weekdays[weekday]} {dayWords(date).slice(0, 5)}
      </strong>
      {holiday !== undefined && <span className="plan-special">{words.holidayOf(holiday)}</span>}
      {exception !== undefined && (
        <span className="plan-special">{words.exceptionOf(exception)}</span>
      )}
    </span>
  );
}

/** A month's sheet: each day with its shifts and planned time. */
export function MonthView({ days, before, today }: PlanViewProps) {
  const words = useWords(calendarWords);
  const hours = useHours();
  const { said, times } = useDayWords();
  return (
    <ol className="plan-month">
      {weekdays.map((day) => (
        <li key={day} className="plan-weekday" aria-hidden="true">
          {words.weekdays[day]}
        </li>
      ))}
      {days.map((day) => {
        const plannedBefore = before?.get(day.date);
        const isChanged = plannedBefore !== undefined && plannedBefore !== day.plannedMs;
        return (
          <li key={day.date} className={day.date === today ? 'plan-cell plan-today' : 'plan-cell'}>
            <span aria-hidden="true">
              <strong>{dayWords(day.date).slice(0, 5)}</strong>
              {day.holiday !== undefined && <span className="plan-special">{day.holiday}</span>}
              {day.exception !== undefined && (
                <span className="plan-special">{words.exceptionOf(day.exception)}</span>
              )}
              <span className="plan-shifts">
                {day.shifts.length === 0
                  ? words.off
                  : day.shifts.map((shift) => (
                      <span key={shift.from}>
                        <b>{shift.id}</b> <span className="plan-times">{times(shift)}</span>
                      </span>
                    ))}
              </span>
              <span>{hours(day.plannedMs)}</span>
            </span>
            {isChanged && <ChangeMark before={plannedBefore} after={day.plannedMs} />}
            <span className="sr">{said(day)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A day in words, for those who hear it. */
function useDayWords() {
  const words = useWords(calendarWords);
  const format = useFormat();
  const hours = useHours();
  const times = ({ from, to }: { readonly from: string; readonly to: string }) =>
    `${format.minute(from)}–${format.minute(to)}`;
  const said = ({ date, shifts, plannedMs }: PlanDay) =>
    [
      dayWords(date),
      ...(shifts.length === 0 ? [words.off] : []),
      ...shifts.map((shift) => {
        const rests = shift.pieces
          .filter(({ kind }) => kind !== 'work')
          .map((piece) => `${piece.name ?? words.kinds[piece.kind]} ${times(piece)}`);
        return [`${words.shift(shift.id)} ${times(shift)}`, ...rests].join(', ');
      }),
      `${words.planned}: ${hours(plannedMs)}`,
    ].join('; ');
  return { said, times };
}
