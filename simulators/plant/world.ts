import { createRandomSource, type RandomSource } from '../base/random.ts';
import type { Timeline } from '../base/timeline.ts';
import type { Scenario } from '../scenarios.ts';
import type { Truth } from '../truth/recorder.ts';
import { Operation } from './operation.ts';

/** What every part of the plant stands in: its time, its chance, its settings and its truth. */
export type World = {
  readonly time: Timeline;
  readonly random: RandomSource;
  readonly scenario: Scenario;
  readonly truth: Truth;
  readonly operation: Operation;
  /** `SPK-<run>-000017`; the run is in every id, so that no two runs ever share one. */
  readonly id: (kind: string, number: number) => string;
};

export function createWorld({ time, scenario, truth }: WorldOptions): World {
  const run = runCode(time.nowMs());
  return {
    time,
    scenario,
    truth,
    random: createRandomSource(scenario.seed),
    operation: new Operation(),
    id: (kind, number) => `${kind}-${run}-${String(number).padStart(6, '0')}`,
  };
}

/** Sets apart two runs that begin in different minutes. */
function runCode(startMs: number): string {
  const minutes = Math.floor((startMs - Date.UTC(2024, 0, 1)) / 60_000);
  return minutes.toString(36).toUpperCase();
}

type WorldOptions = {
  readonly time: Timeline;
  readonly scenario: Scenario;
  readonly truth: Truth;
};

/** Something on its way through the lines. */
export type Product = {
  readonly id: string;
  /** The number that it had before, which is still on it. */
  readonly former?: string;
  readonly item: string;
  readonly order: string;
  /** It holds material of a spoilt lot and is likely to fail the test. */
  spoilt: boolean;
};
