import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type ClockSettings, createClock } from '../domain/clock.ts';

const reserveEveryMs = 5000;
/** The plant's ids hold the minute in which its run began, so runs must begin in different ones. */
const betweenRunsMs = 60_000;

export type PlantClock = {
  readonly settings: ClockSettings;
  /** Notes where the clock stopped. */
  readonly [Symbol.dispose]: () => void;
};

/**
 * The simulated clock, which never goes back from one run to the next: the file holds a time that
 * it has not passed, so even a run that was killed is continued after its last event.
 */
export function startPlantClock(options: {
  readonly file: string;
  readonly speed: number;
  readonly realNowMs: () => number;
  /** When a new plant begins, or one whose last run is longer ago. */
  readonly beginMs: number;
}): PlantClock {
  const { file, speed, realNowMs, beginMs } = options;
  const lastMs = readReserved(file);
  const startMs = lastMs === undefined ? beginMs : Math.max(beginMs, lastMs + betweenRunsMs);
  const settings = { originMs: realNowMs(), startMs, speed };
  const clock = createClock(realNowMs, settings);
  const reserve = (aheadMs: number) => writeReserved(file, clock.nowMs() + aheadMs * speed);
  reserve(2 * reserveEveryMs);
  const timer = setInterval(() => reserve(2 * reserveEveryMs), reserveEveryMs);
  return {
    settings,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      reserve(0);
    },
  };
}

function readReserved(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const { reservedUntilMs } = JSON.parse(readFileSync(file, 'utf8')) as Reserved; // Ours alone.
  return reservedUntilMs;
}

/** Written beside and renamed: a kill leaves the old file or the new one. */
function writeReserved(file: string, reservedUntilMs: number): void {
  writeFileSync(`${file}.new`, JSON.stringify({ reservedUntilMs } satisfies Reserved));
  renameSync(`${file}.new`, file);
}

type Reserved = { readonly reservedUntilMs: number };
