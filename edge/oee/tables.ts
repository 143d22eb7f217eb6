import { hintWords, lossWords } from '../../domain/kpi/kpi-words.ts';
import { elementWords, kpiNamesVi } from '../../domain/kpi/standard-words.ts';
import type { Language } from '../api/contract/exports.ts';
import type { KpiRow } from '../api/contract/kpis.ts';
import type { OeeReportReply } from '../api/contract/oee-report.ts';
import {
  decimal,
  integer,
  left,
  percentOf,
  type ReportContext,
  reasonName,
  reportContext,
  right,
  type Section,
  stationName,
  tableOf,
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
    ...tableOf(definitions, [
      left(own.kpi, 36, ({ id, name }) => kpiName(id, name, language)),
      right(text.value, 14, ({ id }) => valueCell(id, values[id]?.value)),
      left(own.unit, 12, ({ unit }) => units[unit] ?? unit),
      left(text.formula, 34, ({ formula }) => formula),
      left(own.hint, 44, ({ id }) => remarkOf(values[id], { language, own })),
    ]),
  };
};

function kpiName(id: string, name: string, language: Language): string {
  return (language === 'vi' ? kpiNamesVi[id] : undefined) ?? name;
}

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
    ...tableOf(pareto, [
      left(text.part, 22, ({ timeClass }) => lossWords[timeClass][language]),
      left(text.reason, 28, ({ reason }) => reasonName(context, reason)),
      left(text.station, 22, ({ cause }) => stationName(context, cause)),
      right(text.count, 10, ({ count }) => integer(count)),
      right(text.duration, 14, ({ durationMs }) => ({ durationMs })),
      right(text.share, 10, ({ durationMs }) => percentOf(durationMs, plannedMs)),
    ]),
  };
};

const change: Make = ({ change: { contributions } }, context) => {
  const { language, text, own } = context;
  return {
    key: 'change',
    title: own.change,
    ...tableOf(contributions, [
      left(text.part, 22, ({ loss }) => lossWords[loss][language]),
      left(text.station, 24, ({ station }) => stationName(context, station)),
      right(own.beforeTime, 16, ({ beforeMs }) => ({ durationMs: Math.round(beforeMs) })),
      right(own.afterTime, 16, ({ afterMs }) => ({ durationMs: Math.round(afterMs) })),
      right(own.points, 12, ({ change: points }) => ({ percent: points })),
      right(own.lostTime, 18, ({ lostMs }) => ({ durationMs: Math.round(lostMs) })),
      right(own.lostPieces, 18, ({ lostPieces }) => decimal(lostPieces)),
    ]),
  };
};

const headKpis = ['oee_index', 'availability', 'effectiveness', 'quality_ratio'] as const;

const parts: Make = ({ parts: { rows, definitions } }, { language, text, own }) => {
  const isByShift = rows.some(({ shift }) => shift !== undefined) && !isHourly(rows);
  return {
    key: 'parts',
    title: isByShift ? own.shifts : own.hours,
    ...tableOf(rows, [
      left(text.from, 20, ({ from }) => ({ at: from })),
      left(text.to, 20, ({ to }) => ({ at: to })),
      left(own.shift, 14, ({ shift }) => shift && `${shift.date}/${shift.id}`),
      right(text.good, 10, ({ elements }) => integer(elements.goodQuantity)),
      right(text.reject, 10, ({ elements }) => integer(elements.scrapQuantity)),
      ...headKpis.map((id) => {
        const name = definitions.find((one) => one.id === id)?.name ?? id;
        const says = ({ values }: KpiRow) => valueCell(id, values[id]?.value);
        return right(kpiName(id, name, language), 14, says);
      }),
    ]),
  };
};

function isHourly(rows: readonly KpiRow[]): boolean {
  return rows.every(({ from, to }) => Date.parse(to) - Date.parse(from) <= 3_600_000);
}
