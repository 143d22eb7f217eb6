import type { WeekOrder } from '../orders.ts';
import { at, covers, cutAt, type Span, sharedMs } from '../spans.ts';
import type { StationWeek } from '../week.ts';
import { firstJudgements, isSerial, type MadeAt, madeAt, quantities } from './true-pieces.ts';
import type { Elements } from './true-time.ts';

/** By what time and pieces are told apart. */
export type WorkKind = 'order' | 'product';

type Run = Span & { readonly of: string };

export type WorkPlace = {
  /** Where pieces are counted. */
  readonly of: StationWeek;
  /** Those of its line. */
  readonly orders: readonly WeekOrder[];
  /** Time and energy of a stretch. */
  readonly spent: (span: Span) => Elements;
};

/**
 * What a station or a line truly spent and made for each order or product. The time from one piece to the
 * next is that of the next one's, of two at once the first by name; after the last piece it stays
 * that one's. Where pieces have no name of their own, time goes from one order's start to the next.
 */
export function trueWork(
  { of, orders, spent }: WorkPlace,
  kind: WorkKind,
  span: Span,
): ReadonlyMap<string, Elements> {
  const runs = runsOf(of, orders, kind);
  const times = new Map<string, Elements>();
  for (const piece of cutAt(
    span,
    runs.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
  )) {
    const work = at(runs, piece.fromMs)?.of ?? '';
    times.set(work, added(times.get(work) ?? {}, spent(piece)));
  }
  const within = ({ atMs }: MadeAt) => covers(span, atMs);
  const made = madeAt(of, orders).filter(within);
  const firsts = Map.groupBy(firstJudgements(of).filter(within), (piece) => nameOf(piece, kind));
  const told = (work: string, own: readonly MadeAt[]) => ({
    ...quantities(of.station, own, span),
    ...(isSerial(of) ? judged(own, firsts.get(work) ?? []) : {}),
  });
  const pieces = new Map(
    [...Map.groupBy(made, (piece) => nameOf(piece, kind))].map(([work, own]) => [
      work,
      told(work, own),
    ]),
  );
  const none = (work: string) => (of.station.tells === 'nothing' ? {} : told(work, []));
  return new Map(
    [...new Set([...times.keys(), ...pieces.keys()])].map((work) => [
      work,
      {
        ...times.get(work),
        ...(pieces.get(work) ?? none(work)),
        ...(kind === 'order' ? executed(orders, work, span) : {}),
      },
    ]),
  );
}

/** Of what was made: what was judged for the first time ever, and the rest, which was judged again. */
function judged(made: readonly MadeAt[], firsts: readonly MadeAt[]): Elements {
  const count = (pieces: readonly MadeAt[], of: 'good' | 'reject') =>
    pieces.reduce((sum, piece) => sum + piece[of], 0);
  const all = (pieces: readonly MadeAt[]) => count(pieces, 'good') + count(pieces, 'reject');
  return {
    inspectedParts: all(firsts),
    goodParts: count(firsts, 'good'),
    reworkQuantity: all(made) - all(firsts),
  };
}

function runsOf(of: StationWeek, orders: readonly WeekOrder[], kind: WorkKind): Run[] {
  const isNamed = kind === 'product' && of.counts.some(({ item }) => item !== undefined);
  if (isSerial(of) || isNamed) {
    return untilNext(
      madeAt(of, orders)
        .filter(({ good, reject }) => good + reject > 0)
        .map((piece) => ({ of: nameOf(piece, kind), atMs: piece.atMs })),
    );
  }
  if (of.station.tells === 'nothing') return [];
  return orders.map(({ order, item, startedMs }, index) => ({
    of: kind === 'order' ? order : item,
    fromMs: startedMs,
    toMs: orders[index + 1]?.startedMs ?? Number.POSITIVE_INFINITY,
  }));
}

function untilNext(pieces: readonly { readonly of: string; readonly atMs: number }[]): Run[] {
  const made = pieces.toSorted((a, b) => a.atMs - b.atMs || (a.of < b.of ? -1 : 1));
  return made.map(({ of, atMs }, index) => ({
    of,
    fromMs: made[index - 1]?.atMs ?? Number.NEGATIVE_INFINITY,
    toMs: index === made.length - 1 ? Number.POSITIVE_INFINITY : atMs,
  }));
}

function nameOf({ order, item }: MadeAt, kind: WorkKind): string {
  return (kind === 'order' ? order : item) ?? '';
}

/** From its start to its completion. What is no order of the line is not told of. */
function executed(orders: readonly WeekOrder[], work: string, span: Span): Elements {
  const found = orders.find(({ order }) => order === work);
  if (found === undefined) return {};
  const { startedMs, completedMs = span.toMs } = found;
  const orderExecutionTimeMs = sharedMs({ fromMs: startedMs, toMs: completedMs }, span);
  return { orderExecutionTimeMs };
}

function added(a: Elements, b: Elements): Elements {
  return Object.fromEntries(
    Object.entries(b).map(([name, value]) => [name, (a[name] ?? 0) + (value ?? 0)]),
  );
}
