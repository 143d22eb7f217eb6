import { type LinePath, lineOf, type StationPath } from '../../domain/equipment-path.ts';
import type { Happening } from '../../domain/events/correction.ts';
import type { EventOf, FactoryEvent } from '../../domain/events/event.ts';
import { outputStationOf, type PlantModel } from '../../domain/plant.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import type { Database } from '../store/database.ts';
import { assumedPassageMs } from '../trace/exposure.ts';
import { type Find, prepareFind } from './find.ts';
import { prepareRelated } from './related.ts';

export const hourMs = 3_600_000;

/** What some events may have changed; to name more than that does no harm. */
export type Touched = {
  /** The starts of hours (UTC) by line. */
  readonly hours: Map<LinePath, Set<number>>;
  /** Lots by database id; true: tell of it even when nothing is left of its mounts. */
  readonly lots: Map<number, boolean>;
};

/** A time in which something of a line changed. */
export type TouchedTime = Stretch & { readonly line: LinePath };

export type ReadTouched = (events: readonly FactoryEvent[], horizonMs: number) => Touched;

/**
 * Says what events changed, from the tables as they are after all of them were folded. A state that
 * lasts is known up to the horizon.
 */
export function prepareTouched(db: Database, plant: PlantModel): ReadTouched {
  const outputStations = new Map(plant.lines.map((line) => [line.path, outputStationOf(line)]));
  const find = prepareFind(db);
  const related = prepareRelated(db);
  return (events, horizonMs) => {
    const touched: Touched = { hours: new Map(), lots: new Map() };
    const passages: Passages = new Map();
    for (const event of events) {
      const { happenings, isCorrected } = related(event);
      const seen = { touched, passages, find, outputStations, horizonMs, isCorrected };
      for (const happening of happenings) touch(happening, seen);
    }
    for (const span of passages.values()) {
      for (const id of find.lotsEndedAround(span)) touchLot(id, { touched, isCorrected: false });
    }
    return touched;
  };
}

type Passages = Map<string, { stationId: number; fromMs: number; toMs: number }>;

type Seen = {
  readonly touched: Touched;
  /** Passages by station and hour, so that a late one does not stretch over the days between. */
  readonly passages: Passages;
  readonly find: Find;
  readonly outputStations: ReadonlyMap<LinePath, StationPath>;
  readonly horizonMs: number;
  /** The event was corrected or retracted: what it said may be gone. */
  readonly isCorrected: boolean;
};

const touches = {
  unit_started: ({ unit, positions }, seen) => {
    for (const each of [unit, ...(positions ?? []).map((place) => place.unit)]) {
      touchUnit(each, seen);
    }
  },
  panel_separated: ({ positions }, seen) => {
    for (const { unit } of positions) touchUnit(unit, seen);
  },
  unit_relabelled: ({ unit, previous }, seen) => {
    touchUnit(unit, seen);
    touchUnit(previous, seen);
  },
  unit_processed: ({ station, at, startedAt }, seen) => {
    const atMs = toMs(at);
    touchOutput(station, atMs, seen);
    const where = seen.find.station(station);
    if (where === undefined) return; // Only ever said by an event that was corrected.
    const lastsMs = where.passageMsMax || assumedPassageMs;
    const startMs = startedAt === undefined ? atMs - lastsMs : toMs(startedAt);
    const key = `${where.id} ${startOfHour(atMs)}`;
    const known = seen.passages.get(key) ?? { stationId: where.id, fromMs: startMs, toMs: atMs };
    known.fromMs = Math.min(known.fromMs, startMs);
    known.toMs = Math.max(known.toMs, atMs);
    seen.passages.set(key, known);
  },
  state_changed: ({ station, at }, seen) => {
    const fromMs = toMs(at);
    const untilMs = seen.find.nextStateMs(station, fromMs) ?? seen.horizonMs;
    touchHours(lineOf(station), { fromMs, toMs: untilMs }, seen);
  },
  lot_received: ({ lot }, seen) => touchNamedLot(lot, seen),
  lot_mounted: (event, seen) => {
    touchNamedLot(event.lot, seen);
    touchSlot(event, seen);
  },
  lot_dismounted: (event, seen) => {
    touchNamedLot(event.lot, seen);
    touchSlot(event, seen);
  },
  lot_spliced: (event, seen) => {
    touchNamedLot(event.from, seen);
    touchNamedLot(event.to, seen);
    touchSlot(event, seen);
  },
} satisfies { readonly [T in Happening['type']]?: (event: EventOf<T>, seen: Seen) => void };

/** The events that change summaries; the others need not be read. */
export const touchingTypes: readonly FactoryEvent['type'][] = [
  ...(Object.keys(touches) as (keyof typeof touches)[]), // Its own keys.
  'event_retracted',
  'event_corrected',
];

function touch(happening: Happening, seen: Seen): void {
  // Each function of the table is only called with events of the type it stands under.
  const table = touches as Partial<Record<string, (event: Happening, seen: Seen) => void>>;
  table[happening.type]?.(happening, seen);
}

export function startOfHour(ms: number): number {
  return Math.floor(ms / hourMs) * hourMs;
}

/** Adds every hour of which some part lies in the stretch, and always the first. */
export function addHours(hours: Set<number>, { fromMs, toMs: untilMs }: Stretch): void {
  const firstMs = startOfHour(fromMs);
  hours.add(firstMs);
  for (let ms = firstMs + hourMs; ms < untilMs; ms += hourMs) hours.add(ms);
}

type Stretch = { readonly fromMs: number; readonly toMs: number };

function touchHours(line: LinePath, stretch: Stretch, { touched, outputStations }: Seen): void {
  if (!outputStations.has(line)) return;
  const hours = touched.hours.get(line) ?? new Set();
  touched.hours.set(line, hours);
  addHours(hours, stretch);
}

function touchOutput(station: StationPath, atMs: number, seen: Seen): void {
  const line = lineOf(station);
  const isOutput = seen.outputStations.get(line) === station;
  if (isOutput) touchHours(line, { fromMs: atMs, toMs: atMs }, seen);
}

/** Said to be another product: wherever it passed, under any of its labels. */
function touchUnit(unit: string, seen: Seen): void {
  for (const { station, atMs } of seen.find.passagesOf(unit)) touchOutput(station, atMs, seen);
}

function touchNamedLot(lot: string, seen: Seen): void {
  const id = seen.find.lot(lot);
  if (id !== undefined) touchLot(id, seen);
}

function touchLot(
  id: number,
  { touched, isCorrected }: Pick<Seen, 'touched' | 'isCorrected'>,
): void {
  touched.lots.set(id, isCorrected || touched.lots.get(id) === true);
}

/** What a mark says also ends the mount before it and bounds the one after it. */
function touchSlot(
  { station, slot, at }: { station: StationPath; slot: string; at: Instant },
  seen: Seen,
): void {
  for (const id of seen.find.lotsAround({ station, slot, atMs: toMs(at) })) {
    touchLot(id, { touched: seen.touched, isCorrected: false });
  }
}
