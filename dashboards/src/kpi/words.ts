import { elementWords, kpiNamesVi } from '../../../domain/kpi/standard-words.ts';
import { defineWords } from '../i18n/words.ts';

type KpiWords = {
  readonly kpis: Readonly<Record<string, string>> | undefined;
  readonly elements: Readonly<Record<string, string>>;
  readonly title: string;
  readonly name: string;
  readonly value: string;
  readonly formula: string;
  readonly undefinedOnes: (count: string) => string;
  readonly missing: (what: string) => string;
  readonly zero: (what: string) => string;
  readonly hints: Readonly<Record<string, string>>;
  readonly perHour: string;
  readonly perPiece: string;
  readonly clause: (clause: string) => string;
  readonly versus: (points: string) => string;
  readonly close: string;
  readonly unknown: string;
};

export const kpiWords = defineWords<KpiWords>({
  vi: {
    kpis: kpiNamesVi,
    elements: elementWords.vi,
    title: 'Mọi chỉ số ISO 22400-2, công thức và số thực tế',
    name: 'Chỉ số',
    value: 'Giá trị',
    formula: 'Công thức với số thực tế',
    undefinedOnes: (count) => `${count} chỉ số chưa tính được, và còn thiếu gì`,
    missing: (what) => `Thiếu: ${what}`,
    zero: (what) => `Mẫu số bằng 0: ${what}`,
    hints: {
      check_planned_cycle: 'Nhanh hơn kế hoạch: hãy kiểm tra chu kỳ kế hoạch',
      produced_outside_planned_time: 'Có sản phẩm làm ngoài giờ kế hoạch',
      no_data: 'Một phần thời gian mất tín hiệu, tính như không chạy',
      clock_suspect: 'Một phần thời gian có đồng hồ máy sai, tính như không chạy',
      check_counts: 'Phần lớn hơn tổng: hãy kiểm tra bộ đếm',
    },
    perHour: 'cái/giờ',
    perPiece: 'kWh/cái',
    clause: (clause) => `Theo ${clause}`,
    versus: (points) => `${points} so với trước`,
    close: 'Đóng',
    unknown: 'chưa có',
  },
  en: {
    kpis: undefined,
    elements: elementWords.en,
    title: 'Every KPI of ISO 22400-2 with its formula and numbers',
    name: 'KPI',
    value: 'Value',
    formula: 'Formula with its numbers',
    undefinedOnes: (count) => `${count} KPIs cannot be computed, and what they lack`,
    missing: (what) => `Missing: ${what}`,
    zero: (what) => `The denominator is 0: ${what}`,
    hints: {
      check_planned_cycle: 'Faster than planned: check the planned cycle',
      produced_outside_planned_time: 'Pieces were made outside planned time',
      no_data: 'Part of the time has no signal, and counts as not producing',
      clock_suspect: 'Part of the time has a wrong machine clock, and counts as not producing',
      check_counts: 'A part is more than its whole: check the counters',
    },
    perHour: 'pieces/h',
    perPiece: 'kWh/piece',
    clause: (clause) => `After ${clause}`,
    versus: (points) => `${points} against before`,
    close: 'Close',
    unknown: 'not known',
  },
});
