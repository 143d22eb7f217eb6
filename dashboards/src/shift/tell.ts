import { kpiWords } from '../../../domain/kpi/kpi-words.ts';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { useFormat, useSpeech } from '../i18n/language.tsx';

type Names = ShiftReportReply['names'];

/** How the report's names and figures are written. */
export function useTell(names: Names) {
  const { language } = useSpeech();
  const format = useFormat();
  const percents = new Intl.NumberFormat(format.locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const tenths = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 });
  const percent = (value: number) => percents.format(value).replace('-', '−');
  const duration = (ms: number) => `${ms < 0 ? '−' : ''}${longClock(Math.abs(ms))}`;
  return {
    ...format,
    percent,
    tenth: (value: number) => tenths.format(value).replace('-', '−'),
    /** `7:29:00` */
    clock: duration,
    station: (path: string) =>
      names.stations[path]?.[language] ?? path.slice(path.lastIndexOf('/') + 1),
    reason: (code: string) => names.reasons[code]?.[language] ?? code.replaceAll('_', ' '),
    kpi: (id: string) => kpiWords[id]?.[language] ?? id.replaceAll('_', ' '),
    /** A KPI's value in its unit; undefined where it has none. */
    value: (id: string, value: number | null | undefined): string | undefined => {
      if (value === null || value === undefined) return undefined;
      if (timed.has(id)) return duration(value);
      return plain.has(id) ? tenths.format(value) : percent(value);
    },
  };
}

export type Tell = ReturnType<typeof useTell>;

const timed = new Set(['mtbf', 'mttf', 'mttr']);
const plain = new Set([
  'throughput_rate',
  'comprehensive_energy_consumption',
  'machine_capability_index',
  'critical_machine_capability_index',
  'process_capability_index',
  'critical_process_capability_index',
]);

function longClock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
