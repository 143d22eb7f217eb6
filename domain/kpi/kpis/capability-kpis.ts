import { defineKpi, type Term } from '../define-kpi.ts';

/** In half widths of the tolerance, so USL - LSL is 2. */
const tolerance: Term = { from: [], of: () => 2 };

/** The sample's standard deviation, s, with n - 1 degrees of freedom. */
const sampleDeviation: Term = {
  from: ['measuredCount', 'deviationSum', 'deviationSquareSum'],
  of: ({ measuredCount: n, deviationSum, deviationSquareSum }) =>
    n < 2 ? 0 : Math.sqrt(Math.max(deviationSquareSum - deviationSum ** 2 / n, 0) / (n - 1)),
};

/** The process's standard deviation, sigma hat: pooled within the subgroups. */
const processDeviation: Term = {
  from: ['withinSquareSum', 'withinFreedom'],
  of: ({ withinSquareSum, withinFreedom }) =>
    withinFreedom === 0 ? 0 : Math.sqrt(withinSquareSum / withinFreedom),
};

/** The distance from the mean to the nearer limit; negative when the mean is outside. */
const nearerLimit: Term = {
  from: ['measuredCount', 'deviationSum'],
  of: ({ measuredCount: n, deviationSum }) => (n === 0 ? 0 : 1 - Math.abs(deviationSum / n)),
};

function times(factor: number, term: Term): Term {
  return { from: term.from, of: (known) => factor * term.of(known) };
}

/** Whether a machine and a process keep within the limits of one characteristic. */
export const capabilityKpis = [
  defineKpi({
    id: 'machine_capability_index',
    name: 'Machine capability index',
    formula: 'Cm = (USL - LSL) / (6 x s)',
    unit: 'index',
    trend: 'up',
    factors: [[tolerance, times(6, sampleDeviation)]],
  }),
  defineKpi({
    id: 'critical_machine_capability_index',
    name: 'Critical machine capability index',
    formula: 'Cmk = min(USL - mean, mean - LSL) / (3 x s)',
    unit: 'index',
    min: null,
    trend: 'up',
    factors: [[nearerLimit, times(3, sampleDeviation)]],
  }),
  defineKpi({
    id: 'process_capability_index',
    name: 'Process capability index',
    formula: 'Cp = (USL - LSL) / (6 x sigma)',
    unit: 'index',
    trend: 'up',
    factors: [[tolerance, times(6, processDeviation)]],
  }),
  defineKpi({
    id: 'critical_process_capability_index',
    name: 'Critical process capability index',
    formula: 'Cpk = min(USL - mean, mean - LSL) / (3 x sigma)',
    unit: 'index',
    min: null,
    trend: 'up',
    factors: [[nearerLimit, times(3, processDeviation)]],
  }),
];
