import { useId, useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { commonWords } from './common-words.ts';

type NumberFieldProps = {
  readonly label: string;
  readonly unit: string;
  readonly value: number | undefined;
  /** Undefined: nothing is typed. `NaN`: what is typed is no number. */
  readonly onChange: (value: number | undefined) => void;
  readonly min: number;
  readonly max: number;
  /** Whether it must have a value. */
  readonly isRequired?: true;
  readonly isLabelHidden?: true;
  /** What is said of the value besides. */
  readonly describedBy?: string | undefined;
};

/** A number with its unit, typed with a comma or a point. What is impossible is said at the field. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, onChange, min, max, isRequired, isLabelHidden, describedBy } = props;
  const words = useWords(commonWords);
  const format = useFormat();
  const id = useId();
  const [typed, setTyped] = useState<string>();
  // What was typed is shown as long as it is what the value came from: a draft may be discarded.
  const shown =
    typed !== undefined && isSame(numberOf(typed), value)
      ? typed
      : value === undefined
        ? ''
        : format.decimal(value);
  const fault = faultOf(shown, { min, max, isRequired: isRequired === true });
  const about = [fault === undefined ? '' : `${id}-fault`, describedBy ?? ''].join(' ').trim();
  return (
    <span className="clock-field">
      <label htmlFor={id} className={isLabelHidden ? 'sr' : undefined}>
        {label}
      </label>
      <span className="row number-field">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          size={7}
          maxLength={12}
          value={shown}
          aria-invalid={fault !== undefined}
          aria-describedby={about === '' ? undefined : about}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(numberOf(target.value));
          }}
          onBlur={() => {
            if (fault === undefined) setTyped(undefined);
          }}
        />
        <span className="muted">{unit}</span>
      </span>
      {fault !== undefined && (
        <span id={`${id}-fault`} className="problem">
          {fault === 'missing'
            ? words.missing
            : fault === 'unreadable'
              ? words.notANumber
              : words.between(format.decimal(min), format.decimal(max))}
        </span>
      )}
    </span>
  );
}

/** `1.234,5`, `1234.5` and `0,82` are numbers; a point or comma before three last digits groups them. */
export function readNumber(typed: string): number | undefined {
  const text = typed.trim().replaceAll(/\s/g, '');
  if (!/^\d[\d.,]*$/.test(text)) return undefined;
  const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.exec(text);
  const plain = grouped !== null && !text.startsWith('0') ? text.replaceAll(/[.,]/g, '') : text;
  const whole = plain
    .replace(/[.,](?=\d*$)/, '|')
    .replaceAll(/[.,]/g, '')
    .replace('|', '.');
  const value = Number(whole);
  return Number.isFinite(value) ? value : undefined;
}

function numberOf(typed: string): number | undefined {
  return typed.trim() === '' ? undefined : (readNumber(typed) ?? Number.NaN);
}

/** Units are converted to and fro; what is no number is as good as nothing. */
function isSame(a = Number.NaN, b = Number.NaN): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return Math.abs(a - b) <= Math.abs(a) * 1e-9;
}

type Rules = { readonly min: number; readonly max: number; readonly isRequired: boolean };

function faultOf(
  typed: string,
  { min, max, isRequired }: Rules,
): 'missing' | 'unreadable' | 'outside' | undefined {
  if (typed.trim() === '') return isRequired ? 'missing' : undefined;
  const value = readNumber(typed);
  if (value === undefined) return 'unreadable';
  return value < min || value > max ? 'outside' : undefined;
}
