import type { Interval } from '../../domain/calendar/shift.ts';
import { addElements, type Elements, noElements } from '../../domain/kpi/elements.ts';
import { cutAlong } from '../../domain/kpi/time/cut-along.ts';
import { measureRuns, type Run } from '../../domain/kpi/time/measure-parts.ts';
import type { Timeline } from '../../domain/kpi/time/timeline.ts';
import type { KpiRow } from '../api/contract/kpis.ts';
import type { Measured } from '../kpi/measure.ts';
import type { EnergyRow } from '../kpi/rows.ts';
import type { Cut } from '../kpi/window.ts';
import type { BoardLine, BoardStation } from '../lines/layout.ts';
import { byInterval } from '../pieces/by-interval.ts';
import {
  type CycleOf,
  createCycles,
  type Part,
  partsOf as partsByTarget,
} from '../pieces/cycles.ts';
import { type OrderStart, startAt, startsOf } from '../pieces/order-starts.ts';
import {
  type CountedPiece,
  countedQuantities,
  energyUsed,
  firstPassesOf,
  orderTimeOf,
  productOf,
  quantitiesOf,
} from '../pieces/quantities.ts';
import { piecesCounted } from '../pieces/station-quantities.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Settings } from '../settings/read.ts';
import { type OrderPiecesRow, prepareWorkRows, type RunEndRow, type WorkKind } from './rows.ts';

/** A station of a line, or the line by its bottleneck. */
export type Place = {
  readonly of: Pick<KpiRow, 'line' | 'station'>;
  /** Where its pieces are counted; undefined where the line has no station. */
  readonly station: BoardStation | undefined;
  readonly timeline: Timeline;
  readonly energy: readonly EnergyRow[];
};

export type WorkPart = {
  readonly of: Place['of'];
  readonly cut: Cut;
  /** The order or the product; empty where nobody said. */
  readonly work: string;
  readonly elements: Elements;
};

type Basis = {
  readonly line: BoardLine;
  readonly cuts: readonly Cut[];
  readonly measured: Measured;
  readonly settings: Settings;
};

/**
 * What each place spent and made for each order or product. The time from one piece to the next is
 * that of the next one's, so that a changeover belongs to what it was for; after the last piece it
 * stays that one's. Without serials an order has the time from its start to the next order's.
 */
export function prepareByWork({ db, clock }: QueryContext) {
  const rows = prepareWorkRows(db);
  return (basis: Basis, kind: WorkKind, places: readonly Place[]): WorkPart[] => {
    const { cuts, line } = basis;
    const nowMs = clock.nowMs();
    const span = { fromMs: cuts[0]?.fromMs ?? nowMs, toMs: cuts.at(-1)?.toMs ?? nowMs };
    const known = cuts.map(({ fromMs, toMs }) => {
      return { fromMs, toMs: Math.max(fromMs, Math.min(toMs, nowMs)) };
    });
    const ids = places.flatMap(({ station }) => station?.row?.id ?? []);
    const ends = rows.ends(kind, ids, span);
    const parts = partsByTarget(cuts, basis.settings, line.path);
    const ofOrders = () =>
      rows.orderPieces(ids, parts).map((row) => {
        const { n = 0, fromMs = 0 } = parts[row.interval] ?? {};
        return { ...row, interval: n, fromMs };
      });
    const pieces =
      kind === 'order'
        ? ofOrders()
        : basis.measured.pieces.map((row) => ({ ...row, of: row.item }));
    const said = {
      kind,
      known,
      ends: Map.groupBy(ends, ({ stationId }) => stationId),
      pieces: Map.groupBy(pieces, ({ stationId }) => stationId),
      starts: startsOf(basis.measured.said.orders),
    };
    return places.flatMap((place) => partsOf(place, basis, said));
  };
}

/** Pieces since `fromMs`, while no target changed. */
type WorkPieces = OrderPiecesRow & Pick<Part, 'fromMs'>;

type Said = {
  readonly kind: WorkKind;
  readonly known: readonly Interval[];
  readonly ends: ReadonlyMap<number, readonly RunEndRow[]>;
  readonly pieces: ReadonlyMap<number, readonly WorkPieces[]>;
  readonly starts: readonly OrderStart[];
};

