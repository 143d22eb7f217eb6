import type { Interval } from '../../domain/calendar/shift.ts';
import { type Settings, targetAt } from '../settings/read.ts';

/** The planned run time of a product (empty: of any) at an instant; undefined where nobody said. */
export type CycleOf = (item: string, atMs: number) => number | undefined;

type Place = { readonly line: string; readonly station: string };

/** Looks each product up once for every stretch between two changes of the line's targets. */
export function createCycles({ targets }: Settings, { line, station }: Place): CycleOf {
  const edges = changesOf(targets, line);
  const known = new Map<string, number | undefined>();
  return (item, atMs) => {
    const stretch = edges.filter((fromMs) => fromMs <= atMs).length;
    const key = `${stretch} ${item}`;
    if (known.has(key)) return known.get(key);
    const asked = { line, station, ...(item === '' ? {} : { item }) };
    const { plannedCycleMs } = targetAt(targets, asked, atMs);
    known.set(key, plannedCycleMs);
    return plannedCycleMs;
  };
}

export type Part = Interval & {
  /** Which of the intervals it is a part of. */
  readonly n: number;
};

/** The intervals cut where a target of the line changes: in each part a product has one planned run time. */
export function partsOf(
  intervals: readonly Interval[],
  { targets }: Settings,
  line: string,
): Part[] {
  const edges = changesOf(targets, line);
  return intervals.flatMap(({ fromMs, toMs }, n) => {
    const cuts = [fromMs, ...edges.filter((ms) => ms > fromMs && ms < toMs), toMs];
    return cuts.slice(1).map((until, index) => ({ fromMs: cuts[index] ?? fromMs, toMs: until, n }));
  });
}

function changesOf(targets: Settings['targets'], line: string): number[] {
  const own = targets.filter(({ body }) => body.line === line);
  return [...new Set(own.map(({ fromMs }) => fromMs))].sort((a, b) => a - b);
}
