import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { searchQuery } from '../api/queries.ts';
import { useText, useWords } from '../i18n/language.tsx';
import { idOf, splitObject } from '../object-ref.ts';
import { useScans } from '../shell/use-keys.ts';
import { compareWords } from './words.ts';

type AddObjectProps = {
  readonly isFull: boolean;
  readonly onAdd: (object: string) => void;
};

/** What a code may name, when it is not one thing. */
type Doubt = { readonly code: string; readonly matches: readonly string[] };

/** Adds what a code names; asks when it may name several things. */
export function AddObject({ isFull, onAdd }: AddObjectProps) {
  const words = useWords(compareWords);
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [doubt, setDoubt] = useState<Doubt>();
  const add = (object: string) => {
    setTyped('');
    setDoubt(undefined);
    onAdd(object);
  };
  const look = async (code: string) => {
    if (code === '') return;
    if (splitObject(code) !== undefined) return add(code);
    const found = await queries.fetchQuery(searchQuery(code)).catch(() => undefined);
    const matches = (found?.matches ?? []).map(({ object }) => object);
    const exact = matches.filter((object) => idOf(object).toLowerCase() === code.toLowerCase());
    const [only] = exact;
    if (only !== undefined && exact.length === 1) return add(only);
    return setDoubt({ code, matches: exact.length > 0 ? exact : matches });
  };
  useScans(({ code }) => void look(code)); // Its failures show as "not found".
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void look(typed.trim());
  };
  return (
    <form onSubmit={submit} className="search-form">
      <label htmlFor="compare-code">{words.prompt}</label>
      <div className="row">
        <input
          id="compare-code"
          className="mono"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          disabled={isFull}
          autoComplete="off"
          spellCheck={false}
          maxLength={140}
          aria-describedby="compare-help"
        />
        <button type="submit" className="primary" disabled={isFull}>
          {words.add}
        </button>
      </div>
      <p id="compare-help" className="muted">
        {words.help}
      </p>
      {doubt !== undefined && <Doubtful doubt={doubt} onChoose={add} />}
    </form>
  );
}

type DoubtfulProps = { readonly doubt: Doubt; readonly onChoose: (object: string) => void };

function Doubtful({ doubt: { code, matches }, onChoose }: DoubtfulProps) {
  const text = useText();
  const words = useWords(compareWords);
  return (
    <div role="alert">
      <p>{matches.length === 0 ? words.unknown(code) : words.which(code)}</p>
      <ul>
        {matches.slice(0, 20).map((object) => {
          const kind = splitObject(object)?.kind;
          return (
            <li key={object}>
              <button type="button" className="link mono" onClick={() => onChoose(object)}>
                {idOf(object)}
              </button>{' '}
              <span className="muted">{kind === undefined ? '' : text.kinds[kind]}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
