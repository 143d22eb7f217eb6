import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stationPath } from '../../domain/equipment-path.ts';
import { equipmentState } from '../../domain/events/equipment.ts';
import { lineStateOf, type StateSpan, timelineOf } from '../../edge/lines/states.ts';

const [press, pack] = ['PRESS', 'PACK'].map((name) => stationPath.parse(`BD1/ASM/ASM1/${name}`));
if (press === undefined || pack === undefined) throw new Error('two stations');

const span = (state: StateSpan['state'], fromMs: number, toMs: number): StateSpan => ({
  state,
  fromMs,
  toMs,
});

describe('the state of a line', () => {
  test('is that of its last station while that one works', () => {
    const output = { station: pack, state: 'producing', sinceMs: 5 } as const;
    const stopped = { station: press, state: 'unscheduled_down', sinceMs: 7 } as const;
    expect(lineStateOf(output, [stopped, output])).toEqual({ state: 'producing', sinceMs: 5 });
  });

  test('is the stop that its last station waits for, since both are so', () => {
    const output = { station: pack, state: 'standby_starved', sinceMs: 9 } as const;
    const stopped = { station: press, state: 'setup', sinceMs: 7 } as const;
    expect(lineStateOf(output, [stopped, output])).toEqual({
      state: 'setup',
      cause: press,
      sinceMs: 9,
    });
  });

  test('names the last station itself when that one is stopped', () => {
    const output = { station: pack, state: 'unscheduled_down', sinceMs: 9 } as const;
    expect(lineStateOf(output, [output])).toEqual({
      state: 'unscheduled_down',
      cause: pack,
      sinceMs: 9,
    });
  });

  test('a breakdown weighs more than a set-up, and the first breakdown more than the next', () => {
    const output = { station: pack, state: 'no_data', sinceMs: null } as const;
    const others = [
      { station: stationPath.parse('BD1/ASM/ASM1/A'), state: 'setup', sinceMs: 1 },
      { station: stationPath.parse('BD1/ASM/ASM1/B'), state: 'unscheduled_down', sinceMs: 8 },
      { station: press, state: 'unscheduled_down', sinceMs: 3 },
    ] as const;
    expect(lineStateOf(output, others).cause).toBe(press);
  });

  test('nobody knows that of a line without a station', () => {
    expect(lineStateOf(undefined, [])).toEqual({ state: 'no_data', sinceMs: null });
  });
});

describe('the timeline of a line', () => {
  test('shows a stop elsewhere only while the last station waits', () => {
    const spans = [span('producing', 0, 10), span('standby_starved', 10, 30)];
    const stops = [span('unscheduled_down', 5, 20)];
    expect(timelineOf({ fromMs: 0, toMs: 40 }, { spans, stops })).toEqual([
      span('producing', 0, 10),
      span('unscheduled_down', 10, 20),
      span('standby_starved', 20, 30),
      span('no_data', 30, 40),
    ]);
  });

  test('of two stops at once shows the weightier one', () => {
    const stops = [span('setup', 0, 30), span('unscheduled_down', 10, 20)];
    expect(timelineOf({ fromMs: 0, toMs: 30 }, { spans: [], stops })).toEqual([
      span('setup', 0, 10),
      span('unscheduled_down', 10, 20),
      span('setup', 20, 30),
    ]);
  });

  test('with more changes than a screen shows keeps the state that lasted longest in each slot', () => {
    const spans = Array.from({ length: 2400 }, (_, index) => [
      span('producing', index * 100, index * 100 + 70),
      span('standby_starved', index * 100 + 70, index * 100 + 100),
    ]).flat();
    const down = span('unscheduled_down', 240_000, 300_000);
    const timeline = timelineOf(
      { fromMs: 0, toMs: 300_000 },
      { spans: [...spans, down], stops: [] },
    );
    expect(timeline).toEqual([span('producing', 0, 240_000), down]);
  });

  const states = fc.constantFrom(...equipmentState.options);
  const lengths = fc.array(
    fc.tuple(states, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 9 })),
    {
      maxLength: 400,
    },
  );

  /** Spans in order, with gaps. */
  function inOrder(parts: readonly (readonly [StateSpan['state'], number, number])[]): StateSpan[] {
    let fromMs = 0;
    return parts.map(([state, durationMs, gapMs]) => {
      const next = span(state, fromMs + gapMs, fromMs + gapMs + durationMs);
      fromMs = next.toMs;
      return next;
    });
  }

  test('covers its stretch without gaps or overlaps, in few enough pieces, whatever happened', () => {
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 1, max: 3000 }), (own, others, toMs) => {
        const timeline = timelineOf(
          { fromMs: 0, toMs },
          { spans: inOrder(own), stops: inOrder(others) },
        );
        expect(timeline[0]?.fromMs).toBe(0);
        expect(timeline.at(-1)?.toMs).toBe(toMs);
        for (const [index, piece] of timeline.entries()) {
          expect(piece.toMs).toBeGreaterThan(piece.fromMs);
          if (index > 0) expect(piece.fromMs).toBe(timeline[index - 1]?.toMs);
        }
        expect(timeline.length).toBeLessThanOrEqual(240);
      }),
      { numRuns: 60 },
    );
  });
});
