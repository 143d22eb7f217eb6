import { weekLines } from '../layout.ts';
import type { Passage } from '../making.ts';
import { targets, type WeekOrder } from '../orders.ts';
import { covers, type Span, sharedMs } from '../spans.ts';
import type { StationWeek } from '../week.ts';
import type { Elements } from './true-time.ts';

type Made = { readonly good: number; readonly reject: number };
type MadeAt = Made & { readonly atMs: number; readonly item: string | undefined };

/** What a station made, judged and used in a stretch of time. */
export function truePieces(of: StationWeek, span: Span): Elements {
  return { ...madeBy(of, span), ...energyOf(of, span) };
}

function madeBy(of: StationWeek, span: Span): Elements {
  const { tells, path, line } = of.station;
  if (tells === 'nothing') return {};
  if (tells === 'serials' || tells === 'panels') {
    const made = of.passages.map((each) => ({ ...each, ...resultsOf(each) }));
    return { ...quantities({ line, path }, made, span), ...firstPasses(made, span) };
  }
  const made = of.counts
    .filter(({ isFirst }) => !isFirst)
    .map((count) => ({ atMs: count.atMs, item: undefined, ...count.made }));
  return quantities({ line, path }, made, span);
}

function resultsOf({ results }: Passage): Made {
  const count = (wanted: string) => results.filter((result) => result === wanted).length;
  return { good: count('pass'), reject: count('fail') };
}

type Place = { readonly line: string; readonly path: string };

function quantities({ line, path }: Place, made: readonly MadeAt[], span: Span): Elements {
  let [good, reject, plannedRunTimeMs] = [0, 0, 0 as number | null];
  for (const piece of made) {
    const count = piece.good + piece.reject;
    if (!covers(span, piece.atMs) || count === 0) continue;
    good += piece.good;
    reject += piece.reject;
    const cycleMs = plannedCycleMs({ line, path }, piece);
    plannedRunTimeMs =
      cycleMs === undefined || plannedRunTimeMs === null
        ? null
        : plannedRunTimeMs + cycleMs * count;
  }
  return {
    producedQuantity: good + reject,
    goodQuantity: good,
    scrapQuantity: reject,
    plannedRunTimeMs,
  };
}

/** As planned when the piece was made: for the product before for the station before for the line. */
function plannedCycleMs({ line, path }: Place, { atMs, item }: MadeAt): number | undefined {
  const inForce = targets.filter(
    (target) =>
      target.line === line &&
      target.fromMs <= atMs &&
      (target.station ?? path) === path &&
      (target.item === undefined || target.item === item),
  );
  const narrowest =
    inForce.findLast((target) => target.item !== undefined) ??
    inForce.findLast((target) => target.station !== undefined);
  return narrowest?.cycleMs ?? weekLines.find((each) => each.path === line)?.plannedCycleMs;
}

type Judged = Passage & Made;

/** Every unit counts at its first judgement at the station; of two at once the worse is the first. */
function firstPasses(made: readonly Judged[], span: Span): Elements {
  const judged = made.filter(({ good, reject }) => good + reject > 0);
  const ofUnit = Map.groupBy(judged, ({ unit }) => unit);
  let [inspectedParts, goodParts, produced] = [0, 0, 0];
  for (const passages of ofUnit.values()) {
    for (const { atMs, good, reject } of passages) {
      if (covers(span, atMs)) produced += good + reject;
    }
    const [first] = passages.toSorted(
      (a, b) => a.atMs - b.atMs || b.reject - a.reject || a.good - b.good,
    );
    if (first === undefined || !covers(span, first.atMs)) continue;
    inspectedParts += first.good + first.reject;
    goodParts += first.good;
  }
  return { inspectedParts, goodParts, reworkQuantity: produced - inspectedParts };
}

function energyOf({ meters }: StationWeek, span: Span): Elements {
  if (meters.length === 0) return {};
  const within = meters.filter(({ atMs }) => covers(span, atMs));
  return {
    energyKilowattHours: within.reduce((sum, { usedKilowattHours }) => sum + usedKilowattHours, 0),
  };
}

/** What the line made is what its output station made; the energy is that of all its stations. */
export function trueLinePieces(
  stations: readonly StationWeek[],
  output: string,
  span: Span,
): Elements {
  const last = stations.find(({ station }) => station.path === output);
  return { ...(last === undefined ? {} : madeBy(last, span)), ...trueLineEnergy(stations, span) };
}

export function trueLineEnergy(stations: readonly StationWeek[], span: Span): Elements {
  const all = stations.map((each) => energyOf(each, span)['energyKilowattHours'] ?? 0);
  return { energyKilowattHours: all.reduce((sum, used) => sum + used, 0) };
}

/** What is said of a station because of its line: its orders, and what its first serial station made. */
export function trueSurroundings(
  stations: readonly StationWeek[],
  orders: readonly WeekOrder[],
  span: Span,
): Elements {
  const first = stations.find(({ passages }) => passages.length > 0);
  const ran = orders
    .filter(({ line }) => line === stations[0]?.station.line)
    .map(({ startedMs, completedMs = span.toMs }) =>
      sharedMs({ fromMs: startedMs, toMs: completedMs }, span),
    );
  return {
    orderExecutionTimeMs: ran.reduce((sum, ms) => sum + ms, 0),
    firstStepQuantity:
      first === undefined ? null : (madeBy(first, span)['producedQuantity'] ?? null),
  };
}

/**
 * Which product a station worked on: the time from one piece to the next is that of the next one's, of
 * two at once the first by name; after the last piece it stays that one's.
 */
export function productRuns(of: StationWeek): (Span & { readonly item: string })[] {
  const made = madeAtOutput(of).toSorted((a, b) => a.atMs - b.atMs || (a.item < b.item ? -1 : 1));
  return made.map(({ atMs, item }, index) => ({
    item,
    fromMs: made[index - 1]?.atMs ?? Number.NEGATIVE_INFINITY,
    toMs: index === made.length - 1 ? Number.POSITIVE_INFINITY : atMs,
  }));
}

/** Pieces by product at the output station; the empty item is that of units nobody named. */
export function trueProducts(of: StationWeek, span: Span): Map<string, Elements> {
  const { line, path } = of.station;
  const made = madeAtOutput(of).filter(({ atMs }) => covers(span, atMs));
  return new Map(
    [...Map.groupBy(made, ({ item }) => item)].map(([item, all]) => [
      item,
      quantities({ line, path }, all, span),
    ]),
  );
}

/** What is told of a product of which nothing was made in the time. */
export const noPieces: Elements = {
  producedQuantity: 0,
  goodQuantity: 0,
  scrapQuantity: 0,
  plannedRunTimeMs: 0,
};

function madeAtOutput({ passages }: StationWeek) {
  return passages
    .map((each) => ({ ...each, ...resultsOf(each), item: each.item ?? '' }))
    .filter(({ good, reject }) => good + reject > 0);
}
