import { hintWords, kpiWords } from '../../domain/kpi/kpi-words.ts';
import type { LineReport } from '../api/contract/report.ts';
import { numbers } from '../files/numbers.ts';
import { type ReportCell, type ReportContext, valueCell } from './cells.ts';

/** One figure of a shift, with how it was worked out and what to look into. */
export type Figure = {
  readonly label: string;
  readonly value: ReportCell;
  readonly formula: string;
  readonly hints: readonly string[];
};

/** The figures that a shift is judged by, OEE first with its three factors. */
export function headFigures(line: LineReport, context: ReportContext): Figure[] {
  const { text } = context;
  const { integer, percent } = numbers(context.language);
  const { good, reject, planned } = line.output;
  return [
    {
      label: text.good,
      value: { integer: good },
      formula:
        planned === null
          ? text.targetMissing
          : `${text.planned} ${integer(planned)}${planned > 0 ? ` · ${percent(good / planned)}` : ''}`,
      hints: [],
    },
    { label: text.reject, value: { integer: reject }, formula: '', hints: [] },
    ...(['oee_index', 'availability', 'effectiveness', 'quality_ratio'] as const).map((id) =>
      kpiFigure(id, line, context),
    ),
  ];
}

/** The KPIs beside them that the log can tell. */
export function otherFigures(line: LineReport, context: ReportContext): Figure[] {
  const ids = [
    'first_pass_yield',
    'scrap_ratio',
    'rework_ratio',
    'throughput_rate',
    'mtbf',
    'mttr',
    'comprehensive_energy_consumption',
  ];
  const { energyKilowattHours } = line.elements;
  const energy: Figure[] =
    typeof energyKilowattHours !== 'number'
      ? []
      : [
          {
            label: `${context.text.energy} (kWh)`,
            value: { decimal: energyKilowattHours },
            formula: '',
            hints: [],
          },
        ];
  return [
    ...ids
      .filter((id) => typeof line.values[id]?.value === 'number')
      .map((id) => kpiFigure(id, line, context)),
    ...energy,
  ];
}

function kpiFigure(id: string, line: LineReport, context: ReportContext): Figure {
  const { language, text } = context;
  const told = line.values[id];
  return {
    label: kpiWords[id]?.[language] ?? id,
    value: valueCell(id, told?.value) ?? text.missing,
    formula: formulaOf(id, line, context),
    hints: (told?.hints ?? []).map((hint) => hintWords[hint]?.[language] ?? hint),
  };
}

/** The formula with its numbers. */
function formulaOf(id: string, { elements, values }: LineReport, context: ReportContext): string {
  const { text, language } = context;
  const { duration, integer, percent } = numbers(language);
  const of = (name: keyof typeof elements) => elements[name] ?? 0;
  const share = (kpi: string) => {
    const value = values[kpi]?.value;
    return typeof value === 'number' ? percent(value) : '—';
  };
  switch (id) {
    case 'oee_index':
      return `${share('availability')} × ${share('effectiveness')} × ${share('quality_ratio')}`;
    case 'availability':
      return text.ofTimes(
        duration(of('actualProductionTimeMs')),
        duration(of('plannedBusyTimeMs')),
      );
    case 'effectiveness':
      return text.ofCycles(
        typeof elements.plannedRunTimeMs === 'number' ? duration(elements.plannedRunTimeMs) : '—',
        duration(of('actualProductionTimeMs')),
      );
    case 'quality_ratio':
      return text.ofPieces(integer(of('goodQuantity')), integer(of('producedQuantity')));
    default:
      return '';
  }
}
