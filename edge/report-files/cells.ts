import { kpiById } from '../../domain/kpi/kpis.ts';
import type { Language } from '../api/contract/exports.ts';
import type { LineReport, ShiftReportReply } from '../api/contract/report.ts';
import { type ReportWords, reportWords } from './words.ts';

/** A value with what it is, so that paper formats it and a spreadsheet gets the number itself. */
export type ReportCell =
  | string
  | undefined
  | { readonly integer: number }
  | { readonly decimal: number }
  | { readonly percent: number }
  | { readonly durationMs: number }
  | { readonly at: string }
  /** The time of day alone, on paper. */
  | { readonly time: string };

export type Section = {
  readonly key: SectionKey;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
};
export type SectionKey =
  | 'hours'
  | 'products'
  | 'time'
  | 'losses'
  | 'stops'
  | 'quality'
  | 'orders'
  | 'changeovers'
  | 'operators'
  | 'incidents'
  | 'changes'
  | 'because';

/** `share` is of the width of the page. */
export type ReportColumn = {
  readonly title: string;
  readonly share: number;
  readonly isNumber?: boolean;
};

export type ReportContext = {
  readonly language: Language;
  readonly text: ReportWords;
  readonly names: ShiftReportReply['names'];
};

export function reportContext(
  { names }: Pick<ShiftReportReply, 'names'>,
  language: Language,
): ReportContext {
  return { language, text: reportWords[language], names };
}

/** Makes a section of a line's report. */
export type Make = (line: LineReport, context: ReportContext) => Section;

export const left = (title: string, share: number): ReportColumn => ({ title, share });
export const right = (title: string, share: number): ReportColumn => ({
  title,
  share,
  isNumber: true,
});
export const integer = (value: number): ReportCell => ({ integer: value });
export const time = (iso: string | undefined): ReportCell =>
  iso === undefined ? undefined : { time: iso };

export function stationName({ names, language }: ReportContext, path: string): string {
  return names.stations[path]?.[language] ?? path.slice(path.lastIndexOf('/') + 1);
}

export function reasonName({ names, language }: ReportContext, code: string): string {
  return names.reasons[code]?.[language] ?? code.replaceAll('_', ' ');
}

/** A KPI's value in its unit. */
export function valueCell(id: string, value: number | null | undefined): ReportCell {
  if (value === null || value === undefined) return undefined;
  switch (kpiById.get(id)?.unit) {
    case 'ratio':
      return { percent: value };
    case 'ms':
      return { durationMs: value };
    default:
      return { decimal: value };
  }
}
