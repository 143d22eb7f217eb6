import { describe, expect, test } from 'vitest';
import { measureCapability } from '../../../domain/kpi/capability.ts';
import { type Elements, elementNames } from '../../../domain/kpi/elements.ts';
import { kpis } from '../../../domain/kpi/kpis.ts';
import { measureFirstPass, measurePieces } from '../../../domain/kpi/measure-pieces.ts';
import { kpi } from './build.ts';

const hourMs = 3_600_000;

/** A shift of 8 hours, 7.5 of them planned: every number chosen by hand. */
const shift: Elements = {
  calendarTimeMs: 8 * hourMs,
  plannedBusyTimeMs: 7.5 * hourMs,
  actualProductionTimeMs: 6 * hourMs,
  actualSetupTimeMs: 0.5 * hourMs,
  actualDelayTimeMs: 0.75 * hourMs,
  actualDownTimeMs: 0.25 * hourMs,
  noDataTimeMs: 0,
  clockSuspectTimeMs: 0,
  unplannedProductionTimeMs: 0,
  failureCount: 3,
  repairCount: 3,
  timeToRepairMs: 0.6 * hourMs,
  timeToFailureMs: 6.9 * hourMs,
  timeBetweenFailuresMs: 6.5 * hourMs,
  correctiveMaintenanceTimeMs: 0.6 * hourMs,
  plannedMaintenanceTimeMs: 0.4 * hourMs,
  producedQuantity: 1000,
  goodQuantity: 950,
  scrapQuantity: 20,
  reworkQuantity: 30,
  plannedScrapQuantity: 25,
  firstStepQuantity: 1040,
  inspectedParts: 990,
  goodParts: 940,
  integratedGoodQuantity: 960,
  equipmentProductionCapacity: 1250,
  plannedRunTimeMs: 1000 * 19_440,
  orderExecutionTimeMs: 10 * hourMs,
  personnelWorkTimeMs: 14 * hourMs,
  personnelAttendanceTimeMs: 16 * hourMs,
  consumedMaterialQuantity: 1200,
  productionLossQuantity: 120,
  storageLossQuantity: 60,
  otherLossQuantity: 60,
  inventoryMs: 8 * hourMs * 250,
  energyKilowattHours: 450,
  // 5 values at -0.2, -0.1, 0, 0.1, 0.2 of the half width: sum of squares 0.1, s = sqrt(0.1 / 4).
  measuredCount: 5,
  deviationSum: 0,
  deviationSquareSum: 0.1,
  withinSquareSum: 0.02,
  withinFreedom: 2,
};

