import { useId } from 'react';
import type { CalendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { weekdays } from '../../../domain/calendar/day-span.ts';
import { DayField } from '../clock/clock-fields.tsx';
import { useWords } from '../i18n/language.tsx';
import { dayWords } from './describe.ts';
import type { Faults } from './draft.ts';
import { FaultNote } from './fault-note.tsx';
import { holidayNameOf, holidaysFrom } from './holidays.ts';
import { ShiftFields } from './shift-fields.tsx';
import { calendarWords } from './words.ts';

type DaysEditorProps = {
  readonly draft: CalendarDocument;
  readonly onChange: (draft: CalendarDocument) => void;
  readonly today: string;
  readonly faults: Faults;
};

/** Days on which no shift begins. A date that is a public holiday brings its name. */
export function HolidaysEditor({ draft, onChange, today, faults }: DaysEditorProps) {
  const words = useWords(calendarWords);
  const title = useId();
  const { holidays } = draft;
  const change = (next: CalendarDocument['holidays']) => onChange({ ...draft, holidays: next });
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.holidays}</h2>
      <div className="card-text">
        <p className="muted">{holidays.length === 0 ? words.noHolidays : words.holidaysWhat}</p>
        {holidays.map(({ date, name }, index) => {
          const set = (part: Partial<(typeof holidays)[number]>) =>
            change(holidays.map((one, at) => (at === index ? { ...one, ...part } : one)));
          const note = `${title}-${index}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its date is being typed
            <div key={index} className="fields">
              <DayField
                label={words.day}
                value={date}
                today={today}
                describedBy={note}
                onChange={(day) => {
                  const known = name.trim() === '' ? holidayNameOf(day) : undefined;
                  set({ date: day, ...(known === undefined ? {} : { name: known }) });
                }}
              />
              <label className="grow">
                {words.holidayName}
                <input
                  value={name}
                  maxLength={200}
                  onChange={({ target }) => set({ name: target.value })}
                />
              </label>
              <button
                type="button"
                onClick={() => change(holidays.filter((_, at) => at !== index))}
              >
                {words.removeHoliday(name === '' ? dayWords(date) : name)}
              </button>
              <FaultNote faults={faults} path={`holidays.${index}.date`} id={note} />
            </div>
          );
        })}
        <button type="button" onClick={() => change([...holidays, { date: '', name: '' }])}>
          {words.addHoliday}
        </button>
        <Suggestions draft={draft} today={today} onAdd={(more) => change([...holidays, ...more])} />
      </div>
    </section>
  );
}

function Suggestions({
  draft,
  today,
  onAdd,
}: Pick<DaysEditorProps, 'draft' | 'today'> & {
  readonly onAdd: (holidays: CalendarDocument['holidays']) => void;
}) {
  const words = useWords(calendarWords);
  const taken = new Set([...draft.holidays, ...draft.exceptions].map(({ date }) => date));
  const suggested = holidaysFrom(today).filter(({ date }) => !taken.has(date));
  if (suggested.length === 0) return null;
  return (
    <details className="suggestions">
      <summary>{words.suggestions}</summary>
      <p className="muted">{words.suggestionsWhat}</p>
      <p className="row">
        <button type="button" onClick={() => onAdd(suggested)}>
          {words.allSuggestions}
        </button>
        {suggested.map((one) => (
          <button key={one.date} type="button" onClick={() => onAdd([one])}>
            {words.addSuggestion(dayWords(one.date), one.name)}
          </button>
        ))}
      </p>
    </details>
  );
}

/** Days with other shifts than usual. A new one begins with the shifts of its weekday. */
export function ExceptionsEditor({ draft, onChange, today, faults }: DaysEditorProps) {
  const words = useWords(calendarWords);
  const title = useId();
  const { exceptions } = draft;
  const change = (next: CalendarDocument['exceptions']) => onChange({ ...draft, exceptions: next });
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.exceptions}</h2>
      <div className="card-text">
        <p className="muted">
          {exceptions.length === 0 ? words.noExceptions : words.exceptionsWhat}
        </p>
        {exceptions.map((exception, index) => (
          <ExceptionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: its date is being typed
            key={index}
            exception={exception}
            path={`exceptions.${index}`}
            today={today}
            faults={faults}
            usual={draft.shifts}
            onChange={(next) => change(exceptions.map((one, at) => (at === index ? next : one)))}
            onRemove={() => change(exceptions.filter((_, at) => at !== index))}
          />
        ))}
        <button
          type="button"
          onClick={() => change([...exceptions, { date: '', name: '', shifts: [] }])}
        >
          {words.addException}
        </button>
      </div>
    </section>
  );
}

type Exception = CalendarDocument['exceptions'][number];

type ExceptionFieldsProps = Pick<DaysEditorProps, 'today' | 'faults'> & {
  readonly exception: Exception;
  readonly path: string;
  readonly usual: CalendarDocument['shifts'];
  readonly onChange: (exception: Exception) => void;
  readonly onRemove: () => void;
};

function ExceptionFields(props: ExceptionFieldsProps) {
  const { exception, path, today, faults, usual, onChange, onRemove } = props;
  const words = useWords(calendarWords);
  const note = useId();
  const { date, name = '', shifts } = exception;
  const setShifts = (next: Exception['shifts']) => onChange({ ...exception, shifts: next });
  return (
    <fieldset className="shift">
      <legend>{date === '' ? words.exceptions : dayWords(date)}</legend>
      <div className="fields">
        <DayField
          label={words.day}
          value={date}
          today={today}
          describedBy={note}
          onChange={(day) =>
            onChange({
              ...exception,
              date: day,
              shifts: date === '' && shifts.length === 0 ? usualOn(usual, day) : shifts,
            })
          }
        />
        <label className="grow">
          {words.exceptionName}
          <input
            value={name}
            maxLength={200}
            onChange={({ target }) => onChange({ ...exception, name: target.value })}
          />
        </label>
        <button type="button" onClick={onRemove}>
          {words.removeException(dayWords(date))}
        </button>
      </div>
      <FaultNote faults={faults} path={`${path}.date`} id={note} />
      {shifts.length === 0 && <p className="muted">{words.exceptionOff}</p>}
      {shifts.map((shift, index) => (
        <ShiftFields
          // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed
          key={index}
          shift={shift}
          faults={faults}
          path={`${path}.shifts.${index}`}
          onChange={(next) => setShifts(shifts.map((one, at) => (at === index ? next : one)))}
          onRemove={() => setShifts(shifts.filter((_, at) => at !== index))}
        />
      ))}
      <button
        type="button"
        disabled={shifts.length >= 12}
        onClick={() =>
          setShifts([...shifts, { id: String(shifts.length + 1), start: '', end: '', breaks: [] }])
        }
      >
        {words.addShift}
      </button>
    </fieldset>
  );
}

function usualOn(usual: CalendarDocument['shifts'], date: string): Exception['shifts'] {
  if (date === '') return [];
  const day = weekdays[(new Date(date).getUTCDay() + 6) % 7];
  return usual
    .filter(({ weekdays: on }) => day !== undefined && on.includes(day))
    .map(({ weekdays: _, ...shift }) => shift);
}
