import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import { go, goInPlace, type PageProps } from '../address.ts';
import { ApiProblem } from '../api/http.ts';
import { objectQuery, traceQuery } from '../api/queries.ts';
import { ColumnsView } from '../columns/columns-view.tsx';
import { graphOf } from '../columns/graph.ts';
import { NearMatches } from '../search/matches.tsx';
import { keepRecent } from '../search/recent.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useShortcuts } from '../shell/use-keys.ts';
import { TableView } from '../table/table-view.tsx';
import { ChangesView } from './changes-view.tsx';
import { History } from './history.tsx';
import { ObjectHeader } from './object-header.tsx';
import { SidePanel } from './side-panel.tsx';
import { SummaryView } from './summary-view.tsx';
import { TraceBar } from './trace-bar.tsx';
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
      {place.view === 'changes' && <ChangesView place={place} />}
      {place.view === 'history' && object.data !== undefined && (
        <section className="card">
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

function TraceView({ place }: { readonly place: TracePlace }) {
  const text = useTraceText();
  const trace = useQuery(traceQuery(place.object, place.direction));
  const reply = trace.data?.reply;
  const graph = useMemo(() => (reply === undefined ? undefined : graphOf(reply)), [reply]);
  if (reply === undefined || graph === undefined) {
    if (trace.isError) {
      return <ProblemNotice problem={trace.error} onRetry={() => void trace.refetch()} />;
    }
    return <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />;
  }
  if (place.view === 'summary') return <SummaryView reply={reply} place={place} />;
  const focusOn = (focus: string) => goInPlace(tracePath(place.object, { ...place, focus }));
  return (
    <div className={place.focus === undefined ? 'trace-body' : 'trace-body with-panel'}>
      {place.view === 'columns' ? (
        <ColumnsView reply={reply} graph={graph} focus={place.focus} onFocus={focusOn} />
      ) : (
        <TableView
          nodes={reply.nodes}
          filter={place.filter ?? ''}
          onFilter={(filter) => goInPlace(tracePath(place.object, { ...place, filter }))}
          focus={place.focus}
          onFocus={focusOn}
        />
      )}
      {place.focus !== undefined && (
        <SidePanel
          object={place.focus}
          graph={graph}
          onFocus={focusOn}
          onClose={() => goInPlace(tracePath(place.object, { ...place, focus: undefined }))}
        />
      )}
    </div>
  );
}
