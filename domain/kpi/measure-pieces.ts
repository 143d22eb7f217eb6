import type { Interval } from '../calendar/shift.ts';
import type { Elements } from './elements.ts';

/** What was made of one product in the time that is asked for. */
export type ProductOutput = {
  readonly good: number;
  readonly reject: number;
  /** PRU of the product, by the target in force; null: nobody set one. */
  readonly plannedRunTimePerItemMs: number | null;
};

/**
 * The pieces of all products together; every product with its own planned run time. Where a product
 * that was made has none, the planned run time of the whole is unknown.
 */
export function measurePieces(products: Iterable<ProductOutput>): Elements {
  let good = 0;
  let produced = 0;
  let plannedRunTimeMs: number | null = 0;
  for (const product of products) {
    const made = product.good + product.reject;
    const { plannedRunTimePerItemMs: perItemMs } = product;
    good += product.good;
    produced += made;
    if (made === 0 || plannedRunTimeMs === null) continue;
    plannedRunTimeMs = perItemMs === null ? null : plannedRunTimeMs + made * perItemMs;
  }
  return { producedQuantity: produced, goodQuantity: good, plannedRunTimeMs };
}

/** A unit was inspected, as a step of its route or beside it. */
export type Inspection = {
  readonly id: string;
  readonly unit: string;
  readonly atMs: number;
  readonly hasPassed: boolean;
};

/**
 * Of each unit the first inspection ever, the only one that counts for the first pass yield: so all
 * of a unit's history must be in the list. Of two in one millisecond the failed one, then the id.
 */
export function firstInspections(inspections: Iterable<Inspection>): Inspection[] {
  const first = new Map<string, Inspection>();
  for (const inspection of inspections) {
    const known = first.get(inspection.unit);
    if (known === undefined || isBefore(inspection, known)) first.set(inspection.unit, inspection);
  }
  return [...first.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** IP and GP of the units whose first inspection was in the interval. */
export function measureFirstPass(
  inspections: Iterable<Inspection>,
  { fromMs, toMs }: Interval,
): Elements {
  const inside = firstInspections(inspections).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return {
    inspectedParts: inside.length,
    goodParts: inside.filter(({ hasPassed }) => hasPassed).length,
  };
}

function isBefore(a: Inspection, b: Inspection): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.hasPassed !== b.hasPassed) return b.hasPassed;
  return a.id < b.id;
}
