/**
 * The elements of ISO 22400-2 from which every KPI is computed: milliseconds, pieces, kilowatt hours.
 * The order is the order of reports. Abbreviations are the standard's, where it has one.
 */
export const elementNames = [
  // The partition of time, which `measureTime` measures; see time/measure-time.ts.
  'calendarTimeMs',
  'notScheduledTimeMs',
  'plannedOperationTimeMs',
  'breakTimeMs',
  'plannedStopTimeMs',
  'scheduledDownTimeMs',
  'engineeringTimeMs',
  'plannedBusyTimeMs',
  'actualProductionTimeMs',
  'actualSetupTimeMs',
  'actualDelayTimeMs',
  'actualDownTimeMs',
  'noDataTimeMs',
  'clockSuspectTimeMs',
  // Parts of the elements above.
  'microStopTimeMs',
  'failureTimeMs',
  'starvedTimeMs',
  'blockedTimeMs',
  'unplannedProductionTimeMs',
  // Failures and maintenance.
  'failureCount',
  'repairCount',
  'timeToRepairMs',
  'timeToFailureMs',
  'timeBetweenFailuresMs',
  'correctiveMaintenanceTimeMs',
  'plannedMaintenanceTimeMs',
  // Pieces.
  'producedQuantity',
  'goodQuantity',
  'scrapQuantity',
  'reworkQuantity',
  'plannedScrapQuantity',
  'firstStepQuantity',
  'inspectedParts',
  'goodParts',
  'integratedGoodQuantity',
  'equipmentProductionCapacity',
  /** The sum of PRU_i x PQ_i over the products. */
  'plannedRunTimeMs',
  // Orders and people.
  'orderExecutionTimeMs',
  'personnelWorkTimeMs',
  'personnelAttendanceTimeMs',
  // Material and energy.
  'consumedMaterialQuantity',
  'productionLossQuantity',
  'storageLossQuantity',
  'otherLossQuantity',
  'inventoryMs',
  'energyKilowattHours',
  // A measured characteristic; see capability.ts.
  'measuredCount',
  'deviationSum',
  'deviationSquareSum',
  'withinSquareSum',
  'withinFreedom',
] as const;

export type ElementName = (typeof elementNames)[number];

/**
 * What is known of a stretch of time, of a station, line, product or order. Absent: nothing of the
 * kind; adds nothing. Null: it is there, and how much is not known, so that no sum with it is known.
 */
export type Elements = { readonly [E in ElementName]?: number | null };

/** Nothing: `addElements(noElements, a)` is `a`. */
export const noElements: Elements = {};

/** The elements of both together. Associative and commutative, exact for integers up to 2^53. */
export function addElements(a: Elements, b: Elements): Elements {
  const sum: { [E in ElementName]?: number | null } = {};
  for (const name of elementNames) {
    const left = a[name];
    const right = b[name];
    if (left === undefined && right === undefined) continue;
    if (left === null || right === null) sum[name] = null;
    else sum[name] = (left ?? 0) + (right ?? 0);
  }
  return sum;
}

export function sumElements(parts: Iterable<Elements>): Elements {
  let sum = noElements;
  for (const part of parts) sum = addElements(sum, part);
  return sum;
}
