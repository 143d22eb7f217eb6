import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AndonCall, GetAndonReply } from '../../../edge/api/contract/andon.ts';
import { getJson } from '../api/http.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useLineName, useStationName } from '../wall-tiles/use-station-name.ts';
import { PriorityMark } from './priority-mark.tsx';
import { useDescription } from './use-description.ts';
import { andonWords } from './words.ts';

const hourMs = 3_600_000;
const windowHours = [8, 24, 168] as const;
type WindowHours = (typeof windowHours)[number];
const limit = 200;

/** Calls that are over, with how long they waited and lasted. */
export function CallHistory() {
  const words = useWords(andonWords);
  const [hours, setHours] = useState<WindowHours>(8);
  const { nowMs } = useTick();
  // By the minute, or each second would be another question.
  const toMs = nowMs === undefined ? undefined : Math.ceil(nowMs / 60_000) * 60_000;
  const { data, error, refetch } = useQuery({
    queryKey: ['andon', hours, toMs],
    enabled: toMs !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const fromMs = (toMs ?? 0) - hours * hourMs;
      const asked = new URLSearchParams({ from: String(fromMs), limit: String(limit) });
      return getJson<GetAndonReply>(`/api/v1/andon?${asked}`, signal);
    },
  });
  return (
    <section className="card andon-history">
      <div className="row andon-history-head">
        <h2>{words.history}</h2>
        {windowHours.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === hours}
            onClick={() => setHours(one)}
          >
            {words.windows[one]}
          </button>
        ))}
        {data !== undefined && <Summary summary={data.summary} />}
      </div>
      {error !== null && data === undefined && (
        <ProblemNotice problem={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <div className="skeleton andon-skeleton" />}
      {data?.recent.length === 0 && <p className="andon-none muted">{words.historyNone}</p>}
      {data !== undefined && data.recent.length > 0 && <Calls calls={data.recent} />}
    </section>
  );
}

function Summary({ summary }: Pick<GetAndonReply, 'summary'>) {
  const words = useWords(andonWords);
  const format = useFormat();
  const { calls, responseMsMedian, resolveMsMedian } = summary;
  const median = (name: string, ms: number | null) =>
    ms === null ? '' : ` · ${words.median(name, format.duration(wholeSeconds(ms)))}`;
  return (
    <span className="muted">
      {words.summary(format.integer(calls))}
      {median(words.response, responseMsMedian)}
      {median(words.resolve, resolveMsMedian)}
    </span>
  );
}

function Calls({ calls }: { readonly calls: readonly AndonCall[] }) {
  const words = useWords(andonWords);
  const { when, what, where, who, solution } = words.columns;
  return (
    <div className="andon-table">
      <table>
        <thead>
          <tr>
            {[when, what, where, words.response, words.resolve, who, solution].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <Row key={call.incident} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ call }: { readonly call: AndonCall }) {
  const words = useWords(andonWords);
  const format = useFormat();
  const stationName = useStationName();
  const describe = useDescription();
  const lineName = useLineName();
  const { station, responseMs, resolveMs, eventSeq } = call;
  const duration = (ms: number | undefined) =>
    ms === undefined ? '—' : format.duration(wholeSeconds(ms));
  return (
    <tr>
      <td>
        <Link href={`/andon?events=${eventSeq}`} title={words.event}>
          {format.dateTime(call.at)}
        </Link>
      </td>
      <td className="andon-kind">
        <PriorityMark priority={call.priority} size={18} /> {words.categories[call.category]}
        {call.description !== undefined && (
          <span className="muted"> · {describe(call.description)}</span>
        )}
      </td>
      <td>
        {stationName(station)}
        <span className="muted"> · {lineName(station.slice(0, station.lastIndexOf('/')))}</span>
      </td>
      <td>{duration(responseMs)}</td>
      <td>{duration(resolveMs)}</td>
      <td>{call.acknowledgedBy ?? call.resolvedBy ?? '—'}</td>
      <td>{call.resolution !== undefined && describe(call.resolution)}</td>
    </tr>
  );
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1000)) * 1000;
}
