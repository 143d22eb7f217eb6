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

/** A column with what it says of one thing that a table lists. */
export type Column<Row> = ReportColumn & { readonly says: (row: Row) => ReportCell };
type Says<Row> = Column<Row>['says'];

export function left<Row>(title: string, share: number, says: Says<Row>): Column<Row> {
  return { title, share, says };
}

export function right<Row>(title: string, share: number, says: Says<Row>): Column<Row> {
  return { title, share, isNumber: true, says };
}

/** The columns of a table, and a row for each thing that it lists. */
export function tableOf<Row>(list: readonly Row[], columns: readonly Column<Row>[]) {
  return { columns, rows: list.map((row) => columns.map(({ says }) => says(row))) };
}

type Told = number | null | undefined;
export const integer = (value: Told): ReportCell => known(value, { integer: value ?? 0 });
export const decimal = (value: Told): ReportCell => known(value, { decimal: value ?? 0 });
export const time = (iso: string | undefined): ReportCell => known(iso, { time: iso ?? '' });
/** Of nothing there is no part. */
export const percentOf = (part: number, whole: number): ReportCell =>
  whole === 0 ? undefined : { percent: part / whole };

function known(value: unknown, cell: ReportCell): ReportCell {
  return value === null || value === undefined ? undefined : cell;
}

/** Undefined where none is said. */
export function stationName(
  { names, language }: ReportContext,
  path: string | undefined,
): string | undefined {
  if (path === undefined) return undefined;
  return names.stations[path]?.[language] ?? path.slice(path.lastIndexOf('/') + 1);
}

/** Undefined where none is said. */
export function reasonName(
  { names, language }: ReportContext,
  code: string | undefined,
): string | undefined {
  if (code === undefined) return undefined;
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
