/** Epoch milliseconds, UTC. Passed in wherever time is needed; nobody asks the system directly. */
export type Clock = { readonly nowMs: () => number };

/** A clock that stood at `startMs` when the real one stood at `originMs`, and runs `speed` times as fast. */
export type ClockSettings = {
  readonly originMs: number;
  readonly startMs: number;
  readonly speed: number;
};

/**
 * Two sources' clocks are believed to be no further apart: a larger difference is taken for one that
 * sends late. What two sources say within it may have happened in either order.
 */
export const clocksApartMsMax = 120_000;

/** The real clock, or the simulated plant's when settings are given. */
export function createClock(realNowMs: () => number, settings?: ClockSettings): Clock {
  if (settings === undefined) return { nowMs: realNowMs };
  const { originMs, startMs, speed } = settings;
  return { nowMs: () => Math.round(startMs + (realNowMs() - originMs) * speed) };
}
