import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import type { PageProps } from '../address.ts';
import { quarantineQuery } from '../api/queries.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { quarantineWords } from './words.ts';

/** What could not become events, and why. */
export function QuarantinePage({ address }: PageProps) {
  const text = useText();
  const words = useWords(quarantineWords);
  const cursor = address.query.get('cursor') ?? undefined;
  const { data, error, refetch } = useQuery(quarantineQuery(cursor));
  return (
    <div className="search-page">
      <h1>{words.title}</h1>
      <p className="muted">{words.what}</p>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data?.messages.length === 0 && <p className="notice card">{words.none}</p>}
      {data?.messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      <p className="row">
        {cursor !== undefined && <Link href="/quarantine">{words.newest}</Link>}
        {data?.cursor !== undefined && (
          <Link href={`/quarantine?${new URLSearchParams({ cursor: data.cursor })}`}>
            {words.older}
          </Link>
        )}
      </p>
    </div>
  );
}

function Message({ message }: { readonly message: QuarantineReply['messages'][number] }) {
  const words = useWords(quarantineWords);
  const format = useFormat();
  const { code, reason, source, topic, station, times, firstAt, lastAt } = message;
  const why = words.why[code];
  return (
    <article className="card card-text quarantined">
      <p>
        <strong>{why ?? reason}</strong>
      </p>
      {why !== undefined && <p className="mono quarantine-detail">{reason}</p>}
      <p className="muted">
        {words.times(format.integer(times))} · {words.last} {format.dateTime(lastAt)}
        {times > 1 && ` · ${words.first} ${format.dateTime(firstAt)}`}
      </p>
      <p>
        <span className="muted">{words.source}</span> <span className="mono">{source}</span>{' '}
        {topic !== '' && (
          <>
            <span className="muted">{words.topic}</span> <span className="mono">{topic}</span>{' '}
          </>
        )}
        {topic === '' && station !== undefined && (
          <>
            <span className="muted">{words.station}</span> <span className="mono">{station}</span>
          </>
        )}
      </p>
      <details>
        <summary>
          {words.payload} ({words.bytes(format.integer(message.payloadBytes))})
        </summary>
        <pre className="mono">{message.payloadPreview}</pre>
      </details>
    </article>
  );
}
