import { useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { parseMoment, showMoment } from '../moment/parse-moment.ts';
import { clockWords, parseClock } from './clock.ts';
import '../moment/moment.css';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether the label is only for those who do not see what stands around it. */
  readonly isLabelHidden?: boolean;
  /** Ids of what says more of it. */
  readonly describedBy?: string | undefined;
};

/** A time of day, `06:00`: as people type it (6, 630, 6h30), the same in every browser. */
export function TimeField(props: FieldProps) {
  return <ReadField {...props} read={parseClock} show={(time) => time} shape="hh:mm" width={5} />;
}

/** A day, typed and shown day first. */
export function DayField({ today, ...props }: FieldProps & { readonly today: string }) {
  const words = useWords(clockWords);
  const read = (typed: string) => parseMoment(typed, `${today}T00:00`)?.slice(0, 10);
  const show = (day: string) => (day === '' ? '' : showMoment(`${day}T`).trim());
  return <ReadField {...props} read={read} show={show} shape={words.day} width={10} isDay />;
}

type ReadFieldProps = FieldProps & {
  readonly read: (typed: string) => string | undefined;
  readonly show: (value: string) => string;
  readonly shape: string;
  readonly width: number;
  readonly isDay?: true;
};

/** Takes over what is understood as it is typed, and writes it properly when the field is left. */
function ReadField(props: ReadFieldProps) {
  const { label, value, onChange, read, show, shape, width, isDay } = props;
  const words = useWords(clockWords);
  const id = useId();
  const [typed, setTyped] = useState<string>();
  // What was typed is shown as long as it is what the value came from: a draft may be discarded.
  const shown = typed !== undefined && (read(typed) ?? '') === value ? typed : show(value);
  const isMissing = shown.trim() === '';
  const isWrong = isMissing || read(shown) === undefined;
  const about = [isWrong ? `${id}-wrong` : '', props.describedBy ?? ''].join(' ').trim();
  return (
    <span className="clock-field">
      <label htmlFor={id} className={props.isLabelHidden ? 'sr' : undefined}>
        {label}
      </label>
      <span className="moment-fields">
        <input
          id={id}
          type="text"
          inputMode={isDay ? undefined : 'numeric'}
          autoComplete="off"
          placeholder={shape}
          maxLength={16}
          size={width}
          value={shown}
          aria-invalid={isWrong}
          aria-describedby={about === '' ? undefined : about}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(read(target.value) ?? '');
          }}
          onBlur={() => {
            if (!isWrong) setTyped(undefined);
          }}
        />
        {isDay && (
          <Picker
            label={label}
            value={value}
            onChoose={(day) => {
              setTyped(undefined);
              onChange(day);
            }}
          />
        )}
      </span>
      {isWrong && (
        <span id={`${id}-wrong`} className="problem">
          {isMissing ? words.missing : words.unreadable(shape)}
        </span>
      )}
    </span>
  );
}

type PickerProps = {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (day: string) => void;
};

/** The browser's own calendar, beside the field. */
function Picker({ label, value, onChoose }: PickerProps) {
  const words = useWords(clockWords);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        aria-label={`${words.choose}: ${label}`}
        title={words.choose}
        onClick={() => picker.current?.showPicker()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 4h12v10H2zM2 7h12M5 2v3M11 2v3" fill="none" stroke="currentColor" />
        </svg>
      </button>
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        onChange={({ target }) => onChoose(target.value)}
      />
    </>
  );
}
