import { Fragment } from 'react';
import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { ScrollBox } from '../table/scroll-box.tsx';
import { lossesWords } from './words.ts';
import './hours.css';

export type HeatRow = {
  readonly line: string;
  readonly name: string;
  /** By hour, in order; undefined while it is asked for. */
  readonly hours: readonly KpiRow[] | undefined;
};

type HeatMapProps = { readonly rows: readonly HeatRow[]; readonly chosen: string };

const minuteMs = 60_000;

/** Which line lost how many minutes in which hour. */
export function HeatMap({ rows, chosen }: HeatMapProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const first = rows.find(({ hours }) => hours !== undefined)?.hours ?? [];
  return (
    <section className="card">
      <h2>{words.heat}</h2>
      <p className="card-text muted">{words.heatHint}</p>
      <ScrollBox label={words.heat}>
        <table className="heat">
          <thead>
            <tr>
              <th scope="col">{words.heatLine}</th>
              {first.map(({ from }) => (
                <th key={from} scope="col" className="number">
                  {format.minute(from)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, name, hours }) => (
              <tr key={line}>
                <th scope="row">{line === chosen ? <strong>{name}</strong> : name}</th>
                {(hours ?? []).map((row) => (
                  <Fragment key={row.from}>
                    <Cell row={row} />
                  </Fragment>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function Cell({ row }: { readonly row: KpiRow }) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const plannedMs = row.elements.plannedBusyTimeMs ?? 0;
  const oee = row.values['oee_index']?.value ?? null;
  if (plannedMs === 0) {
    return (
      <td className="number muted" title={words.noPlan}>
        –
      </td>
    );
  }
  const share = lostShareOf(row);
  const shade = Math.min(1, Math.max(0, share));
  return (
    <td className="number" title={oee === null ? undefined : words.oeeIs(format.percent(oee))}>
      <i style={{ opacity: shade * 0.75 }} aria-hidden="true" />
      <span>{format.integer((share * plannedMs) / minuteMs)}</span>
    </td>
  );
}

/** The planned time that made no good pieces; by availability alone where no cycle is planned. */
function lostShareOf({ values }: KpiRow): number {
  const index = values['oee_index'];
  if (typeof index?.value === 'number') return 1 - index.value;
  // Nothing was made: all of it is lost.
  if (index !== undefined && index.missing.length === 0) return 1;
  return 1 - (values['availability']?.value ?? 0);
}
