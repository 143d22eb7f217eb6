import type { Language } from '../api/contract/exports.ts';

/** What the files of OEE and losses say beside the words of KPIs and losses. */
export type OeeFileWords = typeof vi;

const vi = {
  title: 'OEE và tổn thất',
  kpis: 'Chỉ số ISO 22400-2',
  hours: 'Theo giờ',
  shifts: 'Theo ca',
  change: 'Vì sao OEE thay đổi',
  against: 'So với',
  kpi: 'Chỉ số',
  unit: 'Đơn vị',
  formula: 'Công thức',
  hint: 'Thiếu gì, lưu ý',
  missing: (what: string) => `Thiếu: ${what}`,
  zero: (what: string) => `Mẫu số bằng 0: ${what}`,
  shift: 'Ca',
  beforeTime: 'Mất lúc trước',
  afterTime: 'Mất lúc này',
  points: 'Điểm OEE',
  lostTime: 'Mất thêm',
  lostPieces: 'Mất thêm (cái)',
  running: 'Tạm tính: chưa hết thời gian này',
  /** A ratio and a time are written with theirs. */
  units: {
    ratio: '',
    ms: '',
    pieces_per_hour: 'cái/giờ',
    kilowatt_hours_per_piece: 'kWh/cái',
    index: '',
  } as Readonly<Record<string, string>>,
};

const en: OeeFileWords = {
  title: 'OEE and losses',
  kpis: 'KPIs of ISO 22400-2',
  hours: 'By hour',
  shifts: 'By shift',
  change: 'Why OEE changed',
  against: 'Against',
  kpi: 'KPI',
  unit: 'Unit',
  formula: 'Formula',
  hint: 'What is missing, what to look into',
  missing: (what) => `Missing: ${what}`,
  zero: (what) => `The denominator is 0: ${what}`,
  shift: 'Shift',
  beforeTime: 'Lost before',
  afterTime: 'Lost now',
  points: 'OEE points',
  lostTime: 'Lost beyond that',
  lostPieces: 'Lost beyond that (pieces)',
  running: 'Provisional: this time is not over',
  units: {
    ratio: '',
    ms: '',
    pieces_per_hour: 'pieces/h',
    kilowatt_hours_per_piece: 'kWh/piece',
    index: '',
  },
};

export const oeeFileWords: Readonly<Record<Language, OeeFileWords>> = { vi, en };
