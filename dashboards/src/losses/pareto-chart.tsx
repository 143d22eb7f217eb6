import { useState } from 'react';
import { Link } from 'wouter';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { Glyph, type Shape } from '../status/glyph.tsx';
import { type Loss, type Measure, type ParetoRow, paretoRows } from './pareto.ts';
import { lossesWords } from './words.ts';
import './pareto.css';

type ParetoChartProps = {
  readonly losses: readonly Loss[];
  readonly nameOf: (station: string) => string;
  /** The page of a station, where its stops are explained. */
  readonly stationPath: (station: string) => string;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
};

const rowsMax = 9;
const rowHeight = 38;

/** Losses by time or count with their cumulative share; a row chosen is what the timeline shows. */
export function ParetoChart({ losses, chosen, onChoose, nameOf, stationPath }: ParetoChartProps) {
  const words = useWords(lossesWords);
  const [measure, setMeasure] = useState<Measure>('time');
  const rows = paretoRows(losses, measure);
  const shown = rows.slice(0, rowsMax);
  const toExplain = [
    ...new Set(
      rows.flatMap(({ isUnexplained, loss }) => (isUnexplained ? (loss.cause ?? []) : [])),
    ),
  ];
  return (
    <section className="card">
      <h2>{words.pareto}</h2>
      <fieldset className="card-text row" aria-label={words.by}>
        {(['time', 'count'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={measure === each}
            onClick={() => setMeasure(each)}
          >
            {words.measures[each]}
          </button>
        ))}
      </fieldset>
      {rows.length === 0 && <p className="card-text muted">{words.noLosses}</p>}
      <div className="pareto">
        <ol>
          {shown.map((row) => (
            <Row
              key={row.key}
              row={row}
              measure={measure}
              isChosen={chosen === row.key}
              onChoose={() => onChoose(chosen === row.key ? undefined : row.key)}
              nameOf={nameOf}
            />
          ))}
        </ol>
        {shown.length > 1 && <Cumulative rows={shown} />}
      </div>
      {toExplain.length > 0 && (
        <p className="pareto-to-explain row">
          {words.explain}:
          {toExplain.map((station) => (
            <Link key={station} href={stationPath(station)}>
              {nameOf(station)}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

type RowProps = Pick<ParetoChartProps, 'nameOf'> & {
  readonly row: ParetoRow;
  readonly measure: Measure;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Row({ row, measure, isChosen, onChoose, nameOf }: RowProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const { timeClass, reason, cause } = row.loss;
  const other = measure === 'time' ? words.times(format.integer(row.loss.count)) : '';
  return (
    <li style={{ height: rowHeight }} className={row.isUnexplained ? 'unexplained' : undefined}>
      <button type="button" className="pareto-row" aria-pressed={isChosen} onClick={onChoose}>
        <span className="pareto-name">
          <Glyph shape={shapes[timeClass]} />
          <span>
            <ReasonName code={reason} timeClass={timeClass} isUnexplained={row.isUnexplained} />
            {cause !== undefined && (
              <span className="muted"> {words.ofStation(nameOf(cause))}</span>
            )}
          </span>
        </span>
        <span className="pareto-track" aria-hidden="true">
          <i style={{ width: `${row.share * 100}%` }} />
        </span>
        <span className="number">
          <strong>
            {measure === 'time'
              ? format.duration(row.amount)
              : words.times(format.integer(row.amount))}
          </strong>{' '}
          <span className="muted">{other}</span>
        </span>
        <span className="number muted pareto-share" title={words.cumulative}>
          {format.percent(row.cumulative)}
        </span>
      </button>
    </li>
  );
}

type ReasonNameProps = {
  readonly code: string | undefined;
  readonly timeClass: Loss['timeClass'];
  readonly isUnexplained: boolean;
};

function ReasonName({ code, timeClass, isUnexplained }: ReasonNameProps) {
  const words = useWords(lossesWords);
  const reasonOf = useStopReason();
  const kind = words.classes[timeClass];
  if (isUnexplained) return <strong>{`${words.unexplained} · ${kind}`}</strong>;
  if (code === undefined) return <>{kind}</>;
  return (
    <>
      {reasonOf(code)} <span className="muted">{kind}</span>
    </>
  );
}

/** The running sum over the bars, from the first row down to the last. */
function Cumulative({ rows }: { readonly rows: readonly ParetoRow[] }) {
  const words = useWords(lossesWords);
  const points = rows
    .map(({ cumulative }, n) => `${cumulative * 100},${(n + 0.5) * rowHeight}`)
    .join(' ');
  return (
    <div className="pareto-over" aria-hidden="true">
      <svg
        viewBox={`0 0 100 ${rows.length * rowHeight}`}
        preserveAspectRatio="none"
        style={{ height: rows.length * rowHeight }}
      >
        <title>{words.cumulative}</title>
        <polyline points={points} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}

const shapes: Readonly<Record<Loss['timeClass'], Shape>> = {
  production: 'producing',
  setup: 'setup',
  micro_stop: 'waiting',
  failure: 'unscheduled_down',
  delay: 'attention',
  starved: 'standby_starved',
  blocked: 'standby_blocked',
  waiting: 'waiting',
  scheduled_down: 'scheduled_down',
  engineering: 'engineering',
  not_scheduled: 'not_scheduled',
  no_data: 'no_data',
  clock_suspect: 'no_data',
};
