import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { ApiProblem } from '../api/http.ts';
import { useText, useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import { holdsWords } from './words.ts';

type SheetProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Over the page, with the focus kept inside. Enter does nothing in its form: a scanner sends that. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="hold-sheet" aria-labelledby={name} onClose={onClose}>
      <h2 id={name}>{title}</h2>
      <form onSubmit={(event) => event.preventDefault()}>{children}</form>
    </dialog>
  );
}

type AnswersProps = {
  readonly cancel: string;
  readonly word: string;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  /** Called once all fields are as they must be; else the first that is not says why. */
  readonly onDo: () => void;
};

/** The harmless answer has the focus; the other one must be pressed. */
export function Answers({ cancel, word, isBusy, onCancel, onDo }: AnswersProps) {
  return (
    <p className="row answers">
      {/* biome-ignore lint/a11y/noAutofocus: of a dialog that stops or frees goods, the harmless button has the focus. */}
      <button type="button" onClick={onCancel} autoFocus>
        {cancel}
      </button>
      <button
        type="button"
        className="primary"
        disabled={isBusy}
        onClick={({ currentTarget: { form } }) => {
          if (form?.reportValidity() !== false) onDo();
        }}
      >
        {word}
      </button>
    </p>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly example?: string;
  /** What must be typed, and nothing else; any text when there is none. */
  readonly expected?: string;
};

export function Field({ label, value, onValue, example, expected }: FieldProps) {
  return (
    <label className="hold-field">
      {label}
      <input
        value={value}
        onChange={({ target }) => onValue(target.value)}
        required
        pattern={expected === undefined ? anyText : escaped(expected)}
        title={expected}
        maxLength={128}
        autoComplete="off"
        data-scan="field"
        placeholder={example}
      />
    </label>
  );
}

const anyText = String.raw`.*\S.*`;

/** As a pattern that only this text fits. */
function escaped(text: string): string {
  return text.replace(/[^\w-]/g, String.raw`\$&`);
}

type ChoicesProps<T extends string> = {
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly word: string; readonly more?: string }[];
  readonly value: T;
  readonly onValue: (value: T) => void;
  /** Short ones stand side by side. */
  readonly isInline?: true;
};

export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { label, choices, value, onValue, isInline } = props;
  const name = useId();
  return (
    <fieldset className={isInline ? 'choices inline' : 'choices'}>
      <legend>{label}</legend>
      {choices.map(({ value: one, word, more }) => (
        <label key={one}>
          <input type="radio" name={name} checked={one === value} onChange={() => onValue(one)} />
          <span>
            {word} {more !== undefined && <span className="muted">{more}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function NotRecorded({ problem }: { readonly problem: Error | null }) {
  const words = useWords(holdsWords);
  const text = useText();
  if (problem === null) return null;
  const isAway = problem instanceof ApiProblem && problem.status === 0;
  const why = problem instanceof ApiProblem ? (problem.detail ?? problem.message) : problem.message;
  return (
    <p role="alert" className="problem">
      <Glyph shape="attention" /> {words.failed} {isAway ? text.app.unreachable : why}
    </p>
  );
}
