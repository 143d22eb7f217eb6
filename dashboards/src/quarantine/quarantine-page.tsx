import './quarantine.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import type { PageProps } from '../address.ts';
import { quarantineQuery } from '../api/queries.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { quarantineAsked, quarantinePath } from './asked.ts';
import { Filters } from './filters.tsx';
import { Kinds } from './kinds.tsx';
import { Unconfigured } from './unconfigured.tsx';
import { quarantineWords } from './words.ts';

/** What could not become events, and why. */
export function QuarantinePage({ address }: PageProps) {
  const text = useText();
  const words = useWords(quarantineWords);
  const asked = quarantineAsked(address.query);
  const { cursor, ...filters } = asked;
  const { data, error, refetch } = useQuery(quarantineQuery(asked));
  const { data: all } = useQuery(quarantineQuery({}));
  const kinds = all?.kinds ?? [];
  const isWhole = Object.keys(asked).length === 0;
  return (
    <div className="quarantine-page">
      <h1>{words.title}</h1>
      <p className="muted">{words.what}</p>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {isWhole && kinds.length > 0 && <Kinds kinds={kinds} />}
      {(!isWhole || kinds.length > 0) && (
        <Filters key={JSON.stringify(filters)} {...{ asked, kinds }} />
      )}
      {data?.messages.length === 0 && (
        <p className="notice card">{isWhole ? words.none : words.noneSuch}</p>
      )}
      {data?.messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {isWhole && <Unconfigured />}
      <p className="row no-print">
        {!isWhole && <Link href="/quarantine">{words.all}</Link>}
        {cursor !== undefined && <Link href={quarantinePath(filters)}>{words.newest}</Link>}
        {data?.cursor !== undefined && (
          <Link href={quarantinePath({ ...filters, cursor: data.cursor })}>{words.older}</Link>
        )}
      </p>
    </div>
  );
}

/** The edge sends so much of a payload. */
const previewBytes = 500;

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
        {message.payloadBytes > previewBytes && (
          <p className="muted">{words.beginning(format.integer(previewBytes))}</p>
        )}
        {message.payloadIs === 'bytes' && <p className="muted">{words.asBytes}</p>}
        <pre className="mono">{message.payloadPreview}</pre>
      </details>
    </article>
  );
}
