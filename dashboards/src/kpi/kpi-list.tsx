import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { ScrollBox } from '../table/scroll-box.tsx';
import { type Definition, FormulaText, useKpiName } from './formula-text.tsx';
import { showValue } from './show-value.ts';
import { kpiWords } from './words.ts';
import './kpi.css';

type KpiListProps = { readonly reply: KpisReply; readonly row: KpiRow };

/** All KPIs: those with a value first, then the others with what they lack. */
export function KpiList({ reply, row }: KpiListProps) {
  const words = useWords(kpiWords);
  const format = useFormat();
  const isDefined = ({ id }: Definition) => typeof row.values[id]?.value === 'number';
  const known = reply.definitions.filter(isDefined);
  const others = reply.definitions.filter((definition) => !isDefined(definition));
  return (
    <details className="card kpi-list">
      <summary>{words.title}</summary>
      <Table label={words.title} definitions={known} row={row} />
      {others.length > 0 && (
        <>
          <h3>{words.undefinedOnes(format.integer(others.length))}</h3>
          <Table
            label={words.undefinedOnes(format.integer(others.length))}
            definitions={others}
            row={row}
          />
        </>
      )}
    </details>
  );
}

type TableProps = {
  readonly label: string;
  readonly definitions: readonly Definition[];
  readonly row: KpiRow;
};

function Table({ label, definitions, row }: TableProps) {
  const words = useWords(kpiWords);
  const format = useFormat();
  const nameOf = useKpiName();
  return (
    <ScrollBox label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col" className="number">
              {words.value}
            </th>
            <th scope="col">{words.formula}</th>
          </tr>
        </thead>
        <tbody>
          {definitions.map((definition) => (
            <tr key={definition.id}>
              <th scope="row" title={words.clause(definition.clause)}>
                {nameOf(definition)}
              </th>
              <td className="number">
                <strong>
                  {showValue(row.values[definition.id]?.value ?? null, definition.unit, {
                    format,
                    words,
                  })}
                </strong>
              </td>
              <td>
                <FormulaText definition={definition} row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
