import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { LineStatus, StationStatus } from '../../../edge/api/contract/lines.ts';
import type { PageProps } from '../address.ts';
import { AwayStation } from '../away/away-station.tsx';
import { useText, useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import type { Stop } from '../stops/choices.ts';
import { ReasonSheet } from '../stops/reason-sheet.tsx';
import { StopList } from '../stops/stop-list.tsx';
import { CallHelp } from './call-help.tsx';
import { Entries } from './entries.tsx';
import { NowCard } from './now-card.tsx';
import { stopsQuery } from './queries.ts';
import { StationBar } from './station-bar.tsx';
import { useStationTalk } from './use-station-talk.ts';
import { stationWords } from './words.ts';
import './station.css';

/** A tablet at one station: what it does, what it lacks a reason for, and how to get help. */
export function StationPage({ address }: PageProps) {
  const words = useWords(stationWords);
  const site = useSite();
  const path = address.steps[1] ?? '';
  if (site === undefined) return <AwayStation station={path} />;
  const line = site.lines.find(({ stations }) => stations.some((each) => each.station === path));
  const station = line?.stations.find((each) => each.station === path);
  if (line === undefined || station === undefined) {
    return (
      <div className="notice card">
        <h1>{words.noStation}</h1>
        <p>{words.noStationWhy}</p>
        <p>
          <Link href="/station">{words.toChooser}</Link>
        </p>
      </div>
    );
  }
  return <Station key={path} line={line} station={station} />;
}

type StationProps = { readonly line: LineStatus; readonly station: StationStatus };

function Station({ line, station }: StationProps) {
  const text = useText();
  const { contact } = useTick();
  const talk = useStationTalk(station.station);
  const [chosen, setChosen] = useState<Stop>();
  const { data, error, refetch } = useQuery(stopsQuery(station.station, line.shift.from));
  return (
    <div className="station-page">
      <StationBar talk={talk} />
      <div className="station-columns">
        <div className="station-side">
          <NowCard line={line} station={station} isLost={contact === 'unknown'} />
          <CallHelp
            station={station.station}
            operator={talk.operator.id}
            now={talk.now}
            isConnected={contact === 'quiet'}
          />
        </div>
        <div className="station-main">
          <Entries talk={talk} />
          {data !== undefined && (
            <StopList reply={data} entries={talk.outbox.entries} onChoose={setChosen} />
          )}
          {data === undefined && error === null && (
            <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
          )}
          {data === undefined && error !== null && (
            <ProblemNotice problem={error} onRetry={() => void refetch()} />
          )}
        </div>
      </div>
      {chosen !== undefined && data !== undefined && (
        <ReasonSheet
          stop={chosen}
          stops={data.stops}
          reasons={data.reasons}
          chosen={talk.recent}
          onSay={(said) => {
            talk.classify(said);
            setChosen(undefined);
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
