import { describe, expect, test } from 'vitest';
import { forecastEnd, forecastWork, paceOf, taktMs } from '../../../domain/kpi/forecast.ts';

const hourMs = 3_600_000;
const hours = (...pieces: number[]) => pieces.map((good) => ({ workMs: hourMs, good }));

describe("the forecast of a shift's end", () => {
  test('goes on at the pace so far, and is as unsure as the hours differed', () => {
    // Hours of 100, 110, 90, 100: pace 100, s2 = 200 / 3 an hour; 4 hours remain: error
    // sqrt(200 / 3 x 4 x (1 + 4 / 4)) = 23.094, times t(3) = 2.353 is 54.341.
    const forecast = forecastEnd({
      good: 400,
      remainingWorkMs: 4 * hourMs,
      records: hours(100, 110, 90, 100),
    });
    expect(forecast).toMatchObject({ expected: 800, records: 4 });
    expect(forecast?.low).toBeCloseTo(745.66, 1);
    expect(forecast?.high).toBeCloseTo(854.34, 1);
  });

  test('weighs an hour with a break by its work', () => {
    const records = [...hours(100), { workMs: hourMs / 2, good: 50 }];
    const forecast = forecastEnd({ good: 150, remainingWorkMs: hourMs, records });
    expect(forecast).toEqual({ expected: 250, low: 250, high: 250, records: 2 });
  });

  test('never takes back what was made, and is none without two hours', () => {
    const wild = forecastEnd({ good: 200, remainingWorkMs: hourMs, records: hours(0, 200) });
    expect(wild?.low).toBe(200);
    expect(forecastEnd({ good: 5, remainingWorkMs: hourMs, records: hours(5) })).toBeNull();
  });

  test('covers nine of ten ends of a plant whose hours are what it takes them for', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const hour = () => 100 + 10 * Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
    let covered = 0;
    for (let run = 0; run < 2000; run++) {
      const past = hours(hour(), hour(), hour(), hour(), hour());
      const good = past.reduce((sum, record) => sum + record.good, 0);
      const end = good + hour() + hour() + hour();
      const forecast = forecastEnd({ good, remainingWorkMs: 3 * hourMs, records: past });
      if (forecast !== null && end >= forecast.low && end <= forecast.high) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.88);
    expect(covered / 2000).toBeLessThan(0.92);
  });
});

test('takt is the time for each piece of the demand', () => {
  expect(taktMs(7.5 * hourMs, 900)).toBe(30_000);
  expect(taktMs(7.5 * hourMs, 0)).toBeNull();
});

describe('an hour behind its plan', () => {
  const hour = { planned: 100, workMs: hourMs, passedWorkMs: hourMs / 2 };

  test('is an alarm when the rest of it cannot save it', () => {
    expect(paceOf({ ...hour, good: 30 })).toEqual({
      plannedNow: 50,
      behind: 20,
      atBest: 80,
      isAlarm: true,
    });
    expect(paceOf({ ...hour, good: 46 }).isAlarm).toBe(false);
  });

  test('is none while the machine can still catch up', () => {
    // At 24 s a piece, 75 more are possible: 105.
    expect(paceOf({ ...hour, good: 30, plannedRunTimePerItemMs: 24_000 })).toMatchObject({
      atBest: 105,
      isAlarm: false,
    });
  });

  test('is none without a plan or without planned work', () => {
    expect(paceOf({ ...hour, planned: 0, good: 0 }).isAlarm).toBe(false);
    expect(paceOf({ ...hour, workMs: 0, passedWorkMs: 0, good: 0 }).isAlarm).toBe(false);
  });
});

test('the work until an order is done is where the forecast of its pieces reaches them', () => {
  // 10 an hour, always: no doubt. 30 pieces take three hours.
  const even = forecastWork({
    remaining: 30,
    records: [10, 10, 10].map((good) => ({ workMs: 3_600_000, good })),
  });
  expect(even).toEqual({
    expectedMs: 3 * 3_600_000,
    earliestMs: 3 * 3_600_000,
    latestMs: 3 * 3_600_000,
    records: 3,
  });
  // 8, 10 and 12: s2 = (4 + 0 + 4) / 2 = 4 a piece and hour; t = 2.92. High: 10 W + 5.84 sqrt(W + W2/3) = 30
  // and low: 10 W - 5.84 sqrt(W + W2/3) = 30 at W = 5.2869, to a second.
  const uneven = forecastWork({
    remaining: 30,
    records: [8, 10, 12].map((good) => ({ workMs: 3_600_000, good })),
  });
  expect(uneven?.expectedMs).toBe(3 * 3_600_000);
  const hours = (ms: number | null | undefined) => (ms ?? 0) / 3_600_000;
  const at = (w: number, sign: 1 | -1) => 10 * w + sign * 5.84 * Math.sqrt(w + (w * w) / 3);
  expect(at(hours(uneven?.earliestMs), 1)).toBeCloseTo(30, 1);
  expect(at(hours(uneven?.latestMs), -1)).toBeCloseTo(30, 1);
});

test('where nothing was made, or hours are too few, no end of an order is told', () => {
  const hour = { workMs: 3_600_000, good: 0 };
  expect(forecastWork({ remaining: 5, records: [hour, hour] })).toBeNull();
  expect(forecastWork({ remaining: 5, records: [{ ...hour, good: 5 }] })).toBeNull();
});
