import type { ElementName, Elements } from './elements.ts';

export type KpiUnit = 'ratio' | 'pieces_per_hour' | 'ms' | 'kilowatt_hours_per_piece' | 'index';

/** What a reader should look into before he believes a value. */
export type KpiHint =
  /** Faster than planned: the planned run time per item is too long. Never capped. */
  | 'check_planned_cycle'
  /** Pieces were made in breaks or outside shifts, whose time is in no denominator. */
  | 'produced_outside_planned_time'
  /** Part of the planned time is `no_data`; it counts as not producing. */
  | 'no_data'
  /** Part of the planned time is `clock_suspect`; it counts as not producing. */
  | 'clock_suspect'
  /** A ratio of parts is above 1: its counts contradict each other. */
  | 'check_counts';

export type KpiValue = {
  /** Unrounded. Null: undefined, because `missing` is unknown or `zero` is 0. Never 0 instead. */
  readonly value: number | null;
  readonly missing: readonly ElementName[];
  /** The elements of a denominator that is 0. */
  readonly zero: readonly ElementName[];
  readonly hints: readonly KpiHint[];
};

export type Kpi = {
  readonly id: string;
  /** As ISO 22400-2 calls it. */
  readonly name: string;
  /** The description in the standard that defines it. */
  readonly clause: string;
  /** In the standard's abbreviations; see docs/kpis.md. */
  readonly formula: string;
  readonly unit: KpiUnit;
  /** Null: none. Above the maximum a value is shown as it is, with a hint. */
  readonly range: { readonly min: number | null; readonly max: number | null };
  /** In which direction it is better. */
  readonly trend: 'up' | 'down';
  /** What it is computed from. */
  readonly elements: readonly ElementName[];
  readonly compute: (elements: Elements) => KpiValue;
};

/** An amount that a formula is made of, and the elements that it comes from. */
export type Term = {
  readonly from: readonly ElementName[];
  readonly of: (elements: Known) => number;
};
type Known = { readonly [E in ElementName]: number };

type Declaration = Pick<Kpi, 'id' | 'name' | 'formula' | 'unit' | 'trend'> & {
  readonly max?: number;
  readonly min?: number | null;
  /** A KPI is a product of fractions; a plain number has 1 below the line. */
  readonly factors: readonly (readonly [above: Term, below: Term])[];
  readonly scale?: number;
  readonly hints?: (elements: Elements, value: number | null) => readonly KpiHint[];
};

/** A KPI by its fractions. What is missing or 0 in any of them is said, all of it at once. */
export function defineKpi({ factors, scale = 1, hints, ...declaration }: Declaration): Kpi {
  const { min = 0, max = null, ...words } = declaration;
  const elements = [...new Set(factors.flat().flatMap(({ from }) => from))];
  return {
    ...words,
    clause: `ISO 22400-2:2014, "${words.name}"`,
    range: { min, max },
    elements,
    compute: (input) => {
      const missing = elements.filter((name) => typeof input[name] !== 'number');
      const known = input as Known; // Where nothing is missing; it is not read otherwise.
      const zero = missing.length > 0 ? none : zeroIn(factors, known);
      let value: number | null = null;
      if (missing.length === 0 && zero.length === 0) {
        value = scale;
        for (const [above, below] of factors) value = (value * above.of(known)) / below.of(known);
      }
      return {
        value,
        missing: missing.length > 0 ? missing : none,
        zero,
        hints: hints?.(input, value) ?? none,
      };
    },
  };
}

/** Shared, as most values lack nothing. */
const none: readonly never[] = [];

/** What of the denominators is 0, each element once. */
function zeroIn(factors: Declaration['factors'], known: Known): readonly ElementName[] {
  if (factors.every(([, below]) => below.of(known) !== 0)) return none;
  const zero = factors.flatMap(([, below]) => (below.of(known) === 0 ? below.from : none));
  return [...new Set(zero)];
}

/** The sum of elements. */
export function sumOf(...from: readonly ElementName[]): Term {
  const [only, ...more] = from;
  if (only !== undefined && more.length === 0) return { from, of: (known) => known[only] };
  return { from, of: (known) => from.reduce((sum, name) => sum + known[name], 0) };
}

export const one: Term = { from: [], of: () => 1 };

/** What makes a value based on time less sure. */
export function timeHints(elements: Elements): KpiHint[] {
  return [
    ...((elements.noDataTimeMs ?? 0) > 0 ? (['no_data'] as const) : []),
    ...((elements.clockSuspectTimeMs ?? 0) > 0 ? (['clock_suspect'] as const) : []),
  ];
}

/** What a value based on planned cycles and time may mean. */
export function cycleHints(elements: Elements): KpiHint[] {
  const { plannedRunTimeMs, actualProductionTimeMs, unplannedProductionTimeMs } = elements;
  const isFaster = (plannedRunTimeMs ?? 0) > (actualProductionTimeMs ?? Number.POSITIVE_INFINITY);
  return [
    ...(isFaster ? (['check_planned_cycle'] as const) : []),
    ...((unplannedProductionTimeMs ?? 0) > 0 ? (['produced_outside_planned_time'] as const) : []),
    ...timeHints(elements),
  ];
}

/** A part that is more than the whole. */
export function countHints(_elements: Elements, value: number | null): KpiHint[] {
  return value !== null && value > 1 ? ['check_counts'] : [];
}
