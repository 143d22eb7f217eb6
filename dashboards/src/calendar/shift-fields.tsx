import { useId } from 'react';
import { type Weekday, weekdays } from '../../../domain/calendar/day-span.ts';
import { TimeField } from '../clock/clock-fields.tsx';
import { useHours } from '../clock/use-hours.ts';
import { useWords } from '../i18n/language.tsx';
import { type DayShift, type Faults, workMinutesOf } from './draft.ts';
import { FaultNote } from './fault-note.tsx';
import { calendarWords } from './words.ts';

type ShiftFieldsProps = {
  readonly shift: DayShift;
  readonly onChange: (shift: DayShift) => void;
  readonly onRemove: () => void;
  readonly faults: Faults;
  readonly path: string;
  /** The days on which it begins, where it is of every week. */
  readonly days?: {
    readonly on: readonly Weekday[];
    readonly onChange: (on: Weekday[]) => void;
  };
};

/** One shift: its name, its times, its breaks. */
export function ShiftFields(props: ShiftFieldsProps) {
  const { shift, onChange, onRemove, faults, path, days } = props;
  const words = useWords(calendarWords);
  const hours = useHours();
  const note = useId();
  const minutes = workMinutesOf(shift);
  return (
    <fieldset className="shift" aria-describedby={note}>
      <legend>{words.shift(shift.id)}</legend>
      <div className="fields">
        <label>
          {words.shiftId}
          <input
            value={shift.id}
            size={6}
            maxLength={32}
            onChange={({ target }) => onChange({ ...shift, id: target.value })}
          />
        </label>
        <TimeField
          label={words.start}
          value={shift.start}
          onChange={(start) => onChange({ ...shift, start })}
        />
        <TimeField
          label={words.end}
          value={shift.end}
          onChange={(end) => onChange({ ...shift, end })}
        />
        {days !== undefined && <Weekdays {...days} />}
        <p className="muted">
          {minutes !== undefined && words.works(hours(minutes * 60_000))}
          {shift.end !== '' && shift.end <= shift.start && ` · ${words.overMidnight}`}
        </p>
        <button type="button" onClick={onRemove}>
          {words.removeShift(shift.id)}
        </button>
      </div>
      <Breaks shift={shift} onChange={onChange} faults={faults} path={path} />
      <FaultNote faults={faults} path={path} id={note} />
    </fieldset>
  );
}

function Breaks({
  shift,
  onChange,
  faults,
  path,
}: Pick<ShiftFieldsProps, 'shift' | 'onChange' | 'faults' | 'path'>) {
  const words = useWords(calendarWords);
  const change = (breaks: DayShift['breaks']) => onChange({ ...shift, breaks });
  return (
    <div className="breaks">
      {shift.breaks.map((pause, index) => {
        const set = (part: Partial<typeof pause>) =>
          change(shift.breaks.map((one, at) => (at === index ? { ...one, ...part } : one)));
        const name = words.breakNumber(index + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a break has nothing but its place
          <div key={index} className="row">
            <span>{name}</span>
            <TimeField
              label={`${name}: ${words.start}`}
              isLabelHidden
              value={pause.start}
              onChange={(start) => set({ start })}
            />
            –
            <TimeField
              label={`${name}: ${words.end}`}
              isLabelHidden
              value={pause.end}
              onChange={(end) => set({ end })}
            />
            <button
              type="button"
              aria-label={words.removeBreak(index + 1)}
              title={words.removeBreak(index + 1)}
              onClick={() => change(shift.breaks.filter((_, at) => at !== index))}
            >
              ✕
            </button>
            <FaultNote faults={faults} path={`${path}.breaks.${index}`} id={`${path}-${index}`} />
          </div>
        );
      })}
      <button
        type="button"
        disabled={shift.breaks.length >= 20}
        onClick={() => change([...shift.breaks, { start: '', end: '' }])}
      >
        {words.addBreak}
      </button>
    </div>
  );
}

/** Seven switches. */
export function Weekdays({
  on,
  onChange,
}: {
  readonly on: readonly Weekday[];
  readonly onChange: (on: Weekday[]) => void;
}) {
  const words = useWords(calendarWords);
  return (
    <fieldset className="weekdays">
      <legend>{words.onDays}</legend>
      {weekdays.map((day) => (
        <button
          key={day}
          type="button"
          aria-pressed={on.includes(day)}
          onClick={() =>
            onChange(weekdays.filter((one) => (one === day ? !on.includes(one) : on.includes(one))))
          }
        >
          {words.weekdays[day]}
        </button>
      ))}
    </fieldset>
  );
}
