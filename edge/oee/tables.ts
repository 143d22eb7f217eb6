import { hintWords, lossWords } from '../../domain/kpi/kpi-words.ts';
import { elementWords, kpiNamesVi } from '../../domain/kpi/standard-words.ts';
import type { Language } from '../api/contract/exports.ts';
import type { KpiRow } from '../api/contract/kpis.ts';
import type { OeeReportReply } from '../api/contract/oee-report.ts';
import {
  integer,
  left,
  type ReportCell,
  type ReportContext,
  reasonName,
  reportContext,
  right,
  type Section,
  stationName,
  valueCell,
} from '../report-files/cells.ts';
import { type OeeFileWords, oeeFileWords } from './words.ts';

export type OeeTable = Omit<Section, 'key'> & {
  readonly key: 'kpis' | 'parts' | 'losses' | 'change';
};

type Context = ReportContext & {
  readonly own: OeeFileWords;
  readonly units: Readonly<Record<string, string>>;
};
type Make = (reply: OeeReportReply, context: Context) => OeeTable;

/** What the page shows, in tables, in its order. `units`: how units are named, where not as in the API. */
export function oeeTables(
  reply: OeeReportReply,
  language: Language,
  units: Readonly<Record<string, string>>,
): OeeTable[] {
  const context = { ...reportContext(reply, language), own: oeeFileWords[language], units };
  return [kpis, losses, change, parts].map((make) => make(reply, context));
}

const kpis: Make = ({ kpis: { definitions, rows } }, { language, text, own, units }) => {
  const values = rows[0]?.values ?? {};
  return {
    key: 'kpis',
    title: own.kpis,
    columns: [
      left(own.kpi, 36),
      right(text.value, 14),
      left(own.unit, 12),
      left(text.formula, 34),
      left(own.hint, 44),
    ],
    rows: definitions.map(({ id, name, unit, formula }) => [
      (language === 'vi' ? kpiNamesVi[id] : undefined) ?? name,
      valueCell(id, values[id]?.value),
      units[unit] ?? unit,
      formula,
      remarkOf(values[id], { language, own }),
    ]),
  };
};

/** Why there is no value, and what to look into. */
function remarkOf(
  value: KpiRow['values'][string] | undefined,
  { language, own }: Pick<Context, 'language' | 'own'>,
): string {
  const { missing = [], zero = [], hints = [] } = value ?? {};
  const named = (names: readonly string[]) =>
    [...new Set(names.map((name) => elementWords[language][name] ?? name))].join(', ');
  return [
    ...(missing.length === 0 ? [] : [own.missing(named(missing))]),
    ...(zero.length === 0 ? [] : [own.zero(named(zero))]),
    ...hints.map((hint) => hintWords[hint]?.[language] ?? hint),
  ].join(' · ');
}

const losses: Make = ({ losses: { pareto }, kpis: { rows } }, context) => {
  const { language, text } = context;
  const plannedMs = rows[0]?.elements.plannedBusyTimeMs ?? 0;
  return {
    key: 'losses',
    title: text.losses,
    columns: [
      left(text.part, 22),
      left(text.reason, 28),
      left(text.station, 22),
      right(text.count, 10),
      right(text.duration, 14),
      right(text.share, 10),
    ],
    rows: pareto.map(({ timeClass, reason, cause, count, durationMs }) => [
      lossWords[timeClass][language],
      reason === undefined ? undefined : reasonName(context, reason),
      cause === undefined ? undefined : stationName(context, cause),
      integer(count),
      { durationMs },
      plannedMs === 0 ? undefined : { percent: durationMs / plannedMs },
    ]),
  };
};

const change: Make = ({ change: { contributions } }, context) => {
  const { language, text, own } = context;
  return {
    key: 'change',
    title: own.change,
    columns: [
      left(text.part, 22),
      left(text.station, 24),
      right(own.beforeTime, 16),
      right(own.afterTime, 16),
      right(own.points, 12),
      right(own.lostTime, 18),
      right(own.lostPieces, 18),
    ],
    rows: contributions.map(({ station, loss, beforeMs, afterMs, ...rest }) => [
      lossWords[loss][language],
      stationName(context, station),
      { durationMs: Math.round(beforeMs) },
      { durationMs: Math.round(afterMs) },
      { percent: rest.change },
      { durationMs: Math.round(rest.lostMs) },
      rest.lostPieces === null ? undefined : { decimal: rest.lostPieces },
    ]),
  };
};

const headKpis = ['oee_index', 'availability', 'effectiveness', 'quality_ratio'] as const;

const parts: Make = ({ parts: { rows, definitions } }, { language, text, own }) => {
  const isByShift = rows.some(({ shift }) => shift !== undefined) && !isHourly(rows);
  return {
    key: 'parts',
    title: isByShift ? own.shifts : own.hours,
    columns: [
      left(text.from, 20),
      left(text.to, 20),
      left(own.shift, 14),
      right(text.good, 10),
      right(text.reject, 10),
      ...headKpis.map((id) => {
        const name = definitions.find((one) => one.id === id)?.name ?? id;
        return right((language === 'vi' ? kpiNamesVi[id] : undefined) ?? name, 14);
      }),
    ],
    rows: rows.map(({ from, to, shift, elements, values }): ReportCell[] => [
      { at: from },
      { at: to },
      shift && `${shift.date}/${shift.id}`,
      countOf(elements.goodQuantity),
      countOf(elements.scrapQuantity),
      ...headKpis.map((id) => valueCell(id, values[id]?.value)),
    ]),
  };
};

function isHourly(rows: readonly KpiRow[]): boolean {
  return rows.every(({ from, to }) => Date.parse(to) - Date.parse(from) <= 3_600_000);
}

function countOf(count: number | null | undefined): ReportCell {
  return typeof count === 'number' ? integer(count) : undefined;
}
