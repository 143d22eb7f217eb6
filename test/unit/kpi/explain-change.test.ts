import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumElements } from '../../../domain/kpi/elements.ts';
import { explainChange } from '../../../domain/kpi/explain-change.ts';
import { kpi, minuteMs } from './build.ts';

/** A shift of 400 planned minutes; pieces of a minute. */
function shift({ produced = 300, good = 300, failure = 0, micro = 0, setup = 0, starved = 0 }) {
  const lost = failure + micro + setup + starved;
  return {
    plannedBusyTimeMs: 400 * minuteMs,
    actualProductionTimeMs: (400 - lost) * minuteMs,
    actualSetupTimeMs: setup * minuteMs,
    actualDelayTimeMs: (failure + micro) * minuteMs,
    microStopTimeMs: micro * minuteMs,
    failureTimeMs: failure * minuteMs,
    actualDownTimeMs: starved * minuteMs,
    starvedTimeMs: starved * minuteMs,
    plannedRunTimeMs: produced * minuteMs,
    producedQuantity: produced,
    goodQuantity: good,
  };
}

describe('a change of the OEE index', () => {
  test('is explained loss by loss, in minutes and pieces', () => {
    // 300 good minutes of 400, then 256: 20 minutes more of failure, 4 scrapped pieces, 40 minutes starved,
    // and of the 100 minutes lost to speed only 80 are.
    const before = [{ station: 'OVEN', elements: shift({}) }];
    const after = [
      { station: 'OVEN', elements: shift({ produced: 260, good: 256, failure: 20, starved: 40 }) },
    ];
    const { contributions, ...ends } = explainChange(before, after);
    expect(ends).toEqual({ before: 0.75, after: 0.64, missing: [] });
    const words = contributions.map(({ station, branch, loss, change, lostMs, lostPieces }) => [
      station,
      branch,
      loss,
      ...[change, lostMs / minuteMs, lostPieces ?? 0].map((value) => Math.round(value * 1e9) / 1e9),
    ]);
    expect(words).toEqual([
      ['OVEN', 'availability', 'starved', -0.1, 40, 40],
      ['OVEN', 'availability', 'failure', -0.05, 20, 20],
      ['OVEN', 'effectiveness', 'speed', 0.05, -20, -20],
      ['OVEN', 'quality', 'quality', -0.01, 4, 4],
    ]);
  });

  test('is the sum of its contributions, and both ends are the OEE index of the standard', () => {
    const count = fc.nat(60);
    const anyShift = fc
      .record({
        failure: count,
        micro: count,
        setup: count,
        starved: count,
        produced: fc.integer({ min: 1, max: 500 }),
        bad: fc.nat(100),
      })
      .map(({ bad, ...rest }) => shift({ ...rest, good: Math.max(rest.produced - bad, 0) }));
    const period = fc.array(
      fc.record({ station: fc.constantFrom('A', 'B', 'C'), elements: anyShift }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(period, period, (before, after) => {
        const explanation = explainChange(before, after);
        const oee = (parts: typeof before) =>
          kpi('oee_index', sumElements(parts.map(({ elements }) => elements))).value ?? Number.NaN;
        expect(explanation.before).toBeCloseTo(oee(before), 12);
        expect(explanation.after).toBeCloseTo(oee(after), 12);
        const sum = explanation.contributions.reduce((total, { change }) => total + change, 0);
        expect(sum).toBeCloseTo(oee(after) - oee(before), 12);
        expect(explainChange(before.toReversed(), after).contributions.length).toBe(
          explanation.contributions.length,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('is not explained where an element is missing: it says which', () => {
    const { plannedRunTimeMs: _, ...unplanned } = shift({});
    expect(
      explainChange(
        [{ station: 'A', elements: unplanned }],
        [{ station: 'A', elements: shift({}) }],
      ),
    ).toEqual({ before: null, after: 0.75, missing: ['plannedRunTimeMs'], contributions: [] });
  });
});
