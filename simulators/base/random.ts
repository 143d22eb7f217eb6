/** One named, repeatable sequence of random numbers. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** True with probability `p`. */
  readonly chance: (p: number) => boolean;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly between: (low: number, high: number) => number;
  /** Roughly normal, never beyond three deviations. */
  readonly normal: (mean: number, deviation: number) => number;
  readonly pick: <const L extends readonly [unknown, ...unknown[]]>(list: L) => L[number];
};

/**
 * The generator of the whole plant. Each decision asks for a sequence by its own name
 * (`random('test', serial)`), so that it falls the same way whatever happened before it.
 */
export type RandomSource = (...name: readonly (string | number)[]) => Random;

export function createRandomSource(seed: number): RandomSource {
  return (...name) => sequence(hash(`${seed}|${name.join('|')}`));
}

function sequence(start: number): Random {
  let state = start;
  // mulberry32: 32 bits of state are plenty for the few draws of one decision.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (p) => next() < p,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between: (low, high) => low + next() * (high - low),
    normal: (mean, deviation) =>
      mean + deviation * Math.max(-3, Math.min(3, (next() + next() + next() - 1.5) * 2)),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

/** FNV-1a with a final mix: similar names must not give similar sequences. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
