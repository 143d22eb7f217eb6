import { useEffect, useRef } from 'react';
import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { lossesWords } from './words.ts';
import './hours.css';

type TrendProps = {
  /** By shift, in order. */
  readonly rows: readonly KpiRow[];
  /** Whether a shift is in the time that the page is about. */
  readonly isChosen: (row: KpiRow) => boolean;
  readonly onChoose: (row: KpiRow) => void;
};

/** The OEE of the last shifts, one bar each, with what availability alone would allow behind it. */
export function Trend({ rows, isChosen, onChoose }: TrendProps) {
  const words = useWords(lossesWords);
  const end = useRef<HTMLOListElement>(null);
  const planned = rows.filter(isTold);
  useEffect(() => {
    const list = end.current;
    if (list !== null) list.scrollLeft = planned.length * shiftWidthMax;
  }, [planned.length]);
  const most = Math.max(1, ...planned.map(({ values }) => values['oee_index']?.value ?? 0));
  return (
    <section className="card">
      <h2>{words.trend}</h2>
      <p className="card-text muted">{words.trendHint}</p>
      <ol className="trend" ref={end}>
        {planned.map((row) => (
          <li key={row.from}>
            <Shift row={row} most={most} isChosen={isChosen(row)} onChoose={() => onChoose(row)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

const shiftWidthMax = 100;

/** Of a time before the plant had a signal there is nothing to show. */
function isTold({ elements }: KpiRow): boolean {
  return (elements.plannedBusyTimeMs ?? 0) > (elements.noDataTimeMs ?? 0);
}

type ShiftProps = {
  readonly row: KpiRow;
  readonly most: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Shift({ row, most, isChosen, onChoose }: ShiftProps) {
  const text = useText();
  const words = useWords(lossesWords);
  const format = useFormat();
  const oee = row.values['oee_index']?.value ?? null;
  const shift = row.shift === undefined ? '' : text.app.shift(row.shift.id);
  const day = format.dateTime(row.from).slice(0, 5);
  return (
    <button
      type="button"
      className="trend-shift"
      aria-pressed={isChosen}
      title={words.oeeIs(oee === null ? '—' : format.percent(oee))}
      onClick={onChoose}
    >
      <span className="trend-value">{oee === null ? '—' : format.percent(oee)}</span>
      <span className="trend-track">
        <i style={{ height: `${((oee ?? 0) / most) * 100}%` }} />
      </span>
      <span className="trend-name">{shift}</span>
      <span className="muted">{day}</span>
    </button>
  );
}
