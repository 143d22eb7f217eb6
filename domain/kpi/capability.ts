import type { Elements } from './elements.ts';

/** The values of one characteristic, in the order in which they were measured. */
export type CharacteristicSample = {
  readonly lowerLimit: number;
  readonly upperLimit: number;
  /** Subgroups of pieces made in succession: the spread inside them is the process's own. */
  readonly subgroups: readonly (readonly number[])[];
};

/**
 * The summable moments behind Cm, Cmk, Cp and Cpk. A value counts as its distance from the middle of the
 * limits in half widths: -1 and 1 are the limits. So the sums stay near 1, whatever the unit, and those of
 * one characteristic can be added. With limits that are not apart nothing is known.
 */
export function measureCapability(sample: CharacteristicSample): Elements {
  const { lowerLimit, upperLimit, subgroups } = sample;
  const halfWidth = (upperLimit - lowerLimit) / 2;
  if (!(halfWidth > 0)) return { measuredCount: null };
  const middle = (upperLimit + lowerLimit) / 2;
  const groups = subgroups.map((values) => values.map((value) => (value - middle) / halfWidth));
  const all = groups.flat();
  return {
    measuredCount: all.length,
    deviationSum: sum(all),
    deviationSquareSum: sum(all.map((deviation) => deviation ** 2)),
    withinSquareSum: sum(groups.map(squaresAroundMean)),
    withinFreedom: sum(groups.map(({ length }) => Math.max(length - 1, 0))),
  };
}

function squaresAroundMean(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
