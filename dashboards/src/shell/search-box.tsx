import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import { useText } from '../i18n/language.tsx';
import { find } from './find.ts';

/** The one box of every page. A scanner needs no focus; people reach it with `/`. */
export function SearchBox({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const text = useText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void find(queries, typed); // Its failures are shown by the page it goes to.
    setTyped('');
    input.current?.blur();
  };
  return (
    <search>
      <form onSubmit={submit}>
        <input
          ref={input}
          type="search"
          className="mono"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={text.app.search}
          aria-label={text.app.searchLabel}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={140}
        />
      </form>
    </search>
  );
}