describe('the KPIs', () => {
  test.each([
    ['worker_efficiency', 14 / 16],
    ['allocation_ratio', 7.25 / 10],
    ['throughput_rate', 100],
    ['allocation_efficiency', 7.25 / 7.5],
    ['utilization_efficiency', 6 / 7.25],
    ['availability', 6 / 7.5],
    ['effectiveness', 0.9],
    ['quality_ratio', 0.95],
    ['oee_index', 0.8 * 0.9 * 0.95],
    ['nee_index', (6.5 / 7.5) * 0.9 * 0.95],
    ['setup_rate', 0.5 / 6.5],
    ['technical_efficiency', 6 / 6.75],
    ['production_process_ratio', 0.6],
    ['actual_to_planned_scrap_ratio', 0.8],
    ['first_pass_yield', 940 / 990],
    ['scrap_ratio', 0.02],
    ['rework_ratio', 0.03],
    ['fall_off_ratio', 20 / 1040],
    ['machine_capability_index', 2 / (6 * Math.sqrt(0.025))],
    ['critical_machine_capability_index', 1 / (3 * Math.sqrt(0.025))],
    ['process_capability_index', 2 / (6 * 0.1)],
    ['critical_process_capability_index', 1 / (3 * 0.1)],
    ['comprehensive_energy_consumption', 0.45],
    ['inventory_turns', 4],
    ['finished_goods_ratio', 950 / 1200],
    ['integrated_goods_ratio', 0.8],
    ['production_loss_ratio', 0.1],
    ['storage_and_transportation_loss_ratio', 0.05],
    ['other_loss_ratio', 0.05],
    ['equipment_load_rate', 0.8],
    ['mtbf', 7_800_000],
    ['mttf', 8_280_000],
    ['mttr', 720_000],
    ['corrective_maintenance_ratio', 0.6],
  ])('of ISO 22400-2: %s', (id, expected) => {
    const { value, missing, zero, hints } = kpi(id, shift);
    expect(value).toBeCloseTo(expected, 10);
    expect({ missing, zero, hints }).toEqual({ missing: [], zero: [], hints: [] });
  });

  test('are the 34 of the standard, each once', () => {
    expect(kpis).toHaveLength(34);
    expect(new Set(kpis.map(({ id }) => id)).size).toBe(34);
  });

  test.each(kpis.map((each) => [each.id, each] as const))(
    '%s is undefined, not 0, without its elements, and says which; and where its denominator is 0',
    (_, { compute, elements }) => {
      expect(compute({})).toMatchObject({ value: null, missing: elements, zero: [] });
      for (const name of elements) {
        expect(compute({ ...shift, [name]: null })).toMatchObject({ value: null, missing: [name] });
      }
      const nothing = Object.fromEntries(elementNames.map((name) => [name, 0]));
      const { value, zero } = compute(nothing);
      expect(value).toBeNull();
      expect(zero.length).toBeGreaterThan(0);
    },
  );

  test('above 100 % are shown as they are, and say what to check', () => {
    const fast = { ...shift, plannedRunTimeMs: 1000 * 54_648 };
    expect(kpi('effectiveness', fast)).toMatchObject({
      value: 2.53,
      hints: ['check_planned_cycle'],
    });
    expect(kpi('oee_index', fast).hints).toEqual(['check_planned_cycle']);
    expect(kpi('quality_ratio', { ...shift, goodQuantity: 1001 })).toMatchObject({
      value: 1.001,
      hints: ['check_counts'],
    });
  });

  test('say that part of their time is unknown, or was not planned', () => {
    const unsure = {
      ...shift,
      noDataTimeMs: 1,
      clockSuspectTimeMs: 1,
      unplannedProductionTimeMs: 1,
    };
    expect(kpi('oee_index', unsure).hints).toEqual([
      'produced_outside_planned_time',
      'no_data',
      'clock_suspect',
    ]);
    expect(kpi('availability', unsure).hints).toEqual(['no_data', 'clock_suspect']);
  });
});

test('a product that was made without a planned run time leaves the whole unknown', () => {
  const known = { good: 9, reject: 1, plannedRunTimePerItemMs: 6000 };
  const unknown = { good: 1, reject: 0, plannedRunTimePerItemMs: null };
  expect(measurePieces([known, { ...unknown, good: 0 }])).toEqual({
    producedQuantity: 10,
    goodQuantity: 9,
    plannedRunTimeMs: 60_000,
  });
  const elements = { ...measurePieces([known, unknown]), actualProductionTimeMs: 70_000 };
  expect(kpi('effectiveness', elements)).toMatchObject({
    value: null,
    missing: ['plannedRunTimeMs'],
  });
});

test('capability is that of the textbook: limits 9.7 and 10.3, two subgroups', () => {
  // Mean 10.05; s = sqrt((0.15^2 + 0.05^2 + 0.05^2 + 0.15^2) / 3); within: (0.005 + 0.005) / 2.
  const elements = measureCapability({
    lowerLimit: 9.7,
    upperLimit: 10.3,
    subgroups: [
      [9.9, 10.0],
      [10.1, 10.2],
    ],
  });
  const s = Math.sqrt(0.05 / 3);
  const sigma = Math.sqrt(0.005);
  expect(kpi('machine_capability_index', elements).value).toBeCloseTo(0.6 / (6 * s), 10);
  expect(kpi('critical_machine_capability_index', elements).value).toBeCloseTo(0.25 / (3 * s), 10);
  expect(kpi('process_capability_index', elements).value).toBeCloseTo(0.6 / (6 * sigma), 10);
  expect(kpi('critical_process_capability_index', elements).value).toBeCloseTo(
    0.25 / (3 * sigma),
    10,
  );
});

test('a unit that failed and passed in one millisecond failed at first', () => {
  const inspection = { unit: 'U-1', atMs: 5 };
  const [failed, passed] = [
    { ...inspection, id: 'b', hasPassed: false },
    { ...inspection, id: 'a', hasPassed: true },
  ];
  for (const inspections of [
    [failed, passed],
    [passed, failed],
  ]) {
    expect(measureFirstPass(inspections, { fromMs: 0, toMs: 10 })).toEqual({
      inspectedParts: 1,
      goodParts: 0,
    });
  }
});
