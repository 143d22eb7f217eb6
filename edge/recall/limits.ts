import type { Completeness } from '../api/contract/trace.ts';
import type { Words } from '../exports/words.ts';
import type { WallClock } from '../files/wall-clock.ts';

/** One thing that limits an answer: what, about what, since and until when, why. */
export type Limit = readonly [what: string, about: string, from: string, to: string, why: string];

export function limitsOf(completeness: Completeness, words: Words, clock: WallClock): Limit[] {
  const { deadEnds, gaps, cycles, conflicts } = completeness;
  return [
    ...deadEnds.map(({ object, reason }): Limit => [words.deadEnd, object, '', '', reason]),
    ...gaps.map(
      ({ station, from, to, reason }): Limit => [
        words.gap,
        station,
        clock.write(from),
        clock.write(to),
        reason,
      ],
    ),
    ...cycles.map((objects): Limit => [words.cycle, objects.join(' → '), '', '', '']),
    ...conflicts.map(({ object, reason }): Limit => [words.conflict, object, '', '', reason]),
  ];
}
