import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../domain/calendar/calendar.ts';
import { calendarDocument } from '../../../domain/calendar/calendar-document.ts';
import { addElements, type Elements, sumElements } from '../../../domain/kpi/elements.ts';
import { kpis } from '../../../domain/kpi/kpis.ts';
import {
  firstInspections,
  type Inspection,
  measureFirstPass,
  measurePieces,
} from '../../../domain/kpi/measure-pieces.ts';
import { measureCauses, measureRuns, type Run } from '../../../domain/kpi/time/measure-parts.ts';
import { measureTime } from '../../../domain/kpi/time/measure-time.ts';
import {
  type Classification,
  createTimeline,
  type LossKind,
  type StateSpan,
  type StationState,
} from '../../../domain/kpi/time/timeline.ts';
import { kpi } from './build.ts';

const numRuns = Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150);

/** The night in which the clocks of Berlin go back; in Viet Nam it is a night like any other. */
const startMs = Date.parse('2026-10-24T18:00:00Z');
const lengthMs = 16 * 3_600_000;

const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin'] as const;
const calendars = new Map(
  zones.map((timeZone) => [
    timeZone,
    createCalendar([
      calendarDocument.parse({
        timeZone,
        effectiveFrom: '2026-01-01',
        shifts: [
          { id: '1', start: '06:30', end: '14:30', breaks: [{ start: '10:00', end: '10:30' }] },
          { id: '3', start: '22:30', end: '06:30', breaks: [{ start: '02:15', end: '02:45' }] },
        ],
        plannedStops: [{ name: 'cleaning', start: '23:50', end: '00:20' }],
      }),
    ]),
  ]),
);

const instant = fc.integer({ min: startMs - 3_600_000, max: startMs + lengthMs + 3_600_000 });
const interval = fc.tuple(instant, instant).map(([a, b]) => ({
  fromMs: Math.min(a, b),
  toMs: Math.max(a, b),
}));
const states: readonly StationState[] = [
  'producing',
  'standby_starved',
  'standby_blocked',
  'setup',
  'unscheduled_down',
  'scheduled_down',
  'engineering',
  'not_scheduled',
  'no_data',
  'clock_suspect',
];
const losses: readonly LossKind[] = [
  'failure',
  'setup',
  'material',
  'waiting',
  'planned',
  'quality',
  'other',
];
const stateSpan = fc
  .record({ interval, state: fc.constantFrom(...states), reason: fc.constantFrom('a', 'b') })
  .map(({ interval: span, ...rest }): StateSpan => ({ ...span, ...rest }));
const classification = fc
  .record({ interval, loss: fc.constantFrom(...losses), atMs: fc.nat(5) })
  .map(({ interval: span, ...rest }) => ({ ...span, ...rest, reason: 'r' }));
