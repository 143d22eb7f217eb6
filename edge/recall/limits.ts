import { reasonWords } from '../../domain/reason-words.ts';
import type { Completeness } from '../api/contract/trace.ts';
import type { ExportContext } from '../exports/define-export.ts';
import { type Words, words } from '../exports/words.ts';
import type { Sheet } from '../files/sheet.ts';
import { type WallClock, wallClock } from '../files/wall-clock.ts';

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

/** What limits an answer, as a sheet of a workbook. */
export function limitsSheet(completeness: Completeness, { language, plant }: ExportContext): Sheet {
  const text = words[language];
  const limits = limitsOf(completeness, text, wallClock(plant.timeZone, language));
  const rows = limits.map(([what, about, from, to, why]) => [
    what,
    about,
    from,
    to,
    reasonWords(why, language),
  ]);
  return {
    name: text.limits,
    columnWidths: [24, 32, 20, 20, 40],
    headerRows: 1,
    rows: [[text.limits, text.code, text.from, text.to, text.reason], ...rows],
  };
}
