import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paretoRows } from '../../../dashboards/src/losses/pareto.ts';
import { waterfallOf } from '../../../dashboards/src/losses/waterfall.ts';
import {
  barsOf,
  type Span,
  ticksOf,
  worthTapping,
} from '../../../dashboards/src/states/state-rows.ts';
import type { PlannedTime } from '../../../domain/calendar/planned-time.ts';
import { measureTime } from '../../../domain/kpi/time/measure-time.ts';
import {
  createTimeline,
  type StateSpan,
  type StationState,
} from '../../../domain/kpi/time/timeline.ts';

const hourMs = 3_600_000;

describe('where the time went', () => {
  const state = fc.constantFrom<StationState>(
    ...(['producing', 'setup', 'unscheduled_down', 'scheduled_down', 'engineering'] as const),
    ...([
      'standby_starved',
      'standby_blocked',
      'not_scheduled',
      'no_data',
      'clock_suspect',
    ] as const),
  );
  const spans = fc.array(
    fc
      .tuple(state, fc.nat(8 * hourMs), fc.nat(hourMs))
      .map(([name, fromMs, ms]): StateSpan => ({ state: name, fromMs, toMs: fromMs + ms + 1 })),
    { maxLength: 20 },
  );
  const plan = ([a, b]: [number, number]): PlannedTime[] => {
    const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
    const piece = (kind: PlannedTime['kind'], fromMs: number, toMs: number) => {
      return { kind, fromMs, toMs, shift: undefined };
    };
    return [piece('work', 0, from), piece('break', from, to), piece('work', to, 9 * hourMs)];
  };
  const pieces = fc.record({ producedQuantity: fc.nat(900), goodQuantity: fc.nat(900) });

  test('closes to the millisecond: each loss begins where the one before left off', () => {
    fc.assert(
      fc.property(spans, fc.tuple(fc.nat(hourMs), fc.nat(hourMs)), pieces, (said, cuts, made) => {
        const timeline = createTimeline({ spans: said, microStopMs: 120_000 });
        const window = { fromMs: 0, toMs: 8 * hourMs };
        const [time] = measureTime({ timeline, plan: plan(cuts) }, [window]);
        const plannedRunTimeMs = made.producedQuantity * 30_000;
        const { steps, restMs } = waterfallOf({ ...time, ...made, plannedRunTimeMs });
        expect(restMs).toBe(0);
        let leftMs = 8 * hourMs;
        for (const { kind, fromMs, toMs } of steps) {
          expect(toMs).toBe(leftMs);
          if (kind === 'loss') leftMs = fromMs;
        }
        const valuable = (plannedRunTimeMs * made.goodQuantity) / (made.producedQuantity || 1);
        expect(leftMs).toBeCloseTo(valuable, 3);
      }),
      { numRuns: 150 },
    );
  });

  test('ends at the production time where no cycle is planned, and says so', () => {
    const elements = {
      calendarTimeMs: 10,
      plannedBusyTimeMs: 10,
      actualProductionTimeMs: 10,
      producedQuantity: 4,
      goodQuantity: 4,
      plannedRunTimeMs: null,
    };
    const { steps, missing } = waterfallOf(elements);
    expect(steps.map(({ name }) => name)).toEqual(['calendar', 'planned', 'producing']);
    expect(missing).toEqual(['plannedRunTimeMs']);
  });

  test('gives time back where pieces came faster than planned', () => {
    const elements = {
      calendarTimeMs: 100,
      plannedBusyTimeMs: 100,
      actualProductionTimeMs: 100,
      producedQuantity: 4,
      goodQuantity: 4,
      plannedRunTimeMs: 120,
    };
    const speed = waterfallOf(elements).steps.find(({ name }) => name === 'speed');
    expect(speed).toEqual({ name: 'speed', kind: 'loss', fromMs: 120, toMs: 100 });
  });
});

describe('the Pareto of losses', () => {
  const loss = (timeClass: 'failure' | 'starved', minutes: number, reason?: string) => ({
    timeClass,
    durationMs: minutes * 60_000,
    count: 60 - minutes,
    cause: 'A',
    ...(reason === undefined ? {} : { reason }),
  });
  const losses = [loss('starved', 30), loss('failure', 20, 'jam'), loss('failure', 10)];

  test('has what nobody explained first, then the greatest, and sums up to all', () => {
    const rows = paretoRows(losses, 'time');
    expect(rows.map(({ key, isUnexplained }) => [key, isUnexplained])).toEqual([
      ['failure||A', true],
      ['starved||A', false],
      ['failure|jam|A', false],
    ]);
    expect(rows.map(({ cumulative }) => Math.round(cumulative * 6))).toEqual([1, 4, 6]);
    expect(rows.map(({ share }) => Math.round(share * 3))).toEqual([1, 3, 2]);
  });

  test('by count is another order', () => {
    const keys = paretoRows(losses, 'count').map(({ key }) => key);
    expect(keys).toEqual(['failure||A', 'failure|jam|A', 'starved||A']);
  });
});

describe('the timeline of states', () => {
  const at = (minute: number) => new Date(minute * 60_000).toISOString();
  const span = (state: Span['state'], from: number, to: number): Span => {
    const timeClass = state === 'producing' ? 'production' : 'failure';
    return { state, timeClass, from: at(from), to: at(to) };
  };
  const hour = { fromMs: 0, toMs: hourMs, width: 60 };

  test('draws each state where it was; of several in one pixel the worst', () => {
    const spans = [
      span('producing', 0, 30),
      span('unscheduled_down', 30, 30.2),
      span('producing', 30.2, 30.4),
      span('producing', 30.4, 60),
    ];
    const bars = barsOf(spans, hour);
    expect(
      bars.map(({ x, width, span: { state } }) => [
        Math.round(x * 10) / 10,
        Math.round(width),
        state,
      ]),
    ).toEqual([
      [0, 30, 'producing'],
      [30, 1, 'unscheduled_down'],
      [30.4, 30, 'producing'],
    ]);
  });

  test('has a place to tap for the longest stops, in order of time, and none for production', () => {
    const spans = [
      span('unscheduled_down', 0, 10),
      span('producing', 10, 30),
      span('unscheduled_down', 30, 32),
      span('unscheduled_down', 40, 60),
    ];
    expect(worthTapping(barsOf(spans, hour), 10).map(({ x }) => x)).toEqual([0, 40]);
    expect(worthTapping(barsOf(spans, hour), 1).map(({ x }) => x)).toEqual([40]);
  });

  test('has its ticks at round times of the plant, as many as there is room for', () => {
    const sevenHours = 7 * hourMs;
    // 22:00 to 06:00 at GMT+7.
    const from = Date.UTC(2026, 10, 23, 15);
    const ticks = ticksOf({ fromMs: from, toMs: from + 8 * hourMs }, sevenHours, 12);
    expect(ticks.length).toBeLessThanOrEqual(13);
    expect(ticks.every((ms) => ms % hourMs === 0)).toBe(true);
    expect(ticksOf({ fromMs: from, toMs: from + 8 * hourMs }, sevenHours, 4)).toHaveLength(5);
    // A week: midnights of the plant, not of Greenwich.
    const [first = 0] = ticksOf({ fromMs: from, toMs: from + 7 * 24 * hourMs }, sevenHours, 12);
    expect((first + sevenHours) % (24 * hourMs)).toBe(0);
  });
});
