import { type ElementName, type Elements, sumElements } from './elements.ts';

/** The elements of one station (or line) in one of the two periods. */
export type StationElements = { readonly station: string; readonly elements: Elements };

export type LossName =
  | 'setup'
  | 'micro_stop'
  | 'failure'
  | 'delay'
  | 'starved'
  | 'blocked'
  | 'waiting'
  | 'no_data'
  | 'clock_suspect'
  | 'speed'
  | 'quality';

/** One leaf of the tree. */
export type Contribution = {
  readonly station: string;
  readonly branch: 'availability' | 'effectiveness' | 'quality';
  readonly loss: LossName;
  /** What it took of the planned busy time in each period; speed may be below 0: faster than planned. */
  readonly beforeMs: number;
  readonly afterMs: number;
  /** By how much it moved the OEE index: positive is better. */
  readonly change: number;
  /** Planned busy time of the later period that it cost more than at the earlier rate; negative: saved. */
  readonly lostMs: number;
  /** The same in pieces at the later period's mean planned run time; null when nothing was made. */
  readonly lostPieces: number | null;
};

export type Explanation = {
  /** OEE index of both periods; null where it has no planned busy time or an element is missing. */
  readonly before: number | null;
  readonly after: number | null;
  readonly missing: readonly ElementName[];
  /** The greatest first. They add up to `after - before`. Empty when that is undefined. */
  readonly contributions: readonly Contribution[];
};

/**
 * Explains the change of the OEE index by its losses. The OEE index is the valuable time,
 * sum(PRU x PQ) x GQ / PQ, over the PBT; the rest of the PBT is lost to setup, delays, down time, no
 * data, speed (APT - PRU x PQ) and quality. So the index is 1 less the losses' shares, and its change
 * is the sum of their shares' changes: nothing is left over, and no order of causes is assumed.
 */
export function explainChange(
  before: readonly StationElements[],
  after: readonly StationElements[],
): Explanation {
  const [earlier, later] = [periodOf(before), periodOf(after)];
  const missing = [...new Set([...earlier.missing, ...later.missing])];
  const isDefined = missing.length === 0 && earlier.busyMs > 0 && later.busyMs > 0;
  const stations = [...new Set([...earlier.losses.keys(), ...later.losses.keys()])];
  const contributions = isDefined
    ? stations.flatMap((station) => contributionsOf(station, { earlier, later }))
    : [];
  contributions.sort(
    (a, b) =>
      Math.abs(b.change) - Math.abs(a.change) ||
      (a.station === b.station ? compare(a.loss, b.loss) : compare(a.station, b.station)),
  );
  return { before: indexOf(earlier), after: indexOf(later), missing, contributions };
}

type Period = {
  readonly missing: readonly ElementName[];
  readonly busyMs: number;
  /** The mean planned run time of what was made. */
  readonly perItemMs: number;
  readonly losses: ReadonlyMap<string, Losses>;
};
type Losses = { readonly [L in LossName]: number };

const needed = [
  'plannedBusyTimeMs',
  'actualProductionTimeMs',
  'plannedRunTimeMs',
  'producedQuantity',
  'goodQuantity',
] as const satisfies readonly ElementName[];

function periodOf(parts: readonly StationElements[]): Period {
  const total = sumElements(parts.map(({ elements }) => elements));
  const missing = needed.filter((name) => typeof total[name] !== 'number');
  const produced = total.producedQuantity ?? 0;
  const perItemMs = produced === 0 ? 0 : (total.plannedRunTimeMs ?? 0) / produced;
  const stations = Map.groupBy(parts, ({ station }) => station);
  const losses = new Map(
    [...stations].map(([station, own]) => {
      const elements = sumElements(own.map((part) => part.elements));
      return [station, lossesOf(elements, perItemMs)] as const;
    }),
  );
  return { missing, busyMs: total.plannedBusyTimeMs ?? 0, perItemMs, losses };
}

function lossesOf(elements: Elements, perItemMs: number): Losses {
  const ms = (name: ElementName): number => elements[name] ?? 0;
  return {
    setup: ms('actualSetupTimeMs'),
    micro_stop: ms('microStopTimeMs'),
    failure: ms('failureTimeMs'),
    delay: ms('actualDelayTimeMs') - ms('microStopTimeMs') - ms('failureTimeMs'),
    starved: ms('starvedTimeMs'),
    blocked: ms('blockedTimeMs'),
    waiting: ms('actualDownTimeMs') - ms('starvedTimeMs') - ms('blockedTimeMs'),
    no_data: ms('noDataTimeMs'),
    clock_suspect: ms('clockSuspectTimeMs'),
    speed: ms('actualProductionTimeMs') - ms('plannedRunTimeMs'),
    quality: (ms('producedQuantity') - ms('goodQuantity')) * perItemMs,
  };
}

function indexOf({ missing, busyMs, losses }: Period): number | null {
  if (missing.length > 0 || busyMs === 0) return null;
  const lostMs = [...losses.values()].flatMap((own) => Object.values(own));
  return 1 - lostMs.reduce((sum, ms) => sum + ms, 0) / busyMs;
}

function contributionsOf(
  station: string,
  { earlier, later }: { readonly earlier: Period; readonly later: Period },
): Contribution[] {
  const was = earlier.losses.get(station) ?? noLosses;
  const is = later.losses.get(station) ?? noLosses;
  return lossNames.flatMap((loss) => {
    const change = was[loss] / earlier.busyMs - is[loss] / later.busyMs;
    if (change === 0) return [];
    const lostMs = -change * later.busyMs;
    const lostPieces = later.perItemMs === 0 ? null : lostMs / later.perItemMs;
    const ends = { beforeMs: was[loss], afterMs: is[loss] };
    return [{ station, branch: branchOf(loss), loss, ...ends, change, lostMs, lostPieces }];
  });
}

const noLosses = lossesOf({}, 0);
// The keys of a literal of that type.
const lossNames = Object.keys(noLosses) as LossName[];

function branchOf(loss: LossName): Contribution['branch'] {
  if (loss === 'quality') return 'quality';
  return loss === 'speed' ? 'effectiveness' : 'availability';
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
