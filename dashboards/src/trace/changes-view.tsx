import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link } from 'wouter';
import type { TraceChangesReply } from '../../../edge/api/contract/trace-changes.ts';
import { goInPlace } from '../address.ts';
import { changesQuery } from '../api/queries.ts';
import { EventLink } from '../events/event-link.tsx';
import { eventNames } from '../i18n/event-names.ts';
import { useFormat, useName } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { idOf } from '../object-ref.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { askedToWall, msToWall, wallToMs } from '../zone.ts';
import { type TracePlace, tracePath } from './trace-place.ts';
import { useTraceText } from './words.ts';

const shownMax = 500;

/** What the same question was answered at an earlier time, and which events changed the answer. */
export function ChangesView({ place }: { readonly place: TracePlace }) {
  const text = useTraceText();
  const { object, direction, since } = place;
  const changes = useQuery(changesQuery(object, direction, since));
  return (
    <section className="card">
      <SinceForm place={place} />
      {changes.isError && (
        <ProblemNotice problem={changes.error} onRetry={() => void changes.refetch()} />
      )}
      {changes.isLoading && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {changes.data !== undefined && <Changes reply={changes.data} />}
    </section>
  );
}

function SinceForm({ place }: { readonly place: TracePlace }) {
  const text = useTraceText();
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { nowMs = Date.now() } = useTick();
  const hourAgo = () => msToWall(nowMs - 3_600_000, timeZone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wall = String(new FormData(event.currentTarget).get('since') ?? '');
    const since = new Date(wallToMs(wall, timeZone)).toISOString();
    goInPlace(tracePath(place.object, { ...place, since }));
  };
  return (
    <form className="row table-bar no-print" onSubmit={submit}>
      <MomentField
        key={place.since}
        name="since"
        label={text.changes.title}
        isInline
        required
        defaultValue={place.since === undefined ? hourAgo() : askedToWall(place.since, timeZone)}
      />
      <button type="submit" className="primary">
        {text.changes.show}
      </button>
    </form>
  );
}

function Changes({ reply }: { readonly reply: TraceChangesReply }) {
  const text = useTraceText();
  const format = useFormat();
  const { before, now, changes } = reply;
  return (
    <div className="card-text">
      {(['before', 'now'] as const).map((side) => {
        const { asOf, summary } = side === 'now' ? now : before;
        return (
          <p key={side}>
            {side === 'now' ? text.changes.now : text.changes.before}{' '}
            <span className="muted">{format.dateTime(asOf.at)}</span>:{' '}
            <strong>{format.integer(summary.units)}</strong> {text.summary.units} ·{' '}
            {format.integer(summary.containers)} {text.summary.containers} ·{' '}
            {format.integer(summary.shipments)} {text.summary.shipments}
          </p>
        );
      })}
      {changes.length === 0 ? <p>{text.changes.none}</p> : <Details reply={reply} />}
    </div>
  );
}

function Details({ reply: { causes, changes, direction } }: { readonly reply: TraceChangesReply }) {
  const text = useTraceText();
  const format = useFormat();
  const name = useName();
  const nameOf = (type: string) => {
    const known = Object.entries(eventNames).find(([one]) => one === type)?.[1];
    return known === undefined ? type : name(known);
  };
  return (
    <>
      <h3>{text.changes.causes}</h3>
      <ul className="history">
        {causes.map(({ eventSeq, type, at, recordedAt, reason, added, removed, changed }) => (
          <li key={eventSeq}>
            <p>
              {format.dateTime(at)} <strong>{nameOf(type)}</strong>{' '}
              <span className="muted">
                <EventLink seqs={[eventSeq]} />, {text.panel.recorded(format.dateTime(recordedAt))}
              </span>{' '}
              {reason}
            </p>
            <p>
              {text.changes.cause(
                format.integer(added),
                format.integer(removed),
                format.integer(changed),
              )}
            </p>
          </li>
        ))}
      </ul>
      <ul className="points">
        {changes.slice(0, shownMax).map(({ object, before, now, because }) => (
          <li key={object}>
            <Link className="mono" href={tracePath(object, { direction })}>
              {idOf(object)}
            </Link>{' '}
            {before === undefined ? text.changes.added : text.certainties[before]} →{' '}
            {now === undefined ? text.changes.removed : text.certainties[now]}{' '}
            {because !== undefined && (
              <span className="muted">
                <EventLink seqs={[because]} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {changes.length > shownMax && (
        <p className="muted">{text.summary.moreItems(format.integer(changes.length - shownMax))}</p>
      )}
    </>
  );
}
