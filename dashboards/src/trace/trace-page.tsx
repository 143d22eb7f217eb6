import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { go, type PageProps, sayInPlace } from '../address.ts';
import { ApiProblem } from '../api/http.ts';
import { objectQuery, traceQuery } from '../api/queries.ts';
import { AsOfBanner } from '../as-of/as-of-banner.tsx';
import { BalanceSection } from '../balance/balance-section.tsx';
import { splitObject } from '../object-ref.ts';
import { NearMatches } from '../search/matches.tsx';
import { keepRecent } from '../search/recent.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useShortcuts } from '../shell/use-keys.ts';
import { StepsSection } from '../steps/steps-section.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { ChangesView } from './changes-view.tsx';
import { History } from './history.tsx';
import { ObjectHeader } from './object-header.tsx';
import { TraceBar } from './trace-bar.tsx';
import { TraceBody } from './trace-body.tsx';
import { parseTracePlace, type TracePlace, tracePath, traceViews } from './trace-place.ts';
import { useTraceText } from './words.ts';

/** An object: what it is, what it was made from or went into, and its life. */
export function TracePage({ address }: PageProps) {
  const place = parseTracePlace(address);
  useShortcuts({
    '[': () => go(tracePath(place.object, { ...place, direction: 'backward' })),
    ']': () => go(tracePath(place.object, { ...place, direction: 'forward' })),
  });
  const object = useQuery(objectQuery(place.object));
  const known = object.data !== undefined;
  useEffect(() => {
    if (known) keepRecent(place.object);
  }, [known, place.object]);
  if (object.error instanceof ApiProblem && object.error.status === 404) {
    return <NearMatches object={place.object} />;
  }
  if (object.isError && !known) {
    return <ProblemNotice problem={object.error} onRetry={() => void object.refetch()} />;
  }
  return (
    <div className="trace-page">
      <ObjectHeader object={place.object} reply={object.data} />
      <TraceBar place={place} />
      <Views place={place} />
      {place.asOf !== undefined && place.view !== 'changes' && <AsOfBanner place={place} />}
      {place.view === 'changes' && <ChangesView place={place} />}
      {place.view === 'history' && !known && <Skeleton />}
      {place.view === 'history' && object.data !== undefined && (
        <section className="card">
          <Found object={place.object} />
          <Timeline
            key={place.object}
            history={object.data.history}
            seen={place.seen}
            onSeen={(seen) => sayInPlace('seen', seen)}
          />
          <History history={object.data.history} />
        </section>
      )}
      {place.view !== 'changes' && place.view !== 'history' && <TraceView place={place} />}
    </div>
  );
}

function Views({ place }: { readonly place: TracePlace }) {
  const text = useTraceText();
  return (
    <nav className="tabs no-print" aria-label={text.trace.view}>
      {traceViews.map((view) => (
        <Link
          key={view}
          href={tracePath(place.object, { ...place, view })}
          aria-current={view === place.view ? 'page' : undefined}
        >
          {text.trace.views[view]}
        </Link>
      ))}
    </nav>
  );
}

/** What was found of the object itself: at the machines, or of its amount. */
function Found({ object }: { readonly object: string }) {
  const parts = splitObject(object);
  if (parts === undefined || parts.kind === 'container' || parts.kind === 'shipment') return null;
  return (
    <div key={object} className="found">
      {parts.kind === 'unit' ? (
        <StepsSection unit={parts.id} heading="h2" />
      ) : (
        <BalanceSection lot={parts.id} heading="h2" />
      )}
    </div>
  );
}

function Skeleton() {
  const text = useTraceText();
  return <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />;
}

function TraceView({ place }: { readonly place: TracePlace }) {
  const trace = useQuery(traceQuery(place));
  if (trace.data === undefined) {
    if (trace.isError) {
      return <ProblemNotice problem={trace.error} onRetry={() => void trace.refetch()} />;
    }
    return <Skeleton />;
  }
  return (
    <TraceBody
      reply={trace.data.reply}
      look={place}
      pathTo={(change) => tracePath(place.object, { ...place, ...change })}
    />
  );
}
