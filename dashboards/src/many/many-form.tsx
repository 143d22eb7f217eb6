import { type FormEvent, useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useScans } from '../shell/use-keys.ts';
import { type CodeKind, codeKinds, codesIn, codesMax } from './codes.ts';
import { manyWords } from './words.ts';

type Asked = { readonly codes: readonly string[]; readonly kind: CodeKind };
type ManyFormProps = Asked & { readonly onAsk: (asked: Asked) => void };

/** The list: scans add lines to it wherever the focus is. Closed once it was asked about. */
export function ManyForm({ codes, kind, onAsk }: ManyFormProps) {
  const words = useWords(manyWords);
  const format = useFormat();
  const [text, setText] = useState(codes.join('\n'));
  const [chosenKind, setKind] = useState(kind);
  const [isOpen, setOpen] = useState(codes.length === 0);
  useScans(({ code }) => {
    setText((before) => [...codesIn(before), code, ''].join('\n'));
    setOpen(true);
  });
  const listed = codesIn(text);
  const max = codesMax(chosenKind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ codes: listed, kind: chosenKind });
  };
  return (
    <details
      className="card many-form"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        {codes.length === 0 ? words.prompt : words.change}{' '}
        <span className="muted" role="status">
          {words.codes(format.integer(listed.length))}
        </span>
      </summary>
      <form onSubmit={submit} className="card-text">
        <textarea
          className="mono"
          rows={10}
          value={text}
          onChange={({ target }) => setText(target.value)}
          aria-label={words.prompt}
          aria-describedby="many-help"
          autoComplete="off"
          spellCheck={false}
        />
        <p id="many-help" className="muted">
          {words.help}
        </p>
        <div className="row">
          <label className="row">
            {words.kind}
            <select
              value={chosenKind}
              onChange={({ target }) =>
                setKind(codeKinds.find((one) => one === target.value) ?? 'any')
              }
            >
              {codeKinds.map((one) => (
                <option key={one} value={one}>
                  {words.kinds[one]}
                </option>
              ))}
            </select>
          </label>
          <button
            type="submit"
            className="primary"
            disabled={listed.length === 0 || listed.length > max}
          >
            {words.trace}
          </button>
          <button type="button" onClick={() => setText('')}>
            {words.clear}
          </button>
          {listed.length > max && (
            <span role="alert" className="ink-wait">
              {words.tooMany(format.integer(max))}
            </span>
          )}
        </div>
      </form>
    </details>
  );
}
