/** A stretch of the past, an hour for example: its planned work time and its good pieces. */
export type PaceRecord = { readonly workMs: number; readonly good: number };

export type Forecast = {
  /** Good pieces at the end. */
  readonly expected: number;
  /** The end is between these with a probability of 90 %, if the future is like the records. */
  readonly low: number;
  readonly high: number;
  /** How many records it is based on. */
  readonly records: number;
};

/**
 * The good pieces at a shift's end: those made, and the records' pace r = sum(good) / sum(work) over the
 * work that remains, W. Output of separate stretches is taken as independent, its variance growing with
 * the work: s2 = sum((good - r x work)2 / work) / (n - 1). The error of a prediction is that of the
 * remaining work and that of the pace itself, s2 x W + s2 x W2 / sum(work); the interval is Student's t
 * with n - 1 degrees of freedom around it. Null with fewer than two records of any work.
 */
export function forecastEnd({
  good,
  remainingWorkMs,
  records,
}: {
  readonly good: number;
  readonly remainingWorkMs: number;
  readonly records: readonly PaceRecord[];
}): Forecast | null {
  const used = records.filter(({ workMs }) => workMs > 0);
  if (used.length < 2) return null;
  const workMs = used.reduce((sum, record) => sum + record.workMs, 0);
  const pace = used.reduce((sum, record) => sum + record.good, 0) / workMs;
  const variance =
    used.reduce(
      (sum, record) => sum + (record.good - pace * record.workMs) ** 2 / record.workMs,
      0,
    ) /
    (used.length - 1);
  const error = Math.sqrt(variance * remainingWorkMs * (1 + remainingWorkMs / workMs));
  const expected = good + pace * remainingWorkMs;
  const width = studentT95(used.length - 1) * error;
  return {
    expected,
    low: Math.max(good, expected - width),
    high: expected + width,
    records: used.length,
  };
}

export type WorkForecast = {
  /** Planned work until the pieces are made, in milliseconds. */
  readonly expectedMs: number;
  /** It is between these with a probability of 90 %; null: so uneven a pace may never make them. */
  readonly earliestMs: number;
  readonly latestMs: number | null;
  readonly records: number;
};

/** Beyond so many times the expected work a forecast says no end. */
const reachMax = 20;

/**
 * How much planned work it takes to make `remaining` pieces at the records' pace: where the forecast
 * of `forecastEnd` and the ends of its interval reach them. Null with fewer than two records of any
 * work, or when nothing was made in them.
 */
export function forecastWork({
  remaining,
  records,
}: {
  readonly remaining: number;
  readonly records: readonly PaceRecord[];
}): WorkForecast | null {
  const madeIn = (workMs: number) => forecastEnd({ good: 0, remainingWorkMs: workMs, records });
  const perHour = madeIn(3_600_000);
  if (perHour === null || perHour.expected <= 0) return null;
  const expectedMs = (Math.max(0, remaining) / perHour.expected) * 3_600_000;
  const reaches = (end: 'low' | 'high') => (workMs: number) =>
    (madeIn(workMs)?.[end] ?? 0) >= remaining;
  return {
    expectedMs,
    earliestMs: firstWork({ fromMs: 0, toMs: expectedMs }, reaches('high')) ?? expectedMs,
    latestMs: firstWork({ fromMs: expectedMs, toMs: expectedMs * reachMax }, reaches('low')),
    records: perHour.records,
  };
}

/** The least work within a stretch from which on something holds, to a second; null if never. */
function firstWork(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  holds: (workMs: number) => boolean,
): number | null {
  if (holds(fromMs)) return fromMs;
  if (!holds(toMs)) return null;
  let [low, high] = [fromMs, toMs];
  while (high - low > 1000) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The 95th percentile of Student's t: tabled to 10 degrees of freedom, then Cornish and Fisher's series. */
function studentT95(freedom: number): number {
  const tabled = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812][freedom - 1];
  if (tabled !== undefined) return tabled;
  const z = 1.644854;
  return (
    z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
  );
}

/** The time that each piece may take so that the work time suffices; null without a demand. */
export function taktMs(workMs: number, demand: number): number | null {
  return demand > 0 ? workMs / demand : null;
}

export type Pace = {
  /** What the plan says for the time that has passed. */
  readonly plannedNow: number;
  /** Pieces short of it; negative: ahead. */
  readonly behind: number;
  /** What the hour ends with if the rest of it runs as fast as planned. */
  readonly atBest: number;
  readonly isAlarm: boolean;
};

/**
 * How an hour stands against its plan. It is an alarm when the hour can no longer be saved: the rest of it
 * at the planned run time still ends below the plan less `tolerance` (a share), a whole piece at least.
 * So an hour that began slowly alarms as soon as it is lost, and a plan with reserve later.
 */
export function paceOf({
  planned,
  good,
  workMs,
  passedWorkMs,
  plannedRunTimePerItemMs,
  tolerance = 0.05,
}: {
  /** Good pieces planned for the whole hour. */
  readonly planned: number;
  readonly good: number;
  /** Planned work time of the hour, and how much of it has passed. */
  readonly workMs: number;
  readonly passedWorkMs: number;
  /** Undefined: no faster than the plan. */
  readonly plannedRunTimePerItemMs?: number;
  readonly tolerance?: number;
}): Pace {
  if (workMs <= 0) return { plannedNow: 0, behind: -good, atBest: good, isAlarm: false };
  const plannedNow = (planned * passedWorkMs) / workMs;
  const perItemMs = Math.min(plannedRunTimePerItemMs ?? Number.POSITIVE_INFINITY, workMs / planned);
  const atBest = good + (workMs - passedWorkMs) / perItemMs;
  const behind = plannedNow - good;
  const isAlarm = behind >= 1 && planned - atBest >= 1 && atBest < planned * (1 - tolerance);
  return { plannedNow, behind, atBest, isAlarm };
}
