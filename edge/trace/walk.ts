import type { Direction } from '../api/contract/trace.ts';
import { before, type Clocks, type Moment, type Slack } from './clocks.ts';
import { type Edge, isContainment, type Rank, rank } from './edge.ts';
import type { Neighbours } from './neighbours.ts';

/**
 * The stretch in which the traced content was inside an object. Forward: content that left a
 * component does not travel on to what the parent was packed into later. Backward: what was put into
 * a component after it left the root does not belong to the root.
 */
type Stretch = { readonly since: Moment; readonly until: Moment };

/** What is known of an object on the way. */
export type Reached = {
  readonly id: number;
  readonly depth: number;
  readonly rank: Rank;
  readonly stretch: Stretch;
  /** When the traced content was taken out again with a component; Infinity: it is still inside. */
  readonly removedMs: number;
};

export type Walk = {
  readonly reached: ReadonlyMap<number, Reached>;
  readonly edges: readonly Edge[];
};

export type WalkOptions = {
  readonly rootId: number;
  readonly direction: Direction;
  readonly neighbours: Neighbours;
  readonly clocks: Pick<Clocks, 'slack' | 'slackMsMax'>;
  /** Only content that was in the root during this stretch; everything by default. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

const fromEver: Moment = { ms: Number.NEGATIVE_INFINITY, sourceId: null };
const forEver: Moment = { ms: Number.POSITIVE_INFINITY, sourceId: null };

/**
 * Follows every edge from the root until nothing new is found or made surer. Breadth first, a few
 * statements a level; each object's edges are read once. No depth limit; a circle ends by itself
 * because an object is only visited again when it became surer or its stretch grew.
 */
export function walk(options: WalkOptions): Walk {
  const { rootId } = options;
  const root: Reached = {
    id: rootId,
    depth: 0,
    rank: rank.certain,
    stretch: {
      since: options.sinceMs === undefined ? fromEver : { ms: options.sinceMs, sourceId: null },
      until: options.untilMs === undefined ? forEver : { ms: options.untilMs, sourceId: null },
    },
    removedMs: Number.POSITIVE_INFINITY,
  };
  const reached = new Map([[rootId, root]]);
  const edgesFrom = new Map<number, Edge[]>();
  const travelled = new Set<Edge>();
  let frontier = new Set([root]);
  while (frontier.size > 0) {
    readEdges([...frontier], edgesFrom, options);
    const next = new Set<Reached>();
    for (const [edge, from] of leaving(frontier, edgesFrom)) {
      const arrival = travel(edge, from, options);
      if (arrival === undefined) continue;
      travelled.add(edge);
      const changed = arrive(reached, arrival);
      if (changed !== undefined) next.add(changed);
    }
    frontier = next;
  }
  return { reached, edges: [...travelled] };
}

function* leaving(
  frontier: Iterable<Reached>,
  edgesFrom: ReadonlyMap<number, readonly Edge[]>,
): Iterable<[Edge, Reached]> {
  for (const from of frontier) {
    for (const edge of edgesFrom.get(from.id) ?? []) yield [edge, from];
  }
}

/** Reads the edges of the objects that are new, all in one go. */
function readEdges(
  objects: readonly Reached[],
  edgesFrom: Map<number, Edge[]>,
  { direction, neighbours, clocks }: WalkOptions,
): void {
  const ids = objects.map(({ id }) => id).filter((id) => !edgesFrom.has(id));
  if (ids.length === 0) return;
  for (const id of ids) edgesFrom.set(id, []);
  for (const edge of neighbours(ids, clocks)) {
    edgesFrom.get(direction === 'forward' ? edge.childId : edge.parentId)?.push(edge);
  }
}

/** Where an edge leads with what, or undefined when the content was not there at the time. */
function travel(
  edge: Edge,
  from: Reached,
  { direction, clocks }: WalkOptions,
): Reached | undefined {
  const given = givenDuring(edge);
  const isInside = isContainment(edge.kind);
  const isForward = direction === 'forward';
  // Backward, what was given stays: it belongs to the root whenever the root's stretch ends later.
  const there = isForward || isInside ? given : { since: given.since, until: forEver };
  const meeting = meets(there, from.stretch, clocks.slack);
  if (meeting === 'no') return undefined;
  const doubt = meeting === 'sure' ? rank.certain : rank.possible;
  return {
    id: isForward ? edge.parentId : edge.childId,
    depth: from.depth + 1,
    rank: Math.min(from.rank, edge.rank, doubt) as Rank, // The smallest of ranks is a rank.
    stretch: stretchAfter(given, from.stretch, { isInside, isForward }),
    removedMs: removalAfter(given, from, { isInside, isForward }),
  };
}

type Way = { readonly isInside: boolean; readonly isForward: boolean };

/** Taken out with what holds it; used up in something new, forward, it cannot be taken out any more. */
function removalAfter(given: Stretch, from: Reached, { isInside, isForward }: Way): number {
  if (isInside) return Math.min(given.until.ms, from.removedMs);
  return isForward ? Number.POSITIVE_INFINITY : from.removedMs;
}

function stretchAfter(given: Stretch, from: Stretch, { isInside, isForward }: Way): Stretch {
  if (isInside) {
    return { since: later(given.since, from.since), until: earlier(given.until, from.until) };
  }
  return isForward ? { since: later(given.since, from.since), until: forEver } : given;
}

/**
 * When the child's content could pass to the parent: while it sits inside, while a panel and its
 * boards are one, during an exposure, or at the instant of a split, mix or booking.
 */
function givenDuring(edge: Edge): Stretch {
  if (edge.kind === 'on_panel') return { since: fromEver, until: forEver };
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

/** Notes an arrival; the object when it is new, surer or its stretch grew. */
function arrive(reached: Map<number, Reached>, arrival: Reached): Reached | undefined {
  const known = reached.get(arrival.id);
  const merged = known === undefined ? arrival : merge(known, arrival);
  if (merged === known) return undefined;
  reached.set(arrival.id, merged);
  return merged;
}

/** What two ways to one object tell together; the known one itself when the other adds nothing. */
function merge(known: Reached, arrival: Reached): Reached {
  const { since, until } = known.stretch;
  const isBetter =
    arrival.rank > known.rank ||
    arrival.stretch.since.ms < since.ms ||
    arrival.stretch.until.ms > until.ms ||
    arrival.removedMs > known.removedMs;
  if (!isBetter) return known;
  return {
    ...known,
    rank: Math.max(known.rank, arrival.rank) as Rank, // The larger of ranks is a rank.
    stretch: {
      since: earlier(since, arrival.stretch.since),
      until: later(until, arrival.stretch.until),
    },
    removedMs: Math.max(known.removedMs, arrival.removedMs),
  };
}
