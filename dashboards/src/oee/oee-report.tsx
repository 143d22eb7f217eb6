import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import type { LineStatus, LinesReply } from '../../../edge/api/contract/lines.ts';
import { go } from '../address.ts';
import { useFormat, useName, useText, useWords } from '../i18n/language.tsx';
import { Headline } from '../kpi/headline.tsx';
import { KpiList } from '../kpi/kpi-list.tsx';
import { useTick } from '../live/live.tsx';
import { Trend } from '../losses/trend.tsx';
import { WaterfallChart } from '../losses/waterfall-chart.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { type Asked, beforeParams, oeePath, windowParams } from './asked.ts';
import { ByWork } from './by-work.tsx';
import { type Ends, Files } from './files.tsx';
import { windowOf } from './presets.ts';
import { changeQuery, kpisQuery, type Params } from './queries.ts';
import { RangeBar } from './range-bar.tsx';
import { Comparison, HeatMaps, LossesAndStates } from './sections.tsx';
import { oeeWords } from './words.ts';

type OeeReportProps = {
  readonly asked: Asked;
  readonly site: LinesReply;
  readonly line: LineStatus;
  readonly nowMs: number;
};

const trendMs = 10 * 86_400_000;

export function OeeReport({ asked, site, line, nowMs }: OeeReportProps) {
  const name = useName();
  const params = windowParams(asked.window);
  const station: Params = asked.station === undefined ? [] : [['station', asked.station]];
  const isRunning = asked.window.kind === 'shift' && asked.window.shift === 'now';
  const kpis = useQuery(kpisQuery({ line: line.line, params: [...params, ...station], isRunning }));
  const { data } = kpis;
  const change = useQuery(
    changeQuery({
      line: line.line,
      params: data === undefined ? [] : [...params, ...beforeParams(asked.before, data)],
      isEnabled: data !== undefined,
      isRunning,
    }),
  );
  const against = change.data?.before;
  const before = useQuery(
    kpisQuery({
      line: line.line,
      params: against === undefined ? [] : [['from', against.from], ['to', against.to], ...station],
      isEnabled: against !== undefined,
    }),
  );
  const shifts = useShifts(line, station, data);
  const row = data?.rows[0];
  const nameOf = (path: string) => {
    const found = line.stations.find((each) => each.station === path);
    if (path === line.line) return name(line.name);
    return found === undefined ? path.slice(path.lastIndexOf('/') + 1) : name(found.name);
  };
  return (
    <>
      <RangeBar
        asked={asked}
        line={line.line}
        site={site}
        shifts={shifts}
        shown={data}
        against={against}
        nowMs={nowMs}
      />
      {kpis.error !== null && (
        <ProblemNotice problem={kpis.error} onRetry={() => void kpis.refetch()} />
      )}
      {kpis.error === null && data === undefined && <Computing />}
      {data !== undefined && row !== undefined && (
        <>
          <Shown reply={data} row={row} against={against} isRunning={isRunning} />
          <Headline definitions={data.definitions} row={row} before={before.data?.rows[0]} />
          <LossesAndStates asked={asked} line={line} reply={data} nameOf={nameOf}>
            <WaterfallChart row={row} />
          </LossesAndStates>
          <ByWork line={line.line} station={station} reply={data} isRunning={isRunning} />
          <Comparison change={change} nameOf={nameOf} />
          <HeatMaps site={site} line={line} reply={data} params={params} isRunning={isRunning} />
          <Trend
            rows={shifts}
            isChosen={(shift) => shift.from >= data.from && shift.to <= data.to}
            onChoose={(shift) =>
              go(oeePath({ ...asked, line: line.line, window: windowOf(shift) }))
            }
          />
          <KpiList reply={data} row={row} />
        </>
      )}
    </>
  );
}

/** Each shift up to the end of what is shown, or up to now. */
function useShifts(line: LineStatus, station: Params, shown: KpisReply | undefined) {
  const isPast = shown !== undefined && Date.parse(shown.to) < Date.parse(line.shift.to) - trendMs;
  const toMs = Date.parse(isPast ? shown.to : line.shift.to);
  const span: Params = [
    ['from', new Date(toMs - trendMs).toISOString()],
    ['to', new Date(toMs).toISOString()],
    ['by', 'shift'],
  ];
  const { data } = useQuery(kpisQuery({ line: line.line, params: [...span, ...station] }));
  return data?.rows ?? [];
}

type ShownProps = {
  readonly reply: KpisReply;
  readonly row: KpiRow;
  /** The time that it is held against, once it is known. */
  readonly against: Ends | undefined;
  readonly isRunning: boolean;
};

/** Which time it is, in full, and what it took of energy where meters report it. */
function Shown({ reply, row, against, isRunning }: ShownProps) {
  const text = useText();
  const words = useWords(oeeWords);
  const format = useFormat();
  const { shift } = row;
  const ends = `${format.dateTime(reply.from).slice(0, 16)} – ${format.dateTime(reply.to).slice(0, 16)}`;
  const energy = row.values['comprehensive_energy_consumption']?.value ?? null;
  return (
    <div className="row shown">
      <span>
        {words.shown(shift === undefined ? ends : `${text.app.shift(shift.id)}, ${ends}`)}
        {isRunning && <span className="muted"> · {words.running}</span>}
      </span>
      {energy !== null && <strong>{words.energy(format.decimal(energy))}</strong>}
      <Files reply={reply} row={row} against={against} />
    </div>
  );
}

/** A month takes the edge a moment: after two seconds it is said what is going on. */
function Computing() {
  const words = useWords(oeeWords);
  const { contact } = useTick();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 2000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={words.loading}>
      {isLong && contact === 'quiet' && <p>{words.slow}</p>}
      <div className="skeleton board-skeleton" />
    </div>
  );
}
