import type { Direction } from '../api/contract/trace.ts';
import { type Edge, isContainment, type Rank, rank } from './edge.ts';
import type { Slack } from './exposure.ts';
import type { Neighbours } from './neighbours.ts';

/** What is known of an object on the way: how it was reached and when it held what is traced. */
export type Reached = {
  readonly id: number;
  readonly depth: number;
  rank: Rank;
  /**
   * The stretch in which the traced content was inside. Forward: content that left a component does
   * not travel on to what the parent was packed into later. Backward: what was put into a component
   * after it left the root does not belong to the root.
   */
  sinceMs: number;
  untilMs: number;
  /** When the traced content was taken out again with a component; Infinity: it is still inside. */
  removedMs: number;
};

export type Walk = {
  readonly reached: ReadonlyMap<number, Reached>;
  readonly edges: readonly Edge[];
};

export type WalkOptions = {
  readonly rootId: number;
  readonly direction: Direction;
  readonly neighbours: Neighbours;
  readonly slack: Slack;
  readonly slackMsMax: number;
  readonly toleranceMs: number;
  /** Only content that was in the root during this stretch; everything by default. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

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
    sinceMs: options.sinceMs ?? Number.NEGATIVE_INFINITY,
    untilMs: options.untilMs ?? Number.POSITIVE_INFINITY,
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
  { direction, neighbours, slack, slackMsMax }: WalkOptions,
): void {
  const ids = objects.map(({ id }) => id).filter((id) => !edgesFrom.has(id));
  if (ids.length === 0) return;
  for (const id of ids) edgesFrom.set(id, []);
  for (const edge of neighbours(ids, slack, slackMsMax)) {
    edgesFrom.get(direction === 'forward' ? edge.childId : edge.parentId)?.push(edge);
  }
}

/** Where an edge leads with what, or undefined when the content was not there at the time. */
function travel(
  edge: Edge,
  from: Reached,
  { direction, toleranceMs }: WalkOptions,
): Reached | undefined {
  const given = givenDuring(edge);
  const stays = isContainment(edge.kind) ? given : { ...given, untilMs: Number.POSITIVE_INFINITY };
  const there = direction === 'forward' ? given : stays;
  if (!overlap(there, from, toleranceMs)) return undefined;
  const doubt = overlap(there, from, 0) ? rank.certain : rank.possible;
  const surety = Math.min(from.rank, edge.rank, doubt) as Rank; // The smallest of ranks is a rank.
  const depth = from.depth + 1;
  if (isContainment(edge.kind)) {
    const id = direction === 'forward' ? edge.parentId : edge.childId;
    const inside = intersection(given, from);
    return {
      id,
      depth,
      rank: surety,
      ...inside,
      removedMs: Math.min(given.untilMs, from.removedMs),
    };
  }
  const removedMs = Number.POSITIVE_INFINITY;
  if (direction === 'backward')
    return { id: edge.childId, depth, rank: surety, ...given, removedMs };
  const sinceMs = Math.max(from.sinceMs, given.sinceMs);
  return { id: edge.parentId, depth, rank: surety, sinceMs, untilMs: removedMs, removedMs };
}

type Stretch = { readonly sinceMs: number; readonly untilMs: number };

/**
 * When the child's content could pass to the parent: while it sits inside, while a panel and its
 * boards are one, during an exposure, or at the instant of a split, mix or booking.
 */
function givenDuring(edge: Edge): Stretch {
  if (edge.kind === 'on_panel') {
    return { sinceMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };
  }
  if (isContainment(edge.kind)) return { sinceMs: edge.fromMs, untilMs: edge.toMs };
  const lastMs = edge.kind === 'exposed' ? edge.toMs : edge.fromMs;
  return { sinceMs: edge.fromMs, untilMs: lastMs + 1 };
}

function overlap(a: Stretch, b: Stretch, toleranceMs: number): boolean {
  return a.sinceMs < b.untilMs + toleranceMs && b.sinceMs < a.untilMs + toleranceMs;
}

function intersection(a: Stretch, b: Stretch): Stretch {
  return { sinceMs: Math.max(a.sinceMs, b.sinceMs), untilMs: Math.min(a.untilMs, b.untilMs) };
}

/** Notes an arrival; the object when it is new, surer or its stretch grew. */
function arrive(reached: Map<number, Reached>, arrival: Reached): Reached | undefined {
  const known = reached.get(arrival.id);
  if (known === undefined) {
    reached.set(arrival.id, arrival);
    return arrival;
  }
  const isBetter =
    arrival.rank > known.rank || arrival.sinceMs < known.sinceMs || arrival.untilMs > known.untilMs;
  if (!isBetter) return undefined;
  known.rank = Math.max(known.rank, arrival.rank) as Rank; // Of ranks.
  known.sinceMs = Math.min(known.sinceMs, arrival.sinceMs);
  known.untilMs = Math.max(known.untilMs, arrival.untilMs);
  known.removedMs = Math.max(known.removedMs, arrival.removedMs);
  return known;
}
