import type { Elements } from './true-time.ts';

type Fraction = readonly [above: readonly string[], below: readonly string[]];

const APT = 'actualProductionTimeMs';
const ASUT = 'actualSetupTimeMs';
const ADET = 'actualDelayTimeMs';
const PBT = 'plannedBusyTimeMs';
const AOET = 'orderExecutionTimeMs';
const [PQ, GQ, SQ] = ['producedQuantity', 'goodQuantity', 'scrapQuantity'];
const AUBT = [APT, ASUT, ADET];
const effectiveness: Fraction = [['plannedRunTimeMs'], [APT]];
const quality: Fraction = [[GQ], [PQ]];

/** The KPIs that the week supports, as products of quotients; sums above and below. */
export const trueKpis: Readonly<Record<string, readonly Fraction[]>> = {
  allocation_ratio: [[AUBT, [AOET]]],
  throughput_rate: [[[PQ], [AOET]]],
  allocation_efficiency: [[AUBT, [PBT]]],
  utilization_efficiency: [[[APT], AUBT]],
  availability: [[[APT], [PBT]]],
  effectiveness: [effectiveness],
  oee_index: [[[APT], [PBT]], effectiveness, quality],
  nee_index: [[[APT, ASUT], [PBT]], effectiveness, quality],
  setup_rate: [[[ASUT], [APT, ASUT]]],
  technical_efficiency: [[[APT], [APT, ADET]]],
  production_process_ratio: [[[APT], [AOET]]],
  mtbf: [[['timeBetweenFailuresMs'], ['failureCount']]],
  mttf: [[['timeToFailureMs'], ['failureCount']]],
  mttr: [[['timeToRepairMs'], ['repairCount']]],
  corrective_maintenance_ratio: [
    [['correctiveMaintenanceTimeMs'], ['correctiveMaintenanceTimeMs', 'plannedMaintenanceTimeMs']],
  ],
  comprehensive_energy_consumption: [[['energyKilowattHours'], [PQ]]],
  quality_ratio: [quality],
  first_pass_yield: [[['goodParts'], ['inspectedParts']]],
  scrap_ratio: [[[SQ], [PQ]]],
  rework_ratio: [[['reworkQuantity'], [PQ]]],
  fall_off_ratio: [[[SQ], ['firstStepQuantity']]],
};

/** The KPIs from true elements; null where one is unknown or there is nothing to divide by. */
export function kpisOf(elements: Elements): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(trueKpis).map(([id, fractions]) => {
      const sums = fractions.map((fraction) => fraction.map((names) => sumOf(names, elements)));
      const isDefined = sums.every(
        ([above, below]) => above !== null && below !== null && below !== 0,
      );
      const value = sums.reduce(
        (product, [above, below]) => (product * (above ?? 0)) / (below ?? 1),
        1,
      );
      const scale = id === 'throughput_rate' ? 3_600_000 : 1;
      return [id, isDefined ? value * scale : null];
    }),
  );
}

function sumOf(names: readonly string[], elements: Elements): number | null {
  return names.reduce<number | null>((sum, name) => {
    const value = elements[name] ?? null;
    return sum === null || value === null ? null : sum + value;
  }, 0);
}
