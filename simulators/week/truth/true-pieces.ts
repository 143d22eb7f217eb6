import { weekLines } from '../layout.ts';
import type { Passage } from '../making.ts';
import { startedAt, targets, type WeekOrder } from '../orders.ts';
import { covers, type Span, sharedMs } from '../spans.ts';
import type { StationWeek } from '../week.ts';
import type { Elements } from './true-time.ts';

type Made = { readonly good: number; readonly reject: number };
export type MadeAt = Made & {
  readonly atMs: number;
  readonly item: string | undefined;
  readonly order: string | undefined;
};

type Orders = readonly WeekOrder[];

/** What a station made, judged and used in a stretch of time. */
export function truePieces(of: StationWeek, orders: Orders, span: Span): Elements {
  return { ...madeBy(of, orders, span), ...energyOf(of, span) };
}

function madeBy(of: StationWeek, orders: Orders, span: Span): Elements {
  const { tells } = of.station;
  if (tells === 'nothing') return {};
  const made = quantities(of.station, madeAt(of, orders), span);
  return isSerial(of) ? { ...made, ...firstPasses(of, span) } : made;
}

export function isSerial({ station }: StationWeek): boolean {
  return station.tells === 'serials' || station.tells === 'panels';
}

/** Every piece with what it is and for which order, by the unit or, where there is none, by what the line began last. */
export function madeAt(of: StationWeek, orders: Orders): MadeAt[] {
  if (isSerial(of)) return judgements(of);
  const ofLine = orders.filter(({ line }) => line === of.station.line);
  return of.counts
    .filter(({ isFirst }) => !isFirst)
    .map(({ atMs, item, made }) => {
      const order = startedAt(ofLine, atMs);
      return { atMs, item: item ?? order?.item, order: order?.order, ...made };
    });
}

function judgedAt({ passages }: StationWeek) {
  return passages.map((each) => ({ ...each, ...resultsOf(each) }));
}

function resultsOf({ results }: Passage): Made {
  const count = (wanted: string) => results.filter((result) => result === wanted).length;
  return { good: count('pass'), reject: count('fail') };
}

type Place = { readonly line: string; readonly path: string };

export function quantities({ line, path }: Place, made: readonly MadeAt[], span: Span): Elements {
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
function plannedCycleMs(
  { line, path }: Place,
  { atMs, item }: Pick<MadeAt, 'atMs' | 'item'>,
): number | undefined {
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

/** Every unit counts at its first judgement at the station; of two at once the worse is the first. */
export function firstJudgements(of: StationWeek): MadeAt[] {
  return [...Map.groupBy(judgements(of), ({ unit }) => unit).values()].flatMap((ofUnit) => {
    const [first] = ofUnit.toSorted(
      (a, b) => a.atMs - b.atMs || b.reject - a.reject || a.good - b.good,
    );
    return first ?? [];
  });
}

function judgements(of: StationWeek) {
  return judgedAt(of).filter(({ good, reject }) => good + reject > 0);
}

function firstPasses(of: StationWeek, span: Span): Elements {
  const sum = (pieces: readonly MadeAt[], part: (piece: MadeAt) => number) =>
    pieces.reduce((all, piece) => all + (covers(span, piece.atMs) ? part(piece) : 0), 0);
  const firsts = firstJudgements(of);
  const inspectedParts = sum(firsts, ({ good, reject }) => good + reject);
  const produced = sum(judgements(of), ({ good, reject }) => good + reject);
  return {
    inspectedParts,
    goodParts: sum(firsts, ({ good }) => good),
    reworkQuantity: produced - inspectedParts,
  };
}

export function energyOf({ meters }: StationWeek, span: Span): Elements {
  if (meters.length === 0) return {};
  const within = meters.filter(({ atMs }) => covers(span, atMs));
  return {
    energyKilowattHours: within.reduce((sum, { usedKilowattHours }) => sum + usedKilowattHours, 0),
  };
}

/** What the line made is what its output station made; the energy is that of all its stations. */
export function trueLinePieces(
  stations: readonly StationWeek[],
  { output, orders }: { readonly output: string; readonly orders: Orders },
  span: Span,
): Elements {
  const last = stations.find(({ station }) => station.path === output);
  return {
    ...(last === undefined ? {} : madeBy(last, orders, span)),
    ...trueLineEnergy(stations, span),
  };
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
      first === undefined ? null : (madeBy(first, orders, span)['producedQuantity'] ?? null),
  };
}
