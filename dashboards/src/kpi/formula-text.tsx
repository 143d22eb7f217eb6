import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import type { Format } from '../format.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { type FormulaPart, formulaParts } from './formula.ts';
import { showValue } from './show-value.ts';
import { kpiWords } from './words.ts';

export type Definition = KpisReply['definitions'][number];

type FormulaTextProps = { readonly definition: Definition; readonly row: KpiRow };

/** A KPI's formula, the same with its numbers, what it lacks, and what to look into. */
export function FormulaText({ definition, row }: FormulaTextProps) {
  const words = useWords(kpiWords);
  const format = useFormat();
  const value = row.values[definition.id];
  const parts = formulaParts(definition.formula, row);
  const namesOf = (names: readonly string[]) =>
    [...new Set(names.map((name) => words.elements[name] ?? name))].join('; ');
  return (
    <div className="formula">
      <p className="mono">{definition.formula.replace(/ x /g, ' × ')}</p>
      {parts.some(({ kind }) => kind === 'amount') && (
        <p className="mono">
          ={' '}
          {parts.map((part) => (
            <Part key={part.at} part={part} unknown={words.unknown} format={format} />
          ))}{' '}
          = <strong>{showValue(value?.value ?? null, definition.unit, { format, words })}</strong>
        </p>
      )}
      {value !== undefined && value.missing.length > 0 && (
        <p className="ink-wait">{words.missing(namesOf(value.missing))}</p>
      )}
      {value !== undefined && value.zero.length > 0 && (
        <p className="muted">{words.zero(namesOf(value.zero))}</p>
      )}
      {value?.hints.map((hint) => (
        <p key={hint} className="ink-wait">
          {words.hints[hint] ?? hint}
        </p>
      ))}
    </div>
  );
}

type PartProps = {
  readonly part: FormulaPart;
  readonly unknown: string;
  readonly format: Format;
};

function Part({ part, unknown, format }: PartProps) {
  if (part.kind === 'text') return <>{part.text.replace(/ x /g, ' × ')}</>;
  const { value, of, name } = part;
  if (value === null) return <abbr title={name}>{unknown}</abbr>;
  const shown = { ms: format.duration, quantity: format.decimal, energy: format.decimal };
  return <abbr title={name}>{of === 'ratio' ? format.percent(value) : shown[of](value)}</abbr>;
}

/** What a KPI is called in the language of the page. */
export function useKpiName(): (definition: Pick<Definition, 'id' | 'name'>) => string {
  const { kpis } = useWords(kpiWords);
  return ({ id, name }) => kpis?.[id] ?? name;
}
