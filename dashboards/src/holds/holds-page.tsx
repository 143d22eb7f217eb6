import './holds.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Hold, HoldsReply } from '../../../edge/api/contract/holds.ts';
import type { PageProps } from '../address.ts';
import { EventLink } from '../events/event-link.tsx';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Chip } from '../status/chips.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { coversOf } from './covers.ts';
import { ReleaseSheet } from './release-sheet.tsx';
import { type HoldState, holdsQuery } from './talk.ts';
import { holdsWords } from './words.ts';

const states: readonly HoldState[] = ['standing', 'ended', 'all'];

/** What is held and why, since when and by whom; and what was released. */
export function HoldsPage({ address }: PageProps) {
  const text = useText();
  const words = useWords(holdsWords);
  const asked = address.query.get('state');
  const state = states.find((one) => one === asked) ?? 'standing';
  const { data, error, refetch } = useQuery(holdsQuery(state));
  return (
    <div className="trace-page">
      <h1>{words.title}</h1>
      <p className="muted">{words.what}</p>
      <nav className="tabs no-print" aria-label={words.title}>
        {states.map((one) => (
          <Link
            key={one}
            href={one === 'standing' ? '/holds' : `/holds?state=${one}`}
            aria-current={one === state ? 'page' : undefined}
          >
            {words.states[one]}
          </Link>
        ))}
      </nav>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data !== undefined && <Listed reply={data} state={state} />}
    </div>
  );
}

function Listed({ reply, state }: { readonly reply: HoldsReply; readonly state: HoldState }) {
  const words = useWords(holdsWords);
  const format = useFormat();
  const [released, setReleased] = useState<string>();
  const leftOff = reply.total - reply.holds.length;
  if (reply.total === 0) {
    const none = { standing: words.none, ended: words.noneEnded, all: words.noneAtAll };
    return <p className="notice card">{none[state]}</p>;
  }
  return (
    <>
      {reply.holds.map((hold) => (
        <OneHold key={hold.hold} hold={hold} onRelease={() => setReleased(hold.hold)} />
      ))}
      {leftOff > 0 && <p className="muted">{words.leftOff(format.integer(leftOff))}</p>}
      {released !== undefined && (
        <ReleaseSheet hold={released} onClose={() => setReleased(undefined)} />
      )}
    </>
  );
}

type OneHoldProps = { readonly hold: Hold; readonly onRelease: () => void };

function OneHold({ hold, onRelease }: OneHoldProps) {
  const words = useWords(holdsWords);
  const format = useFormat();
  const { severity, reason, since, by, stands, eventSeqs, releases } = hold;
  return (
    <article className="card card-text one-hold">
      <p className="row">
        <Chip
          tone={stands ? 'wait' : 'quiet'}
          shape={stands ? 'hold' : 'fine'}
          word={words.states[stands ? 'standing' : 'ended']}
        />
        <strong>{reason}</strong>
        <span className="muted">{words.severities[severity]}</span>
        <span className="mono">{hold.hold}</span>
        {stands && (
          <button type="button" className="end no-print" onClick={onRelease}>
            {words.release}
          </button>
        )}
      </p>
      <p>
        <Covered hold={hold} />
      </p>
      <p className="muted">
        {words.by} {by} · {format.dateTime(since)} · <EventLink seqs={eventSeqs} />
      </p>
      {releases.map((release) => (
        <p key={release.eventSeq}>
          {words.releasedBy(release.by)} ·{' '}
          {release.objects === undefined
            ? words.all
            : words.ofThese(format.integer(release.objects))}{' '}
          · {words.dispositions[release.disposition]} · {release.reason}{' '}
          <span className="muted">
            {format.dateTime(release.at)} · <EventLink seqs={[release.eventSeq]} />
          </span>
        </p>
      ))}
    </article>
  );
}

function Covered({ hold }: Pick<OneHoldProps, 'hold'>) {
  const { selection, objects, heldObjects, named, stands } = hold;
  const words = useWords(holdsWords);
  const format = useFormat();
  if (selection !== undefined) {
    const { tracedFrom } = selection;
    const said = coversOf(selection, { words, format });
    if (tracedFrom === undefined) return said;
    return <Link href={tracePath(tracedFrom, { direction: 'forward' })}>{said}</Link>;
  }
  return (
    <>
      {words.listed(format.integer(objects))}
      {stands && heldObjects < objects && ` (${words.stillHeld(format.integer(heldObjects))})`}:{' '}
      {named.map((object, index) => (
        <span key={object}>
          {index > 0 && ', '}
          <Link className="mono" href={tracePath(object)}>
            {idOf(object)}
          </Link>
        </span>
      ))}
      {objects > named.length && ' …'}
    </>
  );
}
