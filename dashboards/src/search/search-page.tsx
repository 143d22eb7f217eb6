import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { PageProps } from '../address.ts';
import { idOf, splitObject } from '../object-ref.ts';
import { find } from '../shell/find.ts';
import { tracePath } from '../trace/trace-place.ts';
import { useTraceText } from '../trace/words.ts';
import { Matches } from './matches.tsx';
import { readRecent } from './recent.ts';

/** What a code may name; without one, what was seen lately. */
export function SearchPage({ address }: PageProps) {
  const query = address.query.get('q') ?? '';
  const text = useTraceText();
  return (
    <div className="search-page">
      <h1>{text.trace.title}</h1>
      <SearchForm key={query} query={query} />
      {query === '' ? <Recent /> : <Matches query={query} />}
    </div>
  );
}

function SearchForm({ query }: { readonly query: string }) {
  const text = useTraceText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(query);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void find(queries, typed); // Its failures are shown by the page it goes to.
  };
  return (
    <form onSubmit={submit} className="search-form">
      <label htmlFor="code">{text.trace.prompt}</label>
      <div className="row">
        <input
          id="code"
          className="mono"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={140}
          aria-describedby="code-help"
        />
        <button type="submit" className="primary">
          {text.trace.find}
        </button>
      </div>
      <p id="code-help" className="muted">
        {text.trace.help}
      </p>
    </form>
  );
}

function Recent() {
  const text = useTraceText();
  const recent = readRecent();
  if (recent.length === 0) return null;
  return (
    <section className="card">
      <h2>{text.trace.recent}</h2>
      <ul className="matches">
        {recent.map((object) => {
          const kind = splitObject(object)?.kind;
          return (
            <li key={object}>
              <span className="muted">{kind === undefined ? '' : text.kinds[kind]}</span>
              <Link className="mono" href={tracePath(object)}>
                {idOf(object)}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
