import './compare.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { go, type PageProps } from '../address.ts';
import { commonQuery } from '../api/queries.ts';
import { useText, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { AddObject } from './add-object.tsx';
import { type ComparePlace, comparedMax, comparePath, parseComparePlace } from './compare-place.ts';
import { Only } from './only.tsx';
import { Shared } from './shared.tsx';
import { compareWords } from './words.ts';

/** What a few objects have in common: the first question when the same fault is seen twice. */
export function ComparePage({ address }: PageProps) {
  const words = useWords(compareWords);
  const place = parseComparePlace(address);
  const { objects } = place;
  const add = (object: string) => {
    if (objects.includes(object) || objects.length >= comparedMax) return;
    go(comparePath({ ...place, objects: [...objects, object] }));
  };
  return (
    <div className="trace-page">
      <h1>{words.title}</h1>
      <section className="card card-text no-print">
        <AddObject isFull={objects.length >= comparedMax} onAdd={add} />
        <Chosen place={place} />
      </section>
      {objects.length === 1 && <p className="notice">{words.needTwo}</p>}
      {objects.length > 1 && <Answer place={place} />}
    </div>
  );
}

function Chosen({ place }: { readonly place: ComparePlace }) {
  const words = useWords(compareWords);
  const { objects, direction } = place;
  if (objects.length === 0) return null;
  return (
    <ul className="row compared">
      {objects.map((object) => (
        <li key={object} className="row">
          <Link className="mono" href={tracePath(object, { direction })}>
            {idOf(object)}
          </Link>
          <Link
            href={comparePath({ ...place, objects: objects.filter((one) => one !== object) })}
            aria-label={words.remove(idOf(object))}
            title={words.remove(idOf(object))}
          >
            ✕
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Answer({ place }: { readonly place: ComparePlace }) {
  const text = useText();
  const words = useWords(compareWords);
  const { data, error, refetch } = useQuery(commonQuery(place));
  return (
    <>
      <fieldset className="switch" aria-label={words.title}>
        {(['backward', 'forward'] as const).map((one) => (
          <Link
            key={one}
            href={comparePath({ ...place, direction: one })}
            aria-current={one === place.direction ? 'true' : undefined}
          >
            {words[one]}
          </Link>
        ))}
      </fieldset>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data !== undefined && (
        <>
          <Shared reply={data} />
          <Only reply={data} />
        </>
      )}
    </>
  );
}
