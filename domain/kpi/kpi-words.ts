import type { Bilingual } from '../plant.ts';
import type { ElementName } from './elements.ts';
import type { TimeClass } from './time/timeline.ts';

/** What planned work was lost with: the state of the line, or what its pieces tell. */
export type LossName = TimeClass | 'speed' | 'quality';

/** How people call what a moment counts as, and what a line loses its time with. */
export const lossWords: Readonly<Record<LossName, Bilingual>> = {
  production: { vi: 'Sản xuất', en: 'Production' },
  setup: { vi: 'Chuyển đổi', en: 'Setup' },
  micro_stop: { vi: 'Dừng ngắn', en: 'Micro-stops' },
  failure: { vi: 'Dừng sự cố', en: 'Failure' },
  delay: { vi: 'Dừng khác', en: 'Other delay' },
  starved: { vi: 'Chờ liệu', en: 'Starved' },
  blocked: { vi: 'Nghẽn đầu ra', en: 'Blocked' },
  waiting: { vi: 'Chờ', en: 'Waiting' },
  scheduled_down: { vi: 'Dừng kế hoạch', en: 'Planned stop' },
  engineering: { vi: 'Kỹ thuật', en: 'Engineering' },
  not_scheduled: { vi: 'Ngoài ca', en: 'Not scheduled' },
  no_data: { vi: 'Mất tín hiệu', en: 'No data' },
  clock_suspect: { vi: 'Nghi sai đồng hồ', en: 'Clock suspect' },
  speed: { vi: 'Chạy chậm', en: 'Speed' },
  quality: { vi: 'Hàng lỗi', en: 'Rejects' },
};

/** How people call the parts of the time; see the partition in docs/kpis.md. */
export const timeWords = {
  calendarTimeMs: { vi: 'Toàn bộ thời gian', en: 'Calendar time' },
  notScheduledTimeMs: { vi: 'Ngoài ca', en: 'Not scheduled' },
  breakTimeMs: { vi: 'Nghỉ giữa ca', en: 'Breaks' },
  plannedStopTimeMs: { vi: 'Dừng theo lịch', en: 'Planned stops' },
  scheduledDownTimeMs: { vi: 'Dừng kế hoạch', en: 'Scheduled down' },
  engineeringTimeMs: { vi: 'Kỹ thuật', en: 'Engineering' },
  plannedBusyTimeMs: { vi: 'Thời gian phải chạy (PBT)', en: 'Planned busy time (PBT)' },
  actualProductionTimeMs: { vi: 'Thời gian chạy thật (APT)', en: 'Actual production time (APT)' },
  actualSetupTimeMs: { vi: 'Chuyển đổi', en: 'Setup' },
  failureTimeMs: { vi: 'Dừng sự cố', en: 'Failures' },
  microStopTimeMs: { vi: 'Dừng ngắn', en: 'Micro-stops' },
  otherDelayTimeMs: { vi: 'Dừng khác', en: 'Other delays' },
  starvedTimeMs: { vi: 'Chờ liệu', en: 'Starved' },
  blockedTimeMs: { vi: 'Nghẽn đầu ra', en: 'Blocked' },
  waitingTimeMs: { vi: 'Chờ', en: 'Waiting' },
  noDataTimeMs: { vi: 'Mất tín hiệu', en: 'No data' },
  clockSuspectTimeMs: { vi: 'Nghi sai đồng hồ', en: 'Clock suspect' },
} as const satisfies Readonly<Partial<Record<ElementName | DerivedTime, Bilingual>>>;

/** Parts that the elements tell only together. */
type DerivedTime = 'otherDelayTimeMs' | 'waitingTimeMs';
export type TimePart = keyof typeof timeWords;

/** The KPIs that a shift is judged by, as people call them. */
export const kpiWords: Readonly<Partial<Record<string, Bilingual>>> = {
  oee_index: { vi: 'OEE', en: 'OEE' },
  availability: { vi: 'Mức sẵn sàng', en: 'Availability' },
  effectiveness: { vi: 'Hiệu suất', en: 'Effectiveness' },
  quality_ratio: { vi: 'Tỷ lệ đạt', en: 'Quality' },
  first_pass_yield: { vi: 'Đạt ngay lần đầu', en: 'First pass yield' },
  scrap_ratio: { vi: 'Tỷ lệ lỗi', en: 'Scrap ratio' },
  rework_ratio: { vi: 'Tỷ lệ làm lại', en: 'Rework ratio' },
  throughput_rate: { vi: 'Sản lượng mỗi giờ', en: 'Throughput' },
  mtbf: { vi: 'Chạy giữa hai sự cố (MTBF)', en: 'Time between failures (MTBF)' },
  mttr: { vi: 'Thời gian sửa (MTTR)', en: 'Time to repair (MTTR)' },
  setup_rate: { vi: 'Tỷ lệ chuyển đổi', en: 'Setup rate' },
  comprehensive_energy_consumption: { vi: 'Điện mỗi sản phẩm', en: 'Energy per piece' },
};

/** What a hint asks a reader to look into. */
export const hintWords: Readonly<Partial<Record<string, Bilingual>>> = {
  check_planned_cycle: {
    vi: 'nhanh hơn định mức: hãy kiểm tra thời gian định mức',
    en: 'faster than planned: check the planned cycle',
  },
  produced_outside_planned_time: {
    vi: 'có hàng làm ngoài giờ kế hoạch',
    en: 'pieces were made outside of planned time',
  },
  no_data: { vi: 'một phần thời gian mất tín hiệu', en: 'part of the time is unknown' },
  clock_suspect: { vi: 'đồng hồ của máy có thể sai', en: 'a clock may be wrong' },
  check_counts: { vi: 'các số đếm không khớp nhau', en: 'the counts contradict each other' },
};