function partsOf(place: Place, basis: Basis, { kind, known, ...said }: Said): WorkPart[] {
  const { cuts, measured } = basis;
  const id = place.station?.row?.id ?? 0;
  // The same choice as for the whole: serials, and where there never were any the counter.
  const tells = measured.said.tells.get(id);
  const isCounted = tells?.serials !== 1 && tells?.counters === 1;
  const counted =
    isCounted && place.station !== undefined ? piecesCounted(place.station, measured.said) : [];
  const runs = isCounted
    ? runsCounted(counted, said.starts, kind)
    : runsUntil(said.ends.get(id) ?? []);
  const history = { timeline: place.timeline, plan: measured.plan };
  const times = measureRuns(history, known, runs);
  const energy = energyUsed(place.energy);
  const metered = addedUp(known, runs, (piece) => {
    const [used = []] = byInterval(energy, [piece]);
    const sum = used.reduce((total, { kilowattHours }) => total + kilowattHours, 0);
    return energy.length === 0 ? {} : { energyKilowattHours: sum };
  });
  const made = isCounted
    ? countedIn(counted, { place, basis, starts: said.starts, kind })
    : madeIn(said.pieces.get(id) ?? [], place, basis);
  const nothing =
    tells?.serials === 1 ? judgedOf([], noCycle) : isCounted ? quantitiesOf([], noCycle) : {};
  return cuts.flatMap((cut, n) => {
    const [time, quantities, used] = [times[n], made[n], metered[n]];
    const works = new Set([...(time?.keys() ?? []), ...(quantities?.keys() ?? [])]);
    return [...works].sort().map((work): WorkPart => {
      const orders = measured.said.orders.filter(({ order }) => order === work);
      const elements = {
        ...time?.get(work),
        ...(quantities?.get(work) ?? nothing),
        ...used?.get(work),
        ...(kind === 'order' ? orderTimeOf(orders, known[n] ?? cut) : {}),
      };
      return { of: place.of, cut, work, elements };
    });
  });
}

/** The last run goes on: its piece is the latest there is. */
function runsUntil(ends: readonly Pick<RunEndRow, 'of' | 'toMs'>[]): Run[] {
  return ends
    .map(({ of, toMs }, n) => {
      const fromMs = ends[n - 1]?.toMs ?? Number.NEGATIVE_INFINITY;
      return { of, fromMs, toMs: n === ends.length - 1 ? Number.POSITIVE_INFINITY : toMs };
    })
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** Where readings name products, time goes by them as by serials; else from the start of an order to the next. */
function runsCounted(
  counted: readonly CountedPiece[],
  starts: readonly OrderStart[],
  kind: WorkKind,
): Run[] {
  if (kind === 'product' && counted.some(({ item }) => item !== '')) {
    const pieces = counted
      .filter(({ count }) => count > 0)
      .map((piece) => ({ of: productOf(piece, starts), toMs: piece.atMs }));
    return runsUntil(pieces.sort((a, b) => a.toMs - b.toMs || (a.of < b.of ? -1 : 1)));
  }
  return starts
    .map(({ order, item, fromMs }, n) => {
      const toMs = starts[n + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      return { of: kind === 'order' ? order : item, fromMs, toMs };
    })
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

type PartElements = ReadonlyMap<string, Elements>;

function madeIn(rows: readonly WorkPieces[], place: Place, basis: Basis): PartElements[] {
  const { cuts, line, settings } = basis;
  const byCut = Map.groupBy(rows, ({ interval }) => interval);
  const cycleOf = createCycles(settings, { line: line.path, station: place.station?.path ?? '' });
  return cuts.map((_, n) => {
    const byWork = Map.groupBy(byCut.get(n) ?? [], ({ of }) => of);
    return new Map([...byWork].map(([of, own]) => [of, judgedOf(own, cycleOf)]));
  });
}

const noCycle = () => undefined;

/** What was made, and what of it was judged for the first time. */
function judgedOf(rows: readonly WorkPieces[], cycleOf: CycleOf): Elements {
  return { ...quantitiesOf(rows, cycleOf), ...firstPassesOf(rows) };
}

type Counting = Pick<Said, 'kind' | 'starts'> & { readonly place: Place; readonly basis: Basis };

function countedIn(
  counted: readonly CountedPiece[],
  { place, basis, starts, kind }: Counting,
): PartElements[] {
  const { line, settings, cuts } = basis;
  const station = place.station?.path ?? '';
  const cycleOf = createCycles(settings, { line: line.path, station });
  const workOf = (piece: CountedPiece) =>
    kind === 'product' ? productOf(piece, starts) : (startAt(starts, piece.atMs)?.order ?? '');
  return byInterval(counted, cuts).map((pieces) => {
    const byWork = Map.groupBy(pieces, workOf);
    return new Map(
      [...byWork].map(([work, own]) => [work, countedQuantities(own, cycleOf, starts)]),
    );
  });
}

/** The elements of each interval by what was worked on, from those of its pieces. */
function addedUp(
  intervals: readonly Interval[],
  runs: readonly Run[],
  elementsOf: (piece: Run) => Elements,
): PartElements[] {
  const parts = new Map(intervals.map((interval) => [interval, new Map<string, Elements>()]));
  for (const { base, cover, fromMs, toMs } of cutAlong(intervals, runs)) {
    const of = cover?.of ?? '';
    const part = parts.get(base);
    part?.set(of, addElements(part.get(of) ?? noElements, elementsOf({ of, fromMs, toMs })));
  }
  return [...parts.values()];
}
