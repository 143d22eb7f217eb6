import { useId } from 'react';
import { weekdays } from '../../../domain/calendar/day-span.ts';
import { DayField, TimeField } from '../clock/clock-fields.tsx';
import { useName, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { msToWall, wallToMs } from '../zone.ts';
import type { Faults, PlannedStop } from './draft.ts';
import { FaultNote } from './fault-note.tsx';
import { Weekdays } from './shift-fields.tsx';
import { calendarWords } from './words.ts';

type StopsEditorProps = {
  readonly stops: readonly PlannedStop[];
  readonly onChange: (stops: PlannedStop[]) => void;
  readonly timeZone: string;
  readonly today: string;
  readonly faults: Faults;
};

/** When lines shall stand though a shift runs: every week, or once. */
export function StopsEditor({ stops, onChange, timeZone, today, faults }: StopsEditorProps) {
  const words = useWords(calendarWords);
  const title = useId();
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.stops}</h2>
      <div className="card-text">
        <p className="muted">{stops.length === 0 ? words.noStops : words.stopsWhat}</p>
        {stops.map((stop, index) => (
          <StopFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a stop has nothing but its place
            key={index}
            stop={stop}
            index={index}
            timeZone={timeZone}
            today={today}
            faults={faults}
            onChange={(next) => onChange(stops.map((one, at) => (at === index ? next : one)))}
            onRemove={() => onChange(stops.filter((_, at) => at !== index))}
          />
        ))}
        <button
          type="button"
          onClick={() =>
            onChange([
              ...stops,
              { name: '', maintenance: false, start: '', end: '', weekdays: [...weekdays] },
            ])
          }
        >
          {words.addStop}
        </button>
      </div>
    </section>
  );
}

type StopFieldsProps = Pick<StopsEditorProps, 'timeZone' | 'today' | 'faults'> & {
  readonly stop: PlannedStop;
  readonly index: number;
  readonly onChange: (stop: PlannedStop) => void;
  readonly onRemove: () => void;
};

function StopFields({ stop, index, onChange, onRemove, ...rest }: StopFieldsProps) {
  const words = useWords(calendarWords);
  const note = useId();
  const { name, maintenance, line } = stop;
  const common = { name, maintenance, ...(line === undefined ? {} : { line }) };
  const repeat = (kind: string): void => {
    if (kind === 'weekly') onChange({ ...common, start: '', end: '', weekdays: [...weekdays] });
    else onChange({ ...common, from: '', to: '' });
  };
  return (
    <fieldset className="shift" aria-describedby={note}>
      <legend>{name === '' ? words.stops : name}</legend>
      <div className="fields">
        <label>
          {words.stopName}
          <input
            value={name}
            maxLength={200}
            onChange={({ target }) => onChange({ ...stop, name: target.value })}
          />
        </label>
        <label>
          {words.repeats}
          <select
            value={'from' in stop ? 'once' : 'weekly'}
            onChange={({ target }) => repeat(target.value)}
          >
            <option value="weekly">{words.weekly}</option>
            <option value="once">{words.once}</option>
          </select>
        </label>
        {'from' in stop ? (
          <OnceFields stop={stop} onChange={onChange} {...rest} />
        ) : (
          <>
            <TimeField
              label={words.start}
              value={stop.start}
              onChange={(start) => onChange({ ...stop, start })}
            />
            <TimeField
              label={words.end}
              value={stop.end}
              onChange={(end) => onChange({ ...stop, end })}
            />
            <Weekdays on={stop.weekdays} onChange={(on) => onChange({ ...stop, weekdays: on })} />
          </>
        )}
        <LineChoice
          chosen={line}
          onChange={(chosen) => {
            const { line: _, ...others } = stop;
            onChange(chosen === undefined ? others : { ...others, line: chosen });
          }}
        />
        <label className="row">
          <input
            type="checkbox"
            checked={maintenance}
            onChange={({ target }) => onChange({ ...stop, maintenance: target.checked })}
          />
          {words.maintenance}
        </label>
        <button type="button" onClick={onRemove}>
          {words.removeStop(name)}
        </button>
      </div>
      <FaultNote faults={rest.faults} path={`plannedStops.${index}`} id={note} />
    </fieldset>
  );
}

type Line = NonNullable<PlannedStop['line']>;

function LineChoice({
  chosen,
  onChange,
}: {
  readonly chosen: Line | undefined;
  readonly onChange: (line: Line | undefined) => void;
}) {
  const words = useWords(calendarWords);
  const name = useName();
  const lines = useSite()?.lines ?? [];
  const isGone = chosen !== undefined && lines.every((one) => one.line !== chosen);
  return (
    <label>
      {words.forLine}
      <select
        value={chosen ?? ''}
        onChange={({ target }) => {
          const path = lines.find((one) => one.line === target.value)?.line;
          onChange(path ?? (target.value === '' ? undefined : chosen));
        }}
      >
        <option value="">{words.allLines}</option>
        {isGone && <option value={chosen}>{chosen}</option>}
        {lines.map((one) => (
          <option key={one.line} value={one.line}>
            {name(one.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

type Once = Extract<PlannedStop, { from: unknown }>;

/** From a day and time to a day and time, by the plant's clock. */
function OnceFields({
  stop,
  onChange,
  timeZone,
  today,
}: Omit<StopFieldsProps, 'stop' | 'index' | 'onRemove' | 'faults'> & { readonly stop: Once }) {
  const words = useWords(calendarWords);
  return (
    <>
      {(['from', 'to'] as const).map((name) => {
        const [day = '', time = ''] = wallOf(stop[name], timeZone).split('T');
        const set = (wall: string) => onChange({ ...stop, [name]: instantOf(wall, timeZone) });
        const label = name === 'from' ? words.fromDay : words.toDay;
        return (
          <span key={name} className="moment-pair">
            <DayField
              label={label}
              value={day}
              today={today}
              onChange={(next) => set(`${next}T${time}`)}
            />
            <TimeField
              label={`${label}, ${words.time}`}
              value={time}
              onChange={(next) => set(`${day}T${next}`)}
            />
          </span>
        );
      })}
    </>
  );
}

/** While only a part is typed, that part is kept as it is: the edge would refuse it, and so do we. */
function instantOf(wall: string, timeZone: string): string {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall);
  return isWhole ? new Date(wallToMs(wall, timeZone)).toISOString() : wall;
}

function wallOf(at: string | number, timeZone: string): string {
  if (typeof at === 'string' && !at.endsWith('Z') && !/[+-]\d\d:\d\d$/.test(at)) return at;
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return msToWall(ms, timeZone);
}
