import './quarantine.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { PageProps } from '../address.ts';
import { quarantineQuery } from '../api/queries.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { type QuarantineAsked, quarantineAsked, quarantinePath } from './asked.ts';
import { Filters } from './filters.tsx';
import { Kinds } from './kinds.tsx';
import { Message } from './message.tsx';
import { settleWords } from './settle-words.ts';
import { Unconfigured } from './unconfigured.tsx';
import { quarantineWords } from './words.ts';

/** What could not become events, and why. */
export function QuarantinePage({ address }: PageProps) {
  const text = useText();
  const words = useWords(quarantineWords);
  const asked = quarantineAsked(address.query);
  const { cursor: _, ...filters } = asked;
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
      {isWhole && <Unconfigured />}
      {(!isWhole || kinds.length > 0) && (
        <Filters key={JSON.stringify(filters)} {...{ asked, kinds }} />
      )}
      {data?.messages.length === 0 && (
        <p className="notice card">{isWhole ? words.none : words.noneSuch}</p>
      )}
      {data?.messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      <Ways asked={asked} older={data?.cursor} settled={all?.settled ?? 0} />
    </div>
  );
}

type WaysProps = {
  readonly asked: QuarantineAsked;
  readonly older: string | undefined;
  readonly settled: number;
};

/** To older messages, and to those that are settled. */
function Ways({ asked, older, settled }: WaysProps) {
  const words = useWords(quarantineWords);
  const settle = useWords(settleWords);
  const format = useFormat();
  const { cursor, ...filters } = asked;
  return (
    <p className="row no-print">
      {Object.keys(asked).length > 0 && <Link href="/quarantine">{words.all}</Link>}
      {asked.state === undefined && settled > 0 && (
        <Link href={quarantinePath({ state: 'settled' })}>
          {settle.settledList(format.integer(settled))}
        </Link>
      )}
      {cursor !== undefined && <Link href={quarantinePath(filters)}>{words.newest}</Link>}
      {older !== undefined && (
        <Link href={quarantinePath({ ...filters, cursor: older })}>{words.older}</Link>
      )}
    </p>
  );
}
