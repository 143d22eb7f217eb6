import { useRef } from 'react';
import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { type Definition, FormulaText, useKpiName } from './formula-text.tsx';
import { kpiWords } from './words.ts';
import './kpi.css';

type HeadlineProps = {
  readonly definitions: KpisReply['definitions'];
  readonly row: KpiRow;
  /** What it is held against; undefined while that is not known. */
  readonly before: KpiRow | undefined;
};

/** The OEE index and its three factors; each opens its formula with the numbers behind it. */
export function Headline({ definitions, row, before }: HeadlineProps) {
  const shown = ['oee_index', 'availability', 'effectiveness', 'quality_ratio'].flatMap(
    (id) => definitions.find((definition) => definition.id === id) ?? [],
  );
  return (
    <ul className="headline">
      {shown.map((definition, n) => (
        <li key={definition.id}>
          {n > 0 && <span className="headline-sign">{n === 1 ? '=' : '×'}</span>}
          <Figure definition={definition} row={row} before={before} isFirst={n === 0} />
        </li>
      ))}
    </ul>
  );
}

type FigureProps = {
  readonly definition: Definition;
  readonly row: KpiRow;
  readonly before: KpiRow | undefined;
  readonly isFirst: boolean;
};

function Figure({ definition, row, before, isFirst }: FigureProps) {
  const words = useWords(kpiWords);
  const format = useFormat();
  const nameOf = useKpiName();
  const dialog = useRef<HTMLDialogElement>(null);
  const answer = row.values[definition.id];
  const value = answer?.value ?? null;
  const was = before?.values[definition.id]?.value ?? null;
  const isTooFast = answer?.hints.includes('check_planned_cycle') === true;
  return (
    <>
      <button
        type="button"
        className={isFirst ? 'kpi-figure is-first' : 'kpi-figure'}
        onClick={() => dialog.current?.showModal()}
      >
        <span className="kpi-name">{nameOf(definition)}</span>
        <strong>{value === null ? '—' : format.percent(value)}</strong>
        <span className="kpi-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, Math.max(0, (value ?? 0) * 100))}%` }} />
        </span>
        <span className="muted">
          {value !== null && was !== null && words.versus(format.points(value - was))}
          {value === null && answer !== undefined && answer.missing.length > 0 && (
            <span className="ink-wait">
              {words.missing(answer.missing.map((name) => words.elements[name] ?? name).join('; '))}
            </span>
          )}
          {isTooFast && <span className="ink-wait"> {words.hints['check_planned_cycle']}</span>}
        </span>
      </button>
      <dialog ref={dialog} aria-label={nameOf(definition)} className="kpi-dialog">
        <h2>{nameOf(definition)}</h2>
        <FormulaText definition={definition} row={row} />
        <p className="muted">{words.clause(definition.clause)}</p>
        <form method="dialog">
          <button type="submit" className="primary">
            {words.close}
          </button>
        </form>
      </dialog>
    </>
  );
}
