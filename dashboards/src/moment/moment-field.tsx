import { useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { msToWall } from '../zone.ts';
import { parseMoment, showMoment, type Wall } from './parse-moment.ts';
import { momentWords } from './words.ts';
import './moment.css';

type MomentFieldProps = {
  readonly name: string;
  readonly label: string;
  /** Label and field side by side instead of one above the other. */
  readonly isInline?: boolean;
  /** What the form starts with; empty for nothing. */
  readonly defaultValue: Wall;
  readonly required?: boolean;
  /** Nothing after this can be chosen in the calendar. */
  readonly max?: Wall;
};

/**
 * A time on the clock of the plant, typed and shown day first in both languages whatever the
 * browser's own region is, or chosen in the browser's calendar. In the form's data it is a `Wall`.
 */
export function MomentField({ name, label, isInline, defaultValue, ...rules }: MomentFieldProps) {
  const id = useId();
  const words = useWords(momentWords);
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { nowMs = Date.now() } = useTick();
  const [wall, setWall] = useState(defaultValue);
  const typed = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const type = (field: HTMLInputElement): void => {
    const read = parseMoment(field.value, msToWall(nowMs, timeZone));
    const isWrong = read === undefined && field.value.trim() !== '';
    field.setCustomValidity(isWrong ? words.expected(field.value) : '');
    setWall(read ?? '');
  };
  const choose = (chosen: Wall): void => {
    if (typed.current === null || chosen === '') return;
    typed.current.value = showMoment(chosen);
    type(typed.current);
  };
  return (
    <div className={isInline ? 'moment row' : 'moment'}>
      <label htmlFor={id}>{label}</label>
      <span className="moment-fields">
        <input
          id={id}
          ref={typed}
          type="text"
          autoComplete="off"
          placeholder={words.shape}
          title={words.shape}
          required={rules.required}
          maxLength={24}
          defaultValue={showMoment(defaultValue)}
          onChange={(event) => type(event.currentTarget)}
        />
        <button
          type="button"
          aria-label={words.choose}
          title={words.choose}
          onClick={() => calendar.current?.showPicker()}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M2 4h12v10H2zM2 7h12M5 2v3M11 2v3" fill="none" stroke="currentColor" />
          </svg>
        </button>
        <input
          ref={calendar}
          type="datetime-local"
          tabIndex={-1}
          aria-hidden="true"
          max={rules.max}
          value={wall.slice(0, 16)}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <input type="hidden" name={name} value={wall} />
      </span>
    </div>
  );
}
