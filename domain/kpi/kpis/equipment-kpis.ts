import { countHints, cycleHints, defineKpi, one, sumOf, timeHints } from '../define-kpi.ts';

const apt = sumOf('actualProductionTimeMs');
const aupt = sumOf('actualProductionTimeMs', 'actualSetupTimeMs');
const aubt = sumOf('actualProductionTimeMs', 'actualSetupTimeMs', 'actualDelayTimeMs');
const pbt = sumOf('plannedBusyTimeMs');
const aoet = sumOf('orderExecutionTimeMs');
const plannedRun = sumOf('plannedRunTimeMs');
const pq = sumOf('producedQuantity');
const gq = sumOf('goodQuantity');
const hourMs = 3_600_000;

/** How people and equipment use their time. */
export const equipmentKpis = [
  defineKpi({
    id: 'worker_efficiency',
    name: 'Worker efficiency',
    formula: 'APWT / APAT',
    unit: 'ratio',
    max: 1,
    trend: 'up',
    factors: [[sumOf('personnelWorkTimeMs'), sumOf('personnelAttendanceTimeMs')]],
    hints: countHints,
  }),
  defineKpi({
    id: 'allocation_ratio',
    name: 'Allocation ratio',
    formula: 'sum(AUBT) / AOET',
    unit: 'ratio',
    trend: 'up',
    factors: [[aubt, aoet]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'throughput_rate',
    name: 'Throughput rate',
    formula: 'PQ / AOET',
    unit: 'pieces_per_hour',
    trend: 'up',
    factors: [[pq, aoet]],
    scale: hourMs,
  }),
  defineKpi({
    id: 'allocation_efficiency',
    name: 'Allocation efficiency',
    formula: 'AUBT / PBT',
    unit: 'ratio',
    max: 1,
    trend: 'up',
    factors: [[aubt, pbt]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'utilization_efficiency',
    name: 'Utilization efficiency',
    formula: 'APT / AUBT',
    unit: 'ratio',
    max: 1,
    trend: 'up',
    factors: [[apt, aubt]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'availability',
    name: 'Availability',
    formula: 'APT / PBT',
    unit: 'ratio',
    max: 1,
    trend: 'up',
    factors: [[apt, pbt]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'effectiveness',
    name: 'Effectiveness',
    formula: 'sum(PRU_i x PQ_i) / APT',
    unit: 'ratio',
    trend: 'up',
    factors: [[plannedRun, apt]],
    hints: cycleHints,
  }),
  defineKpi({
    id: 'oee_index',
    name: 'Overall equipment effectiveness index',
    formula: 'Availability x Effectiveness x Quality ratio',
    unit: 'ratio',
    trend: 'up',
    factors: [
      [apt, pbt],
      [plannedRun, apt],
      [gq, pq],
    ],
    hints: cycleHints,
  }),
  defineKpi({
    id: 'nee_index',
    name: 'Net equipment effectiveness index',
    formula: 'AUPT / PBT x Effectiveness x Quality ratio',
    unit: 'ratio',
    trend: 'up',
    factors: [
      [aupt, pbt],
      [plannedRun, apt],
      [gq, pq],
    ],
    hints: cycleHints,
  }),
  defineKpi({
    id: 'setup_rate',
    name: 'Setup rate',
    formula: 'ASUT / AUPT',
    unit: 'ratio',
    max: 1,
    trend: 'down',
    factors: [[sumOf('actualSetupTimeMs'), aupt]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'technical_efficiency',
    name: 'Technical efficiency',
    formula: 'APT / (APT + ADET)',
    unit: 'ratio',
    max: 1,
    trend: 'up',
    factors: [[apt, sumOf('actualProductionTimeMs', 'actualDelayTimeMs')]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'production_process_ratio',
    name: 'Production process ratio',
    formula: 'sum(APT) / AOET',
    unit: 'ratio',
    trend: 'up',
    factors: [[apt, aoet]],
    hints: timeHints,
  }),
  defineKpi({
    id: 'equipment_load_rate',
    name: 'Equipment load rate',
    formula: 'PQ / EPC',
    unit: 'ratio',
    trend: 'up',
    factors: [[pq, sumOf('equipmentProductionCapacity')]],
  }),
  defineKpi({
    id: 'mtbf',
    name: 'Mean operating time between failures',
    formula: 'sum(TBF) / FE',
    unit: 'ms',
    trend: 'up',
    factors: [[sumOf('timeBetweenFailuresMs'), sumOf('failureCount')]],
  }),
  defineKpi({
    id: 'mttf',
    name: 'Mean time to failure',
    formula: 'sum(TTF) / FE',
    unit: 'ms',
    trend: 'up',
    factors: [[sumOf('timeToFailureMs'), sumOf('failureCount')]],
  }),
  defineKpi({
    id: 'mttr',
    name: 'Mean time to repair',
    formula: 'sum(TTR) / FE',
    unit: 'ms',
    trend: 'down',
    factors: [[sumOf('timeToRepairMs'), sumOf('repairCount')]],
  }),
  defineKpi({
    id: 'corrective_maintenance_ratio',
    name: 'Corrective maintenance ratio',
    formula: 'CMT / (CMT + PMT)',
    unit: 'ratio',
    max: 1,
    trend: 'down',
    factors: [
      [
        sumOf('correctiveMaintenanceTimeMs'),
        sumOf('correctiveMaintenanceTimeMs', 'plannedMaintenanceTimeMs'),
      ],
    ],
  }),
  defineKpi({
    id: 'comprehensive_energy_consumption',
    name: 'Comprehensive energy consumption',
    formula: 'E / PQ',
    unit: 'kilowatt_hours_per_piece',
    trend: 'down',
    factors: [[sumOf('energyKilowattHours'), pq]],
  }),
  defineKpi({
    id: 'inventory_turns',
    name: 'Inventory turns',
    formula: 'PQ / average inventory',
    unit: 'ratio',
    trend: 'up',
    // The average is the sum of inventory x time over the time.
    factors: [
      [pq, sumOf('inventoryMs')],
      [sumOf('calendarTimeMs'), one],
    ],
  }),
];
