import { useId } from 'react';
import type { CalendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { weekdays } from '../../../domain/calendar/day-span.ts';
import { documentOn } from '../../../domain/calendar/document-on.ts';
import type { CalendarReply } from '../../../edge/api/contract/calendar.ts';
import { DayField } from '../clock/clock-fields.tsx';
import { useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { PlanCard } from '../plan/plan-card.tsx';
import { PartFrame } from '../settings/part-frame.tsx';
import { type Setting, useSetting } from '../settings/use-setting.ts';
import { msToWall } from '../zone.ts';
import { ExceptionsEditor, HolidaysEditor } from './days-editor.tsx';
import { calendarLines } from './describe.ts';
import { type Faults, faultsIn, tidied, weekTemplates } from './draft.ts';
import { FaultNote } from './fault-note.tsx';
import { dayAfter } from './holidays.ts';
import { ShiftFields } from './shift-fields.tsx';
import { StopsEditor } from './stops-editor.tsx';
import { calendarWords } from './words.ts';

/** When the plant works: the plan, what makes it, and every version. */
export function CalendarPart() {
  const words = useWords(calendarWords);
  const today = useToday();
  // What is changed counts from tomorrow unless said: a shift that runs is not cut by surprise. So it
  // begins with what counts tomorrow; of two from one day the edge lists the one that counts first.
  const tomorrow = dayAfter(today);
  const draftOf = ({ current, editions }: CalendarReply): CalendarDocument => ({
    ...(documentOn(editions.map(({ body }) => body).toReversed(), tomorrow) ?? current),
    effectiveFrom: tomorrow,
  });
  const at = useSetting<CalendarReply, CalendarDocument>({
    path: '/api/v1/calendar',
    draftOf,
    bodyOf: (draft) => ({ calendar: tidied(draft) }),
  });
  const faults = at.setting === undefined ? new Map() : faultsIn(at.setting.draft);
  return (
    <PartFrame
      {...at}
      what={words.what}
      problems={faults.size}
      draftOf={draftOf}
      linesOf={(draft) => calendarLines(draft, words)}
      versions={{
        of: ({ editions }) => editions,
        linesOf: (document: CalendarDocument) => calendarLines(document, words),
        draftOf: (document) => ({ ...document, effectiveFrom: tomorrow }),
      }}
    >
      {(setting) => <CalendarEditor setting={setting} faults={faults} today={today} />}
    </PartFrame>
  );
}

type CalendarEditorProps = {
  readonly setting: Setting<CalendarReply, CalendarDocument>;
  readonly faults: Faults;
  readonly today: string;
};

function CalendarEditor({ setting, faults, today }: CalendarEditorProps) {
  const { draft, isChanged, change, based } = setting;
  const isSound = faults.size === 0;
  const isFirst = based.editions.every(({ seq }) => seq === undefined);
  return (
    <>
      {isFirst && <Templates draft={draft} onChoose={change} />}
      <PlanCard
        draft={isChanged && isSound ? draft : undefined}
        today={today}
        first={isChanged ? draft.effectiveFrom : today}
        version={setting.latest.version}
      />
      <Basics setting={setting} faults={faults} today={today} />
      <Shifts setting={setting} faults={faults} />
      <StopsEditor
        stops={draft.plannedStops}
        timeZone={draft.timeZone}
        today={today}
        faults={faults}
        onChange={(plannedStops) => change({ ...draft, plannedStops })}
      />
      <HolidaysEditor draft={draft} onChange={change} today={today} faults={faults} />
      <ExceptionsEditor draft={draft} onChange={change} today={today} faults={faults} />
    </>
  );
}

function Templates({
  draft,
  onChoose,
}: {
  readonly draft: CalendarDocument;
  readonly onChoose: (draft: CalendarDocument) => void;
}) {
  const words = useWords(calendarWords);
  return (
    <section className="card card-text first">
      <p>{words.fresh}</p>
      <p className="row">
        {(['three', 'two', 'office'] as const).map((name) => (
          <button
            key={name}
            type="button"
            onClick={() => onChoose({ ...draft, shifts: [...weekTemplates[name]] })}
          >
            {words.templates[name]}
          </button>
        ))}
      </p>
    </section>
  );
}

function Basics({ setting, faults, today }: CalendarEditorProps) {
  const words = useWords(calendarWords);
  const note = useId();
  const { draft, change } = setting;
  return (
    <section className="card card-text">
      <div className="fields">
        <DayField
          label={words.effectiveFrom}
          value={draft.effectiveFrom}
          today={today}
          describedBy={note}
          onChange={(effectiveFrom) => change({ ...draft, effectiveFrom })}
        />
        <label>
          {words.timeZone}
          <select
            value={draft.timeZone}
            onChange={({ target }) => change({ ...draft, timeZone: target.value })}
          >
            {[...new Set([draft.timeZone, ...zones])].map((zone) => (
              <option key={zone} value={zone}>
                {zone} ({offsetOf(zone)})
              </option>
            ))}
          </select>
        </label>
      </div>
      <p id={note} className="muted">
        {words.effectiveWhat}
      </p>
      <FaultNote faults={faults} path="effectiveFrom" id={`${note}-fault`} />
    </section>
  );
}

/** Where plants of the region are; one of another zone is kept as it is. */
const zones = ['Asia/Ho_Chi_Minh', 'Asia/Bangkok', 'Asia/Singapore', 'Asia/Shanghai', 'Asia/Tokyo'];

function offsetOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    timeZoneName: 'short',
  }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

function Shifts({ setting, faults }: Omit<CalendarEditorProps, 'today'>) {
  const words = useWords(calendarWords);
  const title = useId();
  const { draft, change } = setting;
  const { shifts } = draft;
  const set = (next: CalendarDocument['shifts']) => change({ ...draft, shifts: next });
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{words.shifts}</h2>
      <div className="card-text">
        {shifts.length === 0 && <p className="muted">{words.noShifts}</p>}
        {shifts.map((shift, index) => {
          const put = (part: Partial<typeof shift>) =>
            set(shifts.map((one, at) => (at === index ? { ...one, ...part } : one)));
          return (
            <ShiftFields
              // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed
              key={index}
              shift={shift}
              faults={faults}
              path={`shifts.${index}`}
              onChange={put}
              onRemove={() => set(shifts.filter((_, at) => at !== index))}
              days={{ on: shift.weekdays, onChange: (on) => put({ weekdays: on }) }}
            />
          );
        })}
        <button
          type="button"
          disabled={shifts.length >= 84}
          onClick={() =>
            set([
              ...shifts,
              {
                id: String(shifts.length + 1),
                start: shifts.at(-1)?.end ?? '',
                end: '',
                weekdays: [...(shifts.at(-1)?.weekdays ?? weekdays)],
                breaks: [],
              },
            ])
          }
        >
          {words.addShift}
        </button>
      </div>
    </section>
  );
}

/** The day by the plant's clock. */
function useToday(): string {
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { nowMs = Date.now() } = useTick();
  return msToWall(nowMs, timeZone).slice(0, 10);
}
