import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { SearchReply } from '../../../edge/api/contract/trace.ts';
import { searchQuery } from '../api/queries.ts';
import { useFormat } from '../i18n/language.tsx';
import { idOf, splitObject } from '../object-ref.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { DispositionChip } from '../status/chips.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { useTraceText } from '../trace/words.ts';

/** What a text finds; when it finds nothing, what comes near. */
export function Matches({ query }: { readonly query: string }) {
  const text = useTraceText();
  const format = useFormat();
  const search = useQuery(searchQuery(query));
  if (search.isError) {
    return <ProblemNotice problem={search.error} onRetry={() => void search.refetch()} />;
  }
  if (search.data === undefined) {
    return (
      <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
    );
  }
  const { matches, near } = search.data;
  if (near) return <Unknown id={query} matches={matches} />;
  return (
    <section className="card">
      <h2>{text.trace.matches(format.integer(matches.length))}</h2>
      <MatchList matches={matches} />
    </section>
  );
}

/** For an object that the edge does not know: says so, and shows what is near. */
export function NearMatches({ object }: { readonly object: string }) {
  const search = useQuery(searchQuery(idOf(object)));
  return <Unknown id={idOf(object)} matches={search.data?.matches} />;
}

type UnknownProps = {
  readonly id: string;
  readonly matches: SearchReply['matches'] | undefined;
};

function Unknown({ id, matches }: UnknownProps) {
  const text = useTraceText();
  return (
    <section className="card">
      <div className="notice">
        <h1>{text.trace.unknown(id)}</h1>
        <p>{text.trace.unknownWhy}</p>
        {matches !== undefined && (
          <p>
            <strong>{matches.length === 0 ? text.trace.nothingNear : text.trace.near}</strong>
          </p>
        )}
      </div>
      {matches !== undefined && <MatchList matches={matches} />}
    </section>
  );
}

function MatchList({ matches }: { readonly matches: SearchReply['matches'] }) {
  const text = useTraceText();
  return (
    <ul className="matches">
      {matches.map(({ object, item, status }) => {
        const kind = splitObject(object)?.kind;
        return (
          <li key={object}>
            <span className="muted">{kind === undefined ? '' : text.kinds[kind]}</span>
            <Link className="mono" href={tracePath(object)}>
              {idOf(object)}
            </Link>
            <span>{item}</span>
            {status !== undefined && <DispositionChip status={status} />}
          </li>
        );
      })}
    </ul>
  );
}
