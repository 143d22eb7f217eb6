import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { tracePathOf, traceQuery } from '../api/queries.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { askedOf } from '../filter/filter.ts';
import { useChosen } from '../filter/use-chosen.ts';
import { useFlags } from '../flags/use-flags.ts';
import { HoldButton } from '../holds/hold-button.tsx';
import { useFormat, useSpeech } from '../i18n/language.tsx';
import { foundIn } from '../table/table-rows.ts';
import { type TracePlace, tracePath } from './trace-place.ts';
import { useTraceText } from './words.ts';

type TraceBarProps = { readonly place: TracePlace };

/** Direction, how much was found and how fast, and the same answer as a file. */
export function TraceBar({ place }: TraceBarProps) {
  const text = useTraceText();
  const { language } = useSpeech();
  const { object, direction, view, asOf } = place;
  const { asked: listed, isWhole } = askedOf(filterOf(place));
  return (
    <div className="row trace-bar">
      <fieldset className="switch" aria-label={text.trace.direction}>
        {(['backward', 'forward'] as const).map((one) => (
          <Link
            key={one}
            href={tracePath(object, {
              direction: one,
              view: view === 'history' ? 'summary' : view,
              asOf,
              since: place.since,
            })}
            aria-current={one === direction && view !== 'history' ? 'true' : undefined}
          >
            {text.trace[one]}
          </Link>
        ))}
      </fieldset>
      <Found {...{ object, direction, asOf }} />
      <AsOfPicker
        asOf={asOf}
        pathTo={(change) =>
          tracePath(object, { direction, view: view === 'changes' ? 'summary' : view, ...change })
        }
      />
      <span className="row end no-print">
        <button type="button" onClick={() => print()}>
          {text.trace.print}
        </button>
        {asOf === undefined && <HoldFound place={place} />}
        {(['csv', 'xlsx', 'pdf'] as const).map((format) => (
          <a
            key={format}
            className="button"
            href={tracePathOf({ object, direction, asOf, ...listed, format, lang: language })}
            title={isWhole ? undefined : text.trace.fileHolds}
            download
          >
            {text.trace[format]}
            {!isWhole && ' *'}
          </a>
        ))}
      </span>
    </div>
  );
}

/** What of the answer is seen; the summary and the changes know no filter. */
function filterOf({ view, filter }: TracePlace): string {
  return view === 'table' || view === 'columns' ? (filter ?? '') : '';
}

function HoldFound({ place }: TraceBarProps) {
  const { object, direction } = place;
  const { data } = useQuery(traceQuery({ object, direction, asOf: undefined }));
  return data === undefined ? null : <HoldOf place={place} reply={data.reply} />;
}

/** Holds what the trace found, by the rule that it follows from or as it is listed; or the object alone. */
function HoldOf({ place, reply }: TraceBarProps & { readonly reply: TraceReply }) {
  const { object, direction } = place;
  const { flags } = useFlags(reply);
  const filter = filterOf(place);
  const { nodes } = useChosen(reply, flags, filter);
  const listed = nodes.map((node) => node.object);
  const shipped = nodes.filter(({ whereabouts }) => whereabouts === 'shipped').length;
  const isWhole = filter === '' && direction === 'forward';
  const of = { object, listed, shipped, ...(isWhole ? { selection: { tracedFrom: object } } : {}) };
  return <HoldButton of={of} />;
}

function Found({ object, direction, asOf }: Pick<TracePlace, 'object' | 'direction' | 'asOf'>) {
  const text = useTraceText();
  const format = useFormat();
  const { data, isError } = useQuery(traceQuery({ object, direction, asOf }));
  if (data === undefined) {
    return <span className="muted">{isError ? text.app.failed : text.app.loading}</span>;
  }
  const { reply, durationMs } = data;
  const counts = text.trace.counts(
    format.integer(foundIn(reply.nodes).length),
    format.integer(reply.links.length),
  );
  return (
    <span className="muted">
      {counts} · {text.trace.tookMs(format.integer(durationMs))}
    </span>
  );
}
