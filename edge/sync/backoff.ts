const firstMs = 500;
const longestMs = 60_000;

/**
 * How long to wait before the next attempt: twice as long after each failure up to a minute, and
 * anywhere in the upper half of it, so that a thousand plants do not come back in the same instant.
 */
export function backoffMs(failures: number, random: () => number): number {
  const wholeMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 16));
  return Math.round(wholeMs * (0.5 + random() / 2));
}