const history = fc.record({
  spans: fc.array(stateSpan, { maxLength: 25 }),
  classifications: fc
    .array(classification, { maxLength: 8 })
    .map((all) => all.map((each, index): Classification => ({ ...each, id: `c${index}` }))),
  zone: fc.constantFrom(...zones),
  microStopMs: fc.constantFrom<number>(0, 120_000, 1_800_000),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

function measure({ zone, ...input }: History, fromMs: number, toMs: number): Elements {
  const plan = calendars.get(zone)?.plannedTime({ fromMs, toMs }) ?? [];
  return measureTime({ timeline: createTimeline(input), plan }, [{ fromMs, toMs }])[0] ?? {};
}

const total = (elements: Elements, ...names: (keyof Elements)[]): number =>
  names.reduce((sum, name) => sum + (elements[name] ?? Number.NaN), 0);

const endMs = startMs + lengthMs;
const inside = fc.integer({ min: startMs, max: endMs });

const piece = fc.tuple(instant, fc.constantFrom('WO-1', 'WO-2', 'WO-3'));
/** Stretches of work that follow each other, some with time of nobody between them. */
const runs = fc.array(piece, { maxLength: 8 }).map((pieces) =>
  pieces
    .toSorted(([a], [b]) => a - b)
    .map(([toMs, of], n, all): Run => ({ of, fromMs: all[n - 1]?.[0] ?? startMs - 1000, toMs }))
    .filter(({ fromMs, toMs }, n) => fromMs < toMs && n % 3 < 2),
);

describe('what the elements of a time are told apart by', () => {
  const wholeOf = (input: History) => {
    const span = { fromMs: startMs, toMs: endMs };
    const plan = calendars.get(input.zone)?.plannedTime(span) ?? [];
    const planned = { timeline: createTimeline(input), plan };
    return { span, planned, whole: measureTime(planned, [span])[0] ?? {} };
  };

  test('orders: each millisecond is in one of them, wherever the time is cut', () => {
    fc.assert(
      fc.property(history, runs, inside, (input, worked, cutMs) => {
        const { span, planned, whole } = wholeOf(input);
        const [byOrder] = measureRuns(planned, [span], worked);
        expect(sumElements(byOrder?.values() ?? [])).toEqual(whole);
        const cuts = [
          { fromMs: startMs, toMs: cutMs },
          { fromMs: cutMs, toMs: endMs },
        ];
        const [left, right] = measureRuns(planned, cuts, worked);
        for (const [order, elements] of byOrder ?? []) {
          const parts = [left?.get(order) ?? {}, right?.get(order) ?? {}] as const;
          expect(addElements(...parts)).toEqual(elements);
        }
      }),
      { numRuns },
    );
  });

  test('causes: each millisecond of a line is one station’s', () => {
    const spans = fc.array(
      fc.tuple(stateSpan, fc.constantFrom('A', 'B', undefined)).map(([span, cause]): StateSpan => {
        return cause === undefined ? span : { ...span, cause };
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(history, spans, (input, caused) => {
        const { span, planned, whole } = wholeOf({ ...input, spans: caused });
        const byCause = measureCauses(planned, span, 'B');
        expect(sumElements(byCause.values())).toEqual(whole);
      }),
      { numRuns },
    );
  });
});

describe('the invariants of the KPIs', () => {
  test('1. the elements of a time are those of its parts, wherever it is cut', () => {
    fc.assert(
      fc.property(history, inside, (input, cutMs) => {
        const whole = measure(input, startMs, endMs);
        const parts = [measure(input, startMs, cutMs), measure(input, cutMs, endMs)] as const;
        expect(addElements(...parts)).toEqual(whole);
        const plan = calendars.get(input.zone)?.plannedTime({ fromMs: startMs, toMs: endMs }) ?? [];
        const together = measureTime({ timeline: createTimeline(input), plan }, [
          { fromMs: startMs, toMs: cutMs },
          { fromMs: cutMs, toMs: endMs },
        ]);
        expect(together).toEqual(parts);
      }),
      { numRuns },
    );
  });

  test('2. the partition of time closes to the millisecond, no data included', () => {
    fc.assert(
      fc.property(history, inside, inside, (input, a, b) => {
        const [fromMs, toMs] = [Math.min(a, b), Math.max(a, b)];
        const elements = measure(input, fromMs, toMs);
        expect(elements.calendarTimeMs).toBe(toMs - fromMs);
        expect(total(elements, 'notScheduledTimeMs', 'plannedOperationTimeMs')).toBe(toMs - fromMs);
        expect(
          total(
            elements,
            'breakTimeMs',
            'plannedStopTimeMs',
            'scheduledDownTimeMs',
            'engineeringTimeMs',
            'plannedBusyTimeMs',
          ),
        ).toBe(elements.plannedOperationTimeMs);
        expect(
          total(
            elements,
            'actualProductionTimeMs',
            'actualSetupTimeMs',
            'actualDelayTimeMs',
            'actualDownTimeMs',
            'noDataTimeMs',
            'clockSuspectTimeMs',
          ),
        ).toBe(elements.plannedBusyTimeMs);
        for (const value of Object.values(elements)) expect(value).toBeGreaterThanOrEqual(0);
      }),
      { numRuns },
    );
  });

  test('3. overlapping and repeated stops change nothing, and availability is from 0 to 1', () => {
    fc.assert(
      fc.property(history, fc.nat(), (input, seed) => {
        const stops = input.spans.filter(({ state }) => state === 'unscheduled_down');
        const again = stops.map((stop, index) => {
          const half = Math.floor((stop.toMs - stop.fromMs) / (2 + ((seed + index) % 5)));
          return { ...stop, fromMs: stop.fromMs + half };
        });
        const whole = measure(input, startMs, endMs);
        const repeated = { ...input, spans: [...input.spans, ...again, ...stops] };
        expect(measure(repeated, startMs, endMs)).toEqual(whole);
        const { value } = kpi('availability', whole);
        if (value !== null) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns },
    );
  });

  const amount = fc.integer({ min: 1, max: 1_000_000 });
  const station = fc
    .record({
      actualProductionTimeMs: amount,
      lostMs: amount,
      plannedRunTimeMs: amount,
      goodQuantity: amount,
      reject: amount,
    })
    .map(({ lostMs, reject, ...rest }) => ({
      ...rest,
      plannedBusyTimeMs: rest.actualProductionTimeMs + lostMs,
      producedQuantity: rest.goodQuantity + reject,
    }));

  test('4. OEE is computed from summed elements, in whatever groups they are summed', () => {
    fc.assert(
      fc.property(fc.array(station, { minLength: 1, maxLength: 8 }), fc.nat(8), (stations, at) => {
        const groups = [sumElements(stations.slice(0, at)), sumElements(stations.slice(at))];
        const all = sumElements(stations);
        const { value } = kpi('oee_index', addElements(...(groups as [Elements, Elements]))); // Two.
        expect(value).toBe(kpi('oee_index', all).value);
        const sum = (name: keyof (typeof stations)[number]) =>
          stations.reduce((amountSoFar, each) => amountSoFar + each[name], 0);
        expect(value).toBeCloseTo(
          (sum('plannedRunTimeMs') / sum('plannedBusyTimeMs')) *
            (sum('goodQuantity') / sum('producedQuantity')),
          9,
        );
      }),
      { numRuns },
    );
  });

  test('5. each of several products counts with its own planned run time', () => {
    const product = fc.record({
      good: fc.nat(1000),
      reject: fc.nat(100),
      plannedRunTimePerItemMs: fc.integer({ min: 1, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(product, { maxLength: 6 }), amount, (products, aptMs) => {
        const planned = products.reduce(
          (sum, { good, reject, plannedRunTimePerItemMs }) =>
            sum + (good + reject) * plannedRunTimePerItemMs,
          0,
        );
        const elements = { ...measurePieces(products), actualProductionTimeMs: aptMs };
        expect(kpi('effectiveness', elements).value).toBeCloseTo(planned / aptMs, 9);
        const apart = sumElements(products.map((each) => measurePieces([each])));
        if (products.length > 0) expect(apart).toEqual(measurePieces(products));
      }),
      { numRuns },
    );
  });

  test('6. any order of arrival, and any message twice, gives the same KPIs', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (input, random) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          [...list, ...list.slice(0, 4)]
            .map((each) => [random.next().value ?? 0, each] as const)
            .sort(([a], [b]) => a - b)
            .map(([, each]) => each);
        const shuffled = {
          ...input,
          spans: shuffle(input.spans),
          classifications: shuffle(input.classifications),
        };
        const { microStopMs } = input;
        expect(createTimeline({ ...shuffled, microStopMs })).toEqual(createTimeline(input));
        const [is, was] = [measure(shuffled, startMs, endMs), measure(input, startMs, endMs)];
        for (const { compute } of kpis) expect(compute(is)).toEqual(compute(was));
      }),
      { numRuns },
    );
  });

  test('7. a late event changes the time that it is about, and no other shift', () => {
    fc.assert(
      fc.property(history, stateSpan, (input, late) => {
        // Without micro-stops and counts of failures, which are properties of a whole stop.
        const before = { ...input, microStopMs: 0 };
        const after = { ...before, spans: [...input.spans, late] };
        const calendar = calendars.get(input.zone);
        for (const shift of calendar?.shiftsIn({ fromMs: startMs, toMs: endMs }) ?? []) {
          if (late.fromMs < shift.toMs && late.toMs > shift.fromMs) continue;
          const {
            failureCount: _,
            repairCount: __,
            timeToRepairMs: ___,
            ...was
          } = measure(before, shift.fromMs, shift.toMs);
          expect(measure(after, shift.fromMs, shift.toMs)).toMatchObject(was);
        }
      }),
      { numRuns },
    );
  });

  test('8. first pass yield counts a unit once, at its first inspection; rework never improves it', () => {
    const inspection = fc.record({
      id: fc.uuid(),
      unit: fc.constantFrom('U-1', 'U-2', 'U-3', 'U-4'),
      atMs: fc.nat(100),
      hasPassed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(inspection, { maxLength: 20 }), (inspections) => {
        const ever = { fromMs: 0, toMs: 1000 };
        const was = measureFirstPass(inspections, ever);
        expect(was.inspectedParts).toBe(new Set(inspections.map(({ unit }) => unit)).size);
        const retests = inspections.map(
          (each): Inspection => ({
            ...each,
            id: `${each.id}-retest`,
            atMs: each.atMs + 101,
            hasPassed: true,
          }),
        );
        expect(measureFirstPass([...retests, ...inspections], ever)).toEqual(was);
        expect(measureFirstPass(inspections.toReversed(), ever)).toEqual(was);
        for (const { unit, atMs } of firstInspections(inspections)) {
          const times = inspections.filter((each) => each.unit === unit).map((each) => each.atMs);
          expect(atMs).toBe(Math.min(...times));
        }
      }),
      { numRuns },
    );
  });
});

test('elements are added in any order and grouping; what is unknown stays unknown', () => {
  const value = fc.option(fc.nat(), { nil: null });
  const elements = fc.record(
    { producedQuantity: value, plannedRunTimeMs: value, energyKilowattHours: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(elements, elements, elements, (a, b, c) => {
      expect(addElements(a, addElements(b, c))).toEqual(addElements(addElements(a, b), c));
      expect(addElements(a, b)).toEqual(addElements(b, a));
      expect(addElements({}, a)).toEqual(a);
    }),
    { numRuns },
  );
});
