import type { Direction } from '../api/contract/trace.ts';
import { before, type Clocks, type Moment, type Slack } from './clocks.ts';
import { type Edge, isBooked, isContainment, isIdentity, type Rank, rank } from './edge.ts';
import type { Neighbours } from './neighbours.ts';

/**
 * The stretch in which the traced content was inside an object. Forward: content that left a
 * component does not travel on to what the parent was packed into later. Backward: what was put into
 * a component after it left the root does not belong to the root.
 */
type Stretch = { readonly since: Moment; readonly until: Moment };

/** One way of having come to an object: how surely, and when the traced content was inside. */
type Stay = {
  readonly id: number;
  readonly depth: number;
  readonly rank: Rank;
  readonly stretch: Stretch;
  /** When the traced content was taken out again with a component; Infinity: it is still inside. */
  readonly removedMs: number;
};

/** What all the ways to an object tell together. */
export type Reached = Pick<Stay, 'id' | 'depth' | 'rank' | 'removedMs'>;

export type Walk = {
  readonly reached: ReadonlyMap<number, Reached>;
  readonly edges: readonly Edge[];
};

export type WalkOptions = {
  readonly rootIds: readonly number[];
  readonly direction: Direction;
  readonly neighbours: Neighbours;
  readonly clocks: Pick<Clocks, 'slack' | 'slackMsMax'>;
  /** Only content that was in the roots during this stretch; everything by default. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

const fromEver: Moment = { ms: Number.NEGATIVE_INFINITY, sourceId: null };
const forEver: Moment = { ms: Number.POSITIVE_INFINITY, sourceId: null };

/**
 * Follows every edge from the roots until nothing new is found. Breadth first, a few statements a
 * level; each object's edges are read once. The labels of a unit lead to one another both ways: what it
 * holds under one, and what holds it, it has under all. No depth limit; a circle ends by itself, because a stay
 * that an equally sure and longer one covers is not followed. Stays are not merged: what was
 * certainly inside until noon and possibly inside since one o'clock was not certainly shipped at two.
 */
export function walk(options: WalkOptions): Walk {
  const roots = rootStays(options);
  const stays = new Map<number, readonly Stay[]>(roots.map((root) => [root.id, [root]]));
  const depths = new Map(options.rootIds.map((id) => [id, 0]));
  const edgesFrom = new Map<number, Edge[]>();
  const renamings = new Map<string, Edge>();
  const travelled = new Set<Edge>();
  let frontier: readonly Stay[] = roots;
  while (frontier.length > 0) {
    readEdges(frontier, { edgesFrom, renamings }, options);
    const next: Stay[] = [];
    for (const [edge, arrival] of leaving(frontier, edgesFrom, options)) {
      travelled.add(edge);
      if (arrive(stays, arrival)) next.push(arrival);
    }
    // What another stay of its level covers goes nowhere that the other does not.
    frontier = next.filter((stay) => stays.get(stay.id)?.includes(stay));
    for (const { id, depth } of next) if (!depths.has(id)) depths.set(id, depth);
  }
  return { reached: summed(stays, depths), edges: [...travelled] };
}

function rootStays({ rootIds, sinceMs, untilMs }: WalkOptions): Stay[] {
  const since = sinceMs === undefined ? fromEver : { ms: sinceMs, sourceId: null };
  const until = untilMs === undefined ? forEver : { ms: untilMs, sourceId: null };
  return rootIds.map((id) => ({
    id,
    depth: 0,
    rank: rank.certain,
    stretch: { since, until },
    removedMs: Number.POSITIVE_INFINITY,
  }));
}

function* leaving(
  frontier: Iterable<Stay>,
  edgesFrom: ReadonlyMap<number, readonly Edge[]>,
  options: WalkOptions,
): Iterable<[Edge, Stay]> {
  for (const from of frontier) {
    for (const edge of edgesFrom.get(from.id) ?? []) {
      for (const arrival of arrivals(edge, from, options)) yield [edge, arrival];
    }
  }
}

type Read = {
  /** By the object from which they lead on. */
  readonly edgesFrom: Map<number, Edge[]>;
  /** By what tells them apart: whichever label it was read from, a renaming is one edge. */
  readonly renamings: Map<string, Edge>;
};

/** Reads the edges of the objects that are new, all in one go. */
function readEdges(
  stays: readonly Stay[],
  { edgesFrom, renamings }: Read,
  { direction, neighbours, clocks }: WalkOptions,
): void {
  const ids = [...new Set(stays.map(({ id }) => id))].filter((id) => !edgesFrom.has(id));
  if (ids.length === 0) return;
  for (const id of ids) edgesFrom.set(id, []);
  for (const edge of neighbours(ids, clocks)) {
    if (edge.kind === 'relabelled') leadBothWays(edge);
    else edgesFrom.get(direction === 'forward' ? edge.childId : edge.parentId)?.push(edge);
  }

  function leadBothWays(read: Edge): void {
    const { parentId, childId, seq } = read;
    const key = `${parentId} ${childId} ${seq}`;
    const edge = renamings.get(key) ?? read;
    renamings.set(key, edge);
    for (const id of [parentId, childId]) {
      const leading = edgesFrom.get(id);
      if (leading?.includes(edge) === false) leading.push(edge);
    }
  }
}

/** Of an edge, the end that is not `id`. */
function otherEnd({ parentId, childId }: Edge, id: number): number {
  return childId === id ? parentId : childId;
}

/** The ways over an edge: as it was booked, and, less surely, as it may have been at another time. */
function arrivals(edge: Edge, from: Stay, options: WalkOptions): Stay[] {
  const booked = travel(edge, from, options);
  const ways = booked === undefined ? [] : [booked];
  return isBooked(edge.kind) ? [...ways, travelAnyTime(edge, from, options)] : ways;
}

/** What was in the child at any time may be in the parent, whenever that was booked. */
function travelAnyTime(edge: Edge, from: Stay, { direction }: WalkOptions): Stay {
  const isForward = direction === 'forward';
  const { since, until } = from.stretch;
  return {
    id: otherEnd(edge, from.id),
    depth: from.depth + 1,
    rank: rank.possible,
    stretch: isForward ? { since, until: forEver } : { since: fromEver, until },
    removedMs: isForward ? Number.POSITIVE_INFINITY : from.removedMs,
  };
}

/** Where an edge leads with what, or undefined when the content was not there at the time. */
function travel(edge: Edge, from: Stay, { direction, clocks }: WalkOptions): Stay | undefined {
  const given = givenDuring(edge);
  const isInside = isContainment(edge.kind);
  const isForward = direction === 'forward';
  const meeting = meets(stretchOf(edge, given, isForward), from.stretch, clocks.slack);
  if (meeting === 'no') return undefined;
  const doubt = meeting === 'sure' ? rank.certain : rank.possible;
  return {
    id: otherEnd(edge, from.id),
    depth: from.depth + 1,
    rank: Math.min(from.rank, edge.rank, doubt) as Rank, // The smallest of ranks is a rank.
    stretch: stretchAfter(edge, from.stretch, isForward),
    removedMs: removalAfter(given, from, { isInside, isForward }),
  };
}

/** The stretch in which what the walk carries must have been there to go on. */
function stretchOf(edge: Edge, given: Stretch, isForward: boolean): Stretch {
  // What a mix took in goes into what comes out of it later.
  if (isForward) return { since: edge.inputFrom ?? given.since, until: given.until };
  // Backward, what was given stays: it belongs to the root whenever the root's stretch ends later.
  return isContainment(edge.kind) ? given : { since: given.since, until: forEver };
}

type Way = { readonly isInside: boolean; readonly isForward: boolean };

/** Taken out with what holds it; used up in something new, forward, it cannot be taken out any more. */
function removalAfter(given: Stretch, from: Stay, { isInside, isForward }: Way): number {
  if (isInside) return Math.min(given.until.ms, from.removedMs);
  return isForward ? Number.POSITIVE_INFINITY : from.removedMs;
}

function stretchAfter(edge: Edge, from: Stretch, isForward: boolean): Stretch {
  const given = givenDuring(edge);
  if (isContainment(edge.kind)) {
    return { since: later(given.since, from.since), until: earlier(given.until, from.until) };
  }
  if (isForward) return { since: later(given.since, from.since), until: forEver };
  // A lot's content does not leave it: whatever came in before the exposure's end was given.
  return edge.kind === 'exposed' ? { since: fromEver, until: given.until } : given;
}

/**
 * When the child's content could pass to the parent: while it sits inside, while a panel and its
 * boards are one, during an exposure, or at the instant of a split, mix or booking.
 */
function givenDuring(edge: Edge): Stretch {
  if (isIdentity(edge.kind)) return { since: fromEver, until: forEver };
  const since: Moment = { ms: edge.fromMs, sourceId: edge.fromSourceId };
  if (isContainment(edge.kind)) {
    return { since, until: { ms: edge.toMs, sourceId: edge.toSourceId } };
  }
  const lastMs = edge.kind === 'exposed' ? edge.toMs : edge.fromMs;
  return { since, until: { ms: lastMs + 1, sourceId: edge.fromSourceId } };
}

/** Whether two stretches have an instant in common. */
function meets(a: Stretch, b: Stretch, slack: Slack): 'sure' | 'possible' | 'no' {
  const orders = [before(a.since, b.until, slack), before(b.since, a.until, slack)];
  if (orders.includes('no')) return 'no';
  return orders.includes('possible') ? 'possible' : 'sure';
}

function later(a: Moment, b: Moment): Moment {
  return a.ms >= b.ms ? a : b;
}

function earlier(a: Moment, b: Moment): Moment {
  return a.ms <= b.ms ? a : b;
}

/** Notes an arrival; false when the stays known already cover it. */
function arrive(stays: Map<number, readonly Stay[]>, arrival: Stay): boolean {
  const known = stays.get(arrival.id) ?? [];
  if (known.some((stay) => covers(stay, arrival))) return false;
  stays.set(arrival.id, [...known.filter((stay) => !covers(arrival, stay)), arrival]);
  return true;
}

/** Of two that are equal but for their clocks, one covers the other whatever came first. */
function covers(a: Stay, b: Stay): boolean {
  const [aSince, aUntil] = [a.stretch.since, a.stretch.until];
  const [bSince, bUntil] = [b.stretch.since, b.stretch.until];
  const isAtLeast =
    a.rank >= b.rank &&
    aSince.ms <= bSince.ms &&
    aUntil.ms >= bUntil.ms &&
    a.removedMs >= b.removedMs;
  const isEqual =
    a.rank === b.rank &&
    aSince.ms === bSince.ms &&
    aUntil.ms === bUntil.ms &&
    a.removedMs === b.removedMs;
  if (!isEqual) return isAtLeast;
  const since = (aSince.sourceId ?? 0) - (bSince.sourceId ?? 0);
  return since < 0 || (since === 0 && (aUntil.sourceId ?? 0) <= (bUntil.sourceId ?? 0));
}

/** Each object once: the shortest and the surest way to it, and the latest removal. */
function summed(
  stays: ReadonlyMap<number, readonly Stay[]>,
  depths: ReadonlyMap<number, number>,
): Map<number, Reached> {
  const reached = new Map<number, Reached>();
  for (const [id, ways] of stays) {
    reached.set(id, {
      id,
      depth: depths.get(id) ?? 0,
      rank: Math.max(...ways.map((way) => way.rank)) as Rank, // The largest of ranks is a rank.
      removedMs: Math.max(...ways.map(({ removedMs }) => removedMs)),
    });
  }
  return reached;
}
