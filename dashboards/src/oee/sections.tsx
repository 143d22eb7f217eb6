import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { KpiChangeReply } from '../../../edge/api/contract/kpi-change.ts';
import type { KpisReply } from '../../../edge/api/contract/kpis.ts';
import type { LineStatus, LinesReply } from '../../../edge/api/contract/lines.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { ChangeTree } from '../losses/change-tree.tsx';
import { HeatMap } from '../losses/heat-map.tsx';
import { ParetoChart } from '../losses/pareto-chart.tsx';
import { lossesWords } from '../losses/words.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { type ChosenStop, StateTimeline } from '../states/state-timeline.tsx';
import { StopFacts } from '../states/stop-facts.tsx';
import { stationPath } from '../station/station-path.ts';
import type { Asked } from './asked.ts';
import { kpisQuery, lossesQuery, type Params, statesQuery } from './queries.ts';

type NameOf = (path: string) => string;

type ComparisonProps = {
  readonly change: UseQueryResult<KpiChangeReply>;
  readonly nameOf: NameOf;
};

export function Comparison({ change, nameOf }: ComparisonProps) {
  const { data, error, refetch } = change;
  if (error !== null) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <div className="skeleton board-skeleton" role="status" />;
  return <ChangeTree reply={data} nameOf={nameOf} />;
}

type LossesProps = {
  readonly asked: Asked;
  readonly line: LineStatus;
  readonly reply: KpisReply;
  readonly nameOf: NameOf;
  /** Stands beside the Pareto. */
  readonly children: ReactNode;
};

/** The losses and the states they are made of; a row of the first filters the second. */
export function LossesAndStates({ asked, line, reply, nameOf, children }: LossesProps) {
  const [filter, setFilter] = useState<string>();
  const [stop, setStop] = useState<ChosenStop>();
  const span: Params = [
    ['from', reply.from],
    ['to', reply.to],
  ];
  const station: Params = asked.station === undefined ? [] : [['station', asked.station]];
  const isRunning = asked.window.kind === 'shift' && asked.window.shift === 'now';
  const of = { line: line.line, isRunning };
  const losses = useQuery(lossesQuery({ ...of, params: [...span, ...station] }));
  const states = useQuery(statesQuery({ ...of, params: span }));
  const error = losses.error ?? states.error;
  const refetch = () => void Promise.all([losses.refetch(), states.refetch()]);
  if (losses.data === undefined || states.data === undefined) {
    return (
      <div className="oee-columns">
        {children}
        {error === null && <div className="skeleton board-skeleton" role="status" />}
        {error !== null && <ProblemNotice problem={error} onRetry={refetch} />}
      </div>
    );
  }
  const own = { place: line.line, spans: states.data.states };
  const others = states.data.stations.map((each) => ({ place: each.station, spans: each.states }));
  const rows = [own, ...others].filter(
    ({ place }) => asked.station === undefined || place === asked.station,
  );
  return (
    <>
      <div className="oee-columns">
        {children}
        <ParetoChart
          losses={losses.data.pareto.map((loss) =>
            // A station's own losses have no cause beside it.
            asked.station === undefined ? loss : { ...loss, cause: asked.station },
          )}
          nameOf={nameOf}
          stationPath={stationPath}
          chosen={filter}
          onChoose={setFilter}
        />
      </div>
      {filter !== undefined && <Filtered onClear={() => setFilter(undefined)} />}
      <StateTimeline
        rows={rows}
        from={states.data.from}
        to={states.data.to}
        timeZone={reply.timeZone}
        nameOf={nameOf}
        filter={filter}
        chosen={stop}
        onChoose={setStop}
      />
      {stop !== undefined && (
        <StopFacts
          stop={stop}
          line={line.line}
          nameOf={nameOf}
          stationPath={stationPath}
          onClose={() => setStop(undefined)}
        />
      )}
    </>
  );
}

function Filtered({ onClear }: { readonly onClear: () => void }) {
  const words = useWords(lossesWords);
  return (
    <p className="row">
      <button type="button" onClick={onClear}>
        {words.clear}
      </button>
    </p>
  );
}

type HeatMapsProps = {
  readonly site: LinesReply;
  readonly line: LineStatus;
  readonly reply: KpisReply;
  readonly params: Params;
  readonly isRunning: boolean;
};

const hoursMsMax = 26 * 3_600_000;
const linesMax = 20;

/** Every line of the plant in the same hours, so that a bad hour of one is seen beside the others. */
export function HeatMaps({ site, line, reply, isRunning }: HeatMapsProps) {
  const words = useWords(lossesWords);
  const name = useName();
  const isShort = Date.parse(reply.to) - Date.parse(reply.from) <= hoursMsMax;
  const hours: Params = [
    ['from', reply.from],
    ['to', reply.to],
    ['by', 'hour'],
  ];
  const others = site.lines.filter((each) => each.line !== line.line);
  const lines = [line, ...others].slice(0, linesMax);
  const replies = useQueries({
    queries: lines.map((each) =>
      kpisQuery({ line: each.line, params: hours, isEnabled: isShort, isRunning }),
    ),
  });
  if (!isShort) return <p className="muted">{words.perHourTooMany}</p>;
  const rows = lines.map((each, n) => ({
    line: each.line,
    name: name(each.name),
    hours: replies[n]?.data?.rows,
  }));
  return <HeatMap rows={rows} chosen={line.line} />;
}
