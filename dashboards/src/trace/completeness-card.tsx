import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { EventLink } from '../events/event-link.tsx';
import type { Format } from '../format.ts';
import { useFormat } from '../i18n/language.tsx';
import { useReason } from '../i18n/reason-words.ts';
import { idOf } from '../object-ref.ts';
import { shortPath } from '../place-of.ts';
import { Glyph } from '../status/glyph.tsx';
import { usePrinting } from '../table/use-printing.ts';
import { joinGaps } from './join-gaps.ts';
import { tracePath } from './trace-place.ts';
import { useTraceText } from './words.ts';

const shownMax = 20;

export function Verdict({ isComplete }: { readonly isComplete: boolean }) {
  const text = useTraceText();
  return (
    <p className={isComplete ? 'verdict' : 'verdict ink-wait'}>
      <Glyph shape={isComplete ? 'fine' : 'attention'} size={16} />
      {isComplete ? text.summary.complete : text.summary.incomplete}
    </p>
  );
}

/** What the answer lacks, and up to when each source has spoken. */
export function CompletenessCard({ reply }: { readonly reply: TraceReply }) {
  const text = useTraceText();
  const format = useFormat();
  const { completeness, asOf } = reply;
  return (
    <section className="card completeness">
      <h2>{text.summary.completeness}</h2>
      <div className="card-text">
        <Missing completeness={completeness} direction={reply.direction} />
        <p className="muted">
          {text.summary.asOf(format.dateTime(asOf.at), format.integer(asOf.seq))}
        </p>
      </div>
      <Sources sources={completeness.sources} />
    </section>
  );
}

type MissingProps = Pick<TraceReply, 'completeness' | 'direction'>;

function Missing({ completeness, direction }: MissingProps) {
  const { deadEnds, gaps, cycles, conflicts } = completeness;
  const sayReason = useReason();
  const text = useTraceText();
  const format = useFormat();
  return (
    <>
      <Points
        title={text.summary.deadEnds}
        points={deadEnds}
        show={({ object, reason }) => (
          <>
            <Link className="mono" href={tracePath(object, { direction })}>
              {idOf(object)}
            </Link>{' '}
            {sayReason(reason)}
          </>
        )}
      />
      <Points
        title={text.summary.conflicts}
        points={conflicts}
        show={({ object, reason, eventSeqs }) => (
          <>
            <span className="mono">{idOf(object)}</span> {sayReason(reason)}{' '}
            {eventSeqs.length > 0 && <EventLink seqs={eventSeqs} />}
          </>
        )}
      />
      <Points
        title={text.summary.gaps}
        points={joinGaps(gaps)}
        show={({ station, from, to, reason, count }) =>
          `${shortPath(station)} ${format.dateTime(from)} – ${format.time(to)} (${format.duration(
            Date.parse(to) - Date.parse(from),
          )}) ${sayReason(reason)}${count > 1 ? ` ×${format.integer(count)}` : ''}`
        }
      />
      <Points
        title={text.summary.cycles}
        points={cycles}
        show={(cycle) => cycle.map(idOf).join(' → ')}
      />
    </>
  );
}

type PointsProps<T> = {
  readonly title: (count: string) => string;
  readonly points: readonly T[];
  readonly show: (point: T) => ReactNode;
};

function Points<T>({ title, points, show }: PointsProps<T>) {
  const text = useTraceText();
  const format = useFormat();
  if (points.length === 0) return null;
  return (
    <div>
      <h3>{title(format.integer(points.length))}</h3>
      <ul className="points">
        {points.slice(0, shownMax).map((point) => (
          <li key={JSON.stringify(point)}>{show(point)}</li>
        ))}
      </ul>
      {points.length > shownMax && (
        <p className="muted">{text.summary.moreItems(format.integer(points.length - shownMax))}</p>
      )}
    </div>
  );
}

type SourcesProps = { readonly sources: TraceReply['completeness']['sources'] };

/** Open where a clock needs a look, and on paper. */
function Sources({ sources }: SourcesProps) {
  const text = useTraceText();
  const format = useFormat();
  const isPrinting = usePrinting();
  if (sources.length === 0) return null;
  const suspects = sources.filter(isSuspect);
  const sorted = [...suspects, ...sources.filter((source) => !isSuspect(source))];
  return (
    <details className="sources" open={suspects.length > 0 || isPrinting}>
      <summary className="card-text">
        {text.summary.sourceCount(format.integer(sources.length))}
        {suspects.length > 0 && (
          <strong className="ink-wait">
            {' '}
            <Glyph shape="attention" /> {text.summary.suspects(format.integer(suspects.length))}
          </strong>
        )}
      </summary>
      <table>
        <caption className="sr">{text.summary.sources}</caption>
        <thead>
          <tr>
            <th scope="col">{text.summary.source}</th>
            <th scope="col">{text.summary.lastEvent}</th>
            <th scope="col" className="number">
              {text.summary.clockOffset}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((source) => (
            <tr key={source.source}>
              <td className="mono">{source.source}</td>
              <td>{format.dateTime(source.lastEventAt)}</td>
              <td className={isSuspect(source) ? 'number ink-wait' : 'number'}>
                {isSuspect(source) && <Glyph shape="attention" />} {sayOffset(source, format)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const suspectMs = 60_000;
const inWordsMs = 10_000;

type Source = SourcesProps['sources'][number];

/** Further off than late messages of a healthy machine. */
function isSuspect({ clockOffsetMs }: Source): boolean {
  return Math.abs(clockOffsetMs) > suspectMs;
}

function sayOffset({ clockOffsetMs }: Source, format: Format): string {
  if (Math.abs(clockOffsetMs) < inWordsMs) return `${format.signed(clockOffsetMs)} ms`;
  return `${clockOffsetMs < 0 ? '−' : '+'}${format.duration(Math.abs(clockOffsetMs))}`;
}
