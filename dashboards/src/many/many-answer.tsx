import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { go } from '../address.ts';
import { ApiProblem } from '../api/http.ts';
import { manyQuery } from '../api/queries.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useShortcuts } from '../shell/use-keys.ts';
import { TraceBody } from '../trace/trace-body.tsx';
import { useTraceText } from '../trace/words.ts';
import { AskedCodes } from './asked-codes.tsx';
import { judgeCodes, objectsOf } from './codes.ts';
import { ManyBar } from './many-bar.tsx';
import { type ManyPlace, type ManyView, manyPath, manyViews } from './many-place.ts';
import { manyWords } from './words.ts';

type ManyAnswerProps = { readonly place: ManyPlace; readonly codes: readonly string[] };

/** What a list of codes was made from or went into, and which of them nobody knows. */
export function ManyAnswer({ place, codes }: ManyAnswerProps) {
  const { kind, list, direction, asOf } = place;
  useShortcuts({
    '[': () => go(manyPath({ ...place, direction: 'backward' })),
    ']': () => go(manyPath({ ...place, direction: 'forward' })),
  });
  const objects = codes.flatMap((code) => objectsOf(code, kind));
  const asked = { name: list ?? codes.join('\n'), kind, objects, direction, asOf };
  const trace = useQuery(manyQuery(asked));
  return (
    <>
      <ManyBar place={place} asked={asked} found={trace.data} />
      {trace.data !== undefined && <Judged codes={codes} place={place} reply={trace.data.reply} />}
      <Views place={place} />
      <Answer place={place} codes={codes} {...trace} onRetry={() => void trace.refetch()} />
    </>
  );
}

type AnswerProps = ManyAnswerProps & {
  readonly data: { readonly reply: TraceReply } | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
};

function Answer({ place, codes, data, error, onRetry }: AnswerProps) {
  const text = useTraceText();
  const words = useWords(manyWords);
  if (data !== undefined) return <Found place={place} reply={data.reply} />;
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <div className="notice card">
        <h2>{words.noneKnown}</h2>
        <Codes codes={codes} />
      </div>
    );
  }
  if (error !== null) return <ProblemNotice problem={error} onRetry={onRetry} />;
  return <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />;
}

type FoundProps = { readonly place: ManyPlace; readonly reply: TraceReply };

function Found({ place, reply }: FoundProps) {
  const { view } = place;
  if (view === 'codes') {
    return (
      <AskedCodes
        reply={reply}
        filter={place.filter ?? ''}
        pathTo={(filter) => manyPath({ ...place, filter })}
      />
    );
  }
  return (
    <TraceBody
      reply={reply}
      look={{ ...place, view }}
      pathTo={(change) => manyPath({ ...place, ...change, view: viewOf(change.view) ?? view })}
    />
  );
}

function viewOf(view: string | undefined): ManyView | undefined {
  return manyViews.find((one) => one === view);
}

function Views({ place }: { readonly place: ManyPlace }) {
  const text = useTraceText();
  const words = useWords(manyWords);
  return (
    <nav className="tabs no-print" aria-label={text.trace.view}>
      {manyViews.map((view) => (
        <Link
          key={view}
          href={manyPath({
            ...place,
            view,
            filter: keepsFilter(view, place) ? place.filter : undefined,
          })}
          aria-current={view === place.view ? 'page' : undefined}
        >
          {view === 'codes' ? words.codesView : text.trace.views[view]}
        </Link>
      ))}
    </nav>
  );
}

/** The filter of the codes is not the one of what they went into. */
function keepsFilter(view: ManyView, place: ManyPlace): boolean {
  return (view === 'codes') === (place.view === 'codes');
}

function Judged({ codes, place, reply }: ManyAnswerProps & { readonly reply: TraceReply }) {
  const words = useWords(manyWords);
  const format = useFormat();
  const known = new Set<string>(reply.roots ?? [reply.root]);
  const { unknown, ambiguous } = judgeCodes(codes, { kind: place.kind, known });
  const all = format.integer(codes.length);
  return (
    <div className="judged">
      <p>{words.known(format.integer(codes.length - unknown.length), all)}</p>
      {unknown.length > 0 && (
        <details open={unknown.length <= 20}>
          <summary className="ink-wait">{words.unknown(format.integer(unknown.length))}</summary>
          <Codes codes={unknown} />
        </details>
      )}
      {ambiguous.length > 0 && (
        <details>
          <summary>{words.ambiguous(format.integer(ambiguous.length))}</summary>
          <Codes codes={ambiguous} />
        </details>
      )}
      {place.list !== undefined && <p className="muted no-print">{words.onlyHere}</p>}
    </div>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return <pre className="mono codes">{codes.join('\n')}</pre>;
}
