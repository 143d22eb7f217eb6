import { type FormEvent, useState } from 'react';
import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import type { LinesReply } from '../../../edge/api/contract/lines.ts';
import { go } from '../address.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { msToWall, wallToMs } from '../zone.ts';
import { type Asked, type Before, oeePath } from './asked.ts';
import { isSame, presets, presetWindows } from './presets.ts';
import { oeeWords } from './words.ts';

type RangeBarProps = {
  readonly asked: Asked;
  readonly line: string;
  readonly site: LinesReply;
  readonly shifts: readonly KpiRow[];
  /** The ends of what is shown, and of what it is held against; undefined while they are asked for. */
  readonly shown: Ends | undefined;
  readonly against: Ends | undefined;
  readonly nowMs: number;
};
type Ends = { readonly from: string; readonly to: string };

/** Which line or station, which time, and against which other time. All of it is the address. */
export function RangeBar({ asked, line, site, shifts, nowMs, ...ends }: RangeBarProps) {
  const words = useWords(oeeWords);
  const name = useName();
  const [isCustom, setCustom] = useState(false);
  const [isCustomBefore, setCustomBefore] = useState(false);
  const windows = presetWindows(shifts, nowMs);
  const stations = site.lines.find((each) => each.line === line)?.stations ?? [];
  const ask = (change: Partial<Asked>) => go(oeePath({ ...asked, line, ...change }));
  return (
    <div className="card card-text range">
      <label>
        {words.line}
        <select
          value={line}
          onChange={({ target }) => ask({ line: target.value, station: undefined })}
        >
          {site.lines.map((each) => (
            <option key={each.line} value={each.line}>
              {name(each.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.station}
        <select
          value={asked.station ?? ''}
          onChange={({ target }) =>
            ask({ station: target.value === '' ? undefined : target.value })
          }
        >
          <option value="">{words.wholeLine}</option>
          {stations.map((each) => (
            <option key={each.station} value={each.station}>
              {name(each.name)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="row">
        <legend>{words.time}</legend>
        {presets.map((preset) => {
          const window = windows[preset];
          return (
            <button
              key={preset}
              type="button"
              disabled={window === undefined}
              aria-pressed={isSame(asked.window, window)}
              onClick={() => window !== undefined && ask({ window })}
            >
              {words[preset]}
            </button>
          );
        })}
        <button type="button" aria-expanded={isCustom} onClick={() => setCustom(!isCustom)}>
          {words.custom}
        </button>
      </fieldset>
      {isCustom && (
        <SpanForm
          label={words.time}
          ends={ends.shown}
          timeZone={site.timeZone}
          onSpan={(span) => ask({ window: { kind: 'span', ...span } })}
        />
      )}
      <label>
        {words.against}
        <select
          value={isCustomBefore ? 'custom' : choiceOf(asked.before)}
          onChange={({ target }) => {
            setCustomBefore(target.value === 'custom');
            const before = beforeOf(target.value);
            if (before !== undefined) ask({ before });
          }}
        >
          {(['previous', 'day', 'week', 'custom'] as const).map((each) => (
            <option key={each} value={each}>
              {words.befores[each]}
            </option>
          ))}
        </select>
      </label>
      {(isCustomBefore || asked.before.kind === 'span') && (
        <SpanForm
          label={words.against}
          ends={ends.against}
          timeZone={site.timeZone}
          onSpan={(span) => ask({ before: { kind: 'span', ...span } })}
        />
      )}
    </div>
  );
}

type SpanFormProps = {
  readonly label: string;
  readonly ends: Ends | undefined;
  readonly timeZone: string;
  readonly onSpan: (span: Ends) => void;
};

function SpanForm({ label, ends, timeZone, onSpan }: SpanFormProps) {
  const words = useWords(oeeWords);
  const wall = (at: string | undefined) =>
    at === undefined ? '' : msToWall(Date.parse(at), timeZone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const read = (name: string) =>
      new Date(wallToMs(String(data.get(name)), timeZone)).toISOString();
    onSpan({ from: read('from'), to: read('to') });
  };
  return (
    <form key={`${ends?.from} ${ends?.to}`} className="row" aria-label={label} onSubmit={submit}>
      <MomentField name="from" label={words.from} required defaultValue={wall(ends?.from)} />
      <MomentField name="to" label={words.to} required defaultValue={wall(ends?.to)} />
      <button type="submit" className="primary">
        {words.show}
      </button>
    </form>
  );
}

function choiceOf(before: Before): 'previous' | 'day' | 'week' | 'custom' {
  if (before.kind === 'days') return before.days === 1 ? 'day' : 'week';
  return before.kind === 'span' ? 'custom' : 'previous';
}

/** Undefined: its ends are still to be typed. */
function beforeOf(choice: string): Before | undefined {
  if (choice === 'day') return { kind: 'days', days: 1 };
  if (choice === 'week') return { kind: 'days', days: 7 };
  return choice === 'previous' ? { kind: 'previous' } : undefined;
}
