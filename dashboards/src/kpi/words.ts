import { defineWords } from '../i18n/words.ts';

/** What each KPI of ISO 22400-2 is called; in English as the standard does. */
const kpisVi: Readonly<Record<string, string>> = {
  worker_efficiency: 'Hiệu suất công nhân',
  allocation_ratio: 'Tỷ lệ phân bổ',
  throughput_rate: 'Tốc độ ra hàng',
  allocation_efficiency: 'Hiệu suất phân bổ',
  utilization_efficiency: 'Hiệu suất sử dụng',
  availability: 'Mức sẵn sàng (A)',
  effectiveness: 'Hiệu năng tốc độ (P)',
  oee_index: 'OEE, hiệu suất thiết bị tổng thể',
  nee_index: 'NEE, hiệu suất thiết bị thuần',
  setup_rate: 'Tỷ lệ chuyển đổi',
  technical_efficiency: 'Hiệu suất kỹ thuật',
  production_process_ratio: 'Tỷ lệ thời gian gia công',
  equipment_load_rate: 'Mức tải thiết bị',
  mtbf: 'MTBF, thời gian trung bình giữa hai sự cố',
  mttf: 'MTTF, thời gian trung bình đến sự cố',
  mttr: 'MTTR, thời gian sửa trung bình',
  corrective_maintenance_ratio: 'Tỷ lệ sửa chữa đột xuất',
  comprehensive_energy_consumption: 'Điện năng cho một sản phẩm',
  inventory_turns: 'Vòng quay tồn kho',
  quality_ratio: 'Tỷ lệ đạt (Q)',
  actual_to_planned_scrap_ratio: 'Phế phẩm thực tế so với kế hoạch',
  first_pass_yield: 'Đạt ngay lần đầu (FPY)',
  scrap_ratio: 'Tỷ lệ phế phẩm',
  rework_ratio: 'Tỷ lệ làm lại',
  fall_off_ratio: 'Tỷ lệ rơi rụng từ công đoạn đầu',
  finished_goods_ratio: 'Tỷ lệ thành phẩm trên vật tư',
  integrated_goods_ratio: 'Tỷ lệ hàng nhập kho trên vật tư',
  production_loss_ratio: 'Tỷ lệ hao hụt sản xuất',
  storage_and_transportation_loss_ratio: 'Tỷ lệ hao hụt lưu kho, vận chuyển',
  other_loss_ratio: 'Tỷ lệ hao hụt khác',
  machine_capability_index: 'Năng lực máy Cm',
  critical_machine_capability_index: 'Năng lực máy Cmk',
  process_capability_index: 'Năng lực quá trình Cp',
  critical_process_capability_index: 'Năng lực quá trình Cpk',
};

const elementsVi = {
  actualProductionTimeMs: 'thời gian chạy',
  actualSetupTimeMs: 'thời gian chuyển đổi',
  actualDelayTimeMs: 'thời gian dừng máy',
  plannedBusyTimeMs: 'thời gian kế hoạch',
  orderExecutionTimeMs: 'thời gian thực hiện lệnh (bắt đầu và hoàn thành lệnh)',
  personnelWorkTimeMs: 'giờ làm của công nhân',
  personnelAttendanceTimeMs: 'giờ có mặt của công nhân',
  producedQuantity: 'sản lượng',
  goodQuantity: 'số lượng đạt (máy đếm phải tách đạt và lỗi)',
  scrapQuantity: 'số lượng lỗi',
  reworkQuantity: 'số lượng làm lại',
  plannedScrapQuantity: 'phế phẩm kế hoạch',
  firstStepQuantity: 'sản lượng công đoạn đầu',
  inspectedParts: 'số được kiểm lần đầu',
  goodParts: 'số đạt lần đầu',
  integratedGoodQuantity: 'số hàng nhập kho',
  equipmentProductionCapacity: 'năng lực sản xuất của thiết bị',
  plannedRunTimeMs: 'chu kỳ kế hoạch của mọi mã hàng đã chạy',
  consumedMaterialQuantity: 'lượng vật tư tiêu hao',
  productionLossQuantity: 'lượng hao hụt sản xuất',
  storageLossQuantity: 'lượng hao hụt lưu kho',
  otherLossQuantity: 'lượng hao hụt khác',
  inventoryMs: 'tồn kho theo thời gian',
  energyKilowattHours: 'số đo điện năng',
  measuredCount: 'số đo của một đặc tính có hai giới hạn',
  deviationSum: 'số đo của một đặc tính có hai giới hạn',
  deviationSquareSum: 'số đo của một đặc tính có hai giới hạn',
  withinSquareSum: 'số đo của một đặc tính có hai giới hạn',
  withinFreedom: 'số đo của một đặc tính có hai giới hạn',
  failureCount: 'số lần sự cố',
  timeBetweenFailuresMs: 'thời gian giữa các sự cố',
  timeToFailureMs: 'thời gian chạy đến sự cố',
  timeToRepairMs: 'thời gian sửa',
  repairCount: 'số lần sửa xong',
  correctiveMaintenanceTimeMs: 'thời gian sửa đột xuất',
  plannedMaintenanceTimeMs: 'thời gian bảo trì kế hoạch',
  calendarTimeMs: 'thời gian theo lịch',
} as const;

const elementsEn: Readonly<Record<keyof typeof elementsVi, string>> = {
  actualProductionTimeMs: 'production time',
  actualSetupTimeMs: 'set-up time',
  actualDelayTimeMs: 'delay time',
  plannedBusyTimeMs: 'planned busy time',
  orderExecutionTimeMs: 'order execution time (starts and completions of orders)',
  personnelWorkTimeMs: 'working time of people',
  personnelAttendanceTimeMs: 'attendance of people',
  producedQuantity: 'produced quantity',
  goodQuantity: 'good quantity (the counter must tell good and rejected apart)',
  scrapQuantity: 'rejected quantity',
  reworkQuantity: 'reworked quantity',
  plannedScrapQuantity: 'planned scrap',
  firstStepQuantity: 'quantity of the first operation',
  inspectedParts: 'parts inspected for the first time',
  goodParts: 'parts good at first',
  integratedGoodQuantity: 'integrated good quantity',
  equipmentProductionCapacity: 'production capacity of the equipment',
  plannedRunTimeMs: 'planned cycle of every product that ran',
  consumedMaterialQuantity: 'consumed material',
  productionLossQuantity: 'production losses of material',
  storageLossQuantity: 'storage losses of material',
  otherLossQuantity: 'other losses of material',
  inventoryMs: 'inventory over time',
  energyKilowattHours: 'readings of an energy meter',
  measuredCount: 'values of a characteristic with both limits',
  deviationSum: 'values of a characteristic with both limits',
  deviationSquareSum: 'values of a characteristic with both limits',
  withinSquareSum: 'values of a characteristic with both limits',
  withinFreedom: 'values of a characteristic with both limits',
  failureCount: 'failures',
  timeBetweenFailuresMs: 'time between failures',
  timeToFailureMs: 'time to failure',
  timeToRepairMs: 'time to repair',
  repairCount: 'repairs',
  correctiveMaintenanceTimeMs: 'corrective maintenance time',
  plannedMaintenanceTimeMs: 'planned maintenance time',
  calendarTimeMs: 'calendar time',
};

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
    kpis: kpisVi,
    elements: elementsVi,
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
    elements: elementsEn,
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
