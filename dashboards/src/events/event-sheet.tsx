import './event-sheet.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { GetEventsReply } from '../../../edge/api/contract/events.ts';
import { sayInPlace } from '../address.ts';
import { eventsQuery } from '../api/queries.ts';
import { type Instant, toMs } from '../format.ts';
import { eventNames } from '../i18n/event-names.ts';
import { fieldNames } from '../i18n/field-names.ts';
import { useFormat, useName, useSpeech, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { eventFacts } from './event-facts.ts';
import { FactValue } from './fact-value.tsx';
import { eventsWords } from './words.ts';

type Recorded = GetEventsReply['events'][number];

/** The events of the log at some positions (`12,13`), over the page that asked for them. */
export function EventSheet({ seqs }: { readonly seqs: string }) {
  const text = useText();
  const words = useWords(eventsWords);
  const { data, error, refetch } = useQuery(eventsQuery(seqs));
  return (
    <dialog ref={useModal()} className="event-sheet" aria-label={words.title} onClose={close}>
      <div className="row sheet-head">
        <h2>{words.title}</h2>
        <button type="button" onClick={close} aria-label={words.close} title={words.close}>
          ✕
        </button>
      </div>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data?.events.length === 0 && <p className="notice">{words.none}</p>}
      {data?.events.map((recorded) => (
        <OneEvent key={recorded.seq} recorded={recorded} />
      ))}
    </dialog>
  );
}

function close(): void {
  sayInPlace('events', undefined);
}

/** The browser keeps the focus inside and closes on Esc; closing gives the focus back. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return dialog;
}

function OneEvent({
  recorded: { seq, recordedAt, source, event },
}: {
  readonly recorded: Recorded;
}) {
  const words = useWords(eventsWords);
  const format = useFormat();
  const name = useName();
  const { language } = useSpeech();
  const known = Object.entries(eventNames).find(([type]) => type === event.type)?.[1];
  const at = instantOf(event['at']);
  const laterMs = at === undefined ? 0 : toMs(recordedAt) - toMs(at);
  const later = laterMs < 1000 ? '' : ` (${words.later(format.duration(laterMs))})`;
  const station = event['station'];
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.at, at === undefined ? '—' : format.dateTime(at)],
    [words.recorded, `${format.dateTime(recordedAt)}${later}`],
    [words.source, source],
    ...(typeof station === 'string' ? [[words.station, station] as const] : []),
    ...eventFacts(event, format).map(
      ([field, said]) =>
        [
          fieldNames[field]?.[language] ?? field,
          <FactValue key={field} {...{ field, said }} value={event[field]} />,
        ] as const,
    ),
    [words.id, event.id],
  ];
  return (
    <article>
      <h3>
        {known === undefined ? event.type : name(known)}{' '}
        <span className="muted">{words.event(format.integer(seq))}</span>
      </h3>
      <dl>
        {facts.map(([field, value]) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{words.raw}</summary>
        <pre className="mono">{JSON.stringify(event, undefined, 2)}</pre>
      </details>
    </article>
  );
}

function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return Number.isNaN(toMs(value)) ? undefined : value;
}
