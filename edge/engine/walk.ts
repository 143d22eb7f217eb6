import type { Direction } from '../api/contract/trace.ts';
import { linkCodes } from '../projections/link-folds.ts';
import type { Clocks } from '../trace/clocks.ts';
import { rank } from '../trace/edge.ts';
import { type EdgeCursor, edgeKinds, edgesBackward, edgesForward, type Rules } from './edges.ts';
import type { Genealogy } from './genealogy.ts';
import { isIdentity, Meetings } from './meetings.ts';
import { Arrival, Stays } from './stays.ts';

export type WalkRequest = {
  readonly rootIds: readonly number[];
  readonly direction: Direction;
  readonly clocks: Rules;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

/** The walk of `edge/trace/walk.ts` over the arrays: the same rules, nothing allocated for an edge. */
export class Walk {
  readonly #genealogy: Genealogy;
  readonly stays = new Stays();
  readonly #to = new Arrival();
  readonly #meetings: Meetings;

  constructor(genealogy: Genealogy) {
    this.#genealogy = genealogy;
    this.#meetings = new Meetings(genealogy, this.stays);
  }

  /** What it returns holds until the next walk. */
  run({ rootIds, direction, clocks, sinceMs, untilMs }: WalkRequest): Meetings {
    const { stays } = this;
    const isForward = direction === 'forward';
    const edges = (isForward ? edgesForward : edgesBackward)(this.#genealogy, clocks);
    stays.reset(this.#genealogy.objects.capacity);
    for (const id of rootIds) stays.arrive(rootArrival(id, sinceMs, untilMs));
    const met = this.#meetings;
    met.reset();
    let from = 0;
    const arrive = (edge: EdgeCursor): void => {
      stays.arrive(this.#to);
      met.note(edge, this.#to);
    };
    const travel = (edge: EdgeCursor): void => {
      if (this.#travel(edge, { from, isForward, clocks })) arrive(edge);
      if (!isBooked(edge.kind)) return;
      this.#travelAnyTime(edge, { from, isForward });
      arrive(edge);
    };
    for (let end = stays.count; from < end; end = stays.count) {
      // A stay that another of its level covers goes nowhere that the other does not.
      stays.open(from);
      for (; from < end; from++) {
        if (stays.isOpen[from] === 1) edges(stays.id[from] as number, travel);
      }
    }
    return met;
  }

  /** Sets where a booking may lead whenever it was. */
  #travelAnyTime(edge: EdgeCursor, { from, isForward }: Omit<Way, 'clocks'>): void {
    const { stays } = this;
    const to = this.#to;
    to.id = isForward ? edge.parentId : edge.childId;
    to.depth = (stays.depth[from] as number) + 1; // The stay exists.
    to.rank = rank.possible;
    to.sinceMs = isForward ? (stays.sinceMs[from] as number) : Number.NEGATIVE_INFINITY;
    to.sinceSourceId = isForward ? (stays.sinceSourceId[from] as number) : 0;
    to.untilMs = isForward ? Number.POSITIVE_INFINITY : (stays.untilMs[from] as number);
    to.untilSourceId = isForward ? 0 : (stays.untilSourceId[from] as number);
    to.removedMs = isForward ? Number.POSITIVE_INFINITY : (stays.removedMs[from] as number);
  }

  /** Sets where an edge leads with what; false when the content was not there at the time. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: runs for every edge; one function allocates nothing.
  #travel(edge: EdgeCursor, { from, isForward, clocks }: Way): boolean {
    const { stays } = this;
    const to = this.#to;
    const isInside = isContainment(edge.kind);
    const isSame = isIdentity(edge.kind);
    const givenSinceMs = isSame ? Number.NEGATIVE_INFINITY : edge.fromMs;
    const givenSinceSource = isSame ? 0 : edge.fromSourceId;
    const lastMs = edge.kind === edgeKinds.exposed ? edge.toMs : edge.fromMs;
    const heldUntilMs = isSame ? Number.POSITIVE_INFINITY : edge.toMs;
    const givenUntilMs = isInside ? heldUntilMs : lastMs + 1;
    const heldUntilSource = isSame ? 0 : edge.toSourceId;
    const givenUntilSource = isInside ? heldUntilSource : edge.fromSourceId;
    // What a mix took in goes into what comes out of it later; backward, what was given stays.
    const hasInput = isForward && !Number.isNaN(edge.inputMs);
    const staysGiven = !isForward && !isInside;
    const fromSinceMs = stays.sinceMs[from] as number; // The stay exists.
    const fromSinceSource = stays.sinceSourceId[from] as number;
    const fromUntilMs = stays.untilMs[from] as number;
    const fromUntilSource = stays.untilSourceId[from] as number;
    const opens = order(
      fromUntilMs - (hasInput ? edge.inputMs : givenSinceMs),
      slackOf(hasInput ? edge.inputSourceId : givenSinceSource, fromUntilSource, clocks),
    );
    const closes = order(
      (staysGiven ? Number.POSITIVE_INFINITY : givenUntilMs) - fromSinceMs,
      slackOf(fromSinceSource, staysGiven ? 0 : givenUntilSource, clocks),
    );
    if (opens < 0 || closes < 0) return false;
    to.id = isForward ? edge.parentId : edge.childId;
    to.depth = (stays.depth[from] as number) + 1;
    const doubt = opens + closes === 2 ? rank.certain : rank.possible;
    to.rank = Math.min(stays.rank[from] as number, edge.rank, doubt);
    const isGivenLater = givenSinceMs >= fromSinceMs;
    const removedMs = stays.removedMs[from] as number;
    to.removedMs = isForward ? Number.POSITIVE_INFINITY : removedMs;
    if (isForward || isInside) {
      to.sinceMs = isGivenLater ? givenSinceMs : fromSinceMs;
      to.sinceSourceId = isGivenLater ? givenSinceSource : fromSinceSource;
      to.untilMs = Number.POSITIVE_INFINITY;
      to.untilSourceId = 0;
      if (!isInside) return true;
      const isGivenEarlier = givenUntilMs <= fromUntilMs;
      to.untilMs = isGivenEarlier ? givenUntilMs : fromUntilMs;
      to.untilSourceId = isGivenEarlier ? givenUntilSource : fromUntilSource;
      to.removedMs = Math.min(givenUntilMs, removedMs);
      return true;
    }
    // A lot's content does not leave it: whatever came in before the exposure's end was given.
    const isExposed = edge.kind === edgeKinds.exposed;
    to.sinceMs = isExposed ? Number.NEGATIVE_INFINITY : givenSinceMs;
    to.sinceSourceId = isExposed ? 0 : givenSinceSource;
    to.untilMs = givenUntilMs;
    to.untilSourceId = givenUntilSource;
    return true;
  }
}

type Way = {
  readonly from: number;
  readonly isForward: boolean;
  readonly clocks: Pick<Clocks, 'slack'>;
};

/** 1: surely before; 0: possibly; -1: not. */
function order(aheadMs: number, slackMs: number): number {
  if (aheadMs > slackMs) return 1;
  return aheadMs > -slackMs ? 0 : -1;
}

function slackOf(a: number, b: number, { slack }: Pick<Clocks, 'slack'>): number {
  return a === 0 || b === 0 ? 0 : slack(a, b);
}

function isBooked(kind: number): boolean {
  return kind === linkCodes.split || kind === linkCodes.joined || kind === linkCodes.consumed;
}

function isContainment(kind: number): boolean {
  return (
    kind === linkCodes.installed ||
    kind === linkCodes.packed ||
    kind === linkCodes.shipped ||
    isIdentity(kind)
  );
}

function rootArrival(id: number, sinceMs: number | undefined, untilMs: number | undefined) {
  const arrival = new Arrival();
  arrival.id = id;
  arrival.rank = rank.certain;
  arrival.sinceMs = sinceMs ?? Number.NEGATIVE_INFINITY;
  arrival.untilMs = untilMs ?? Number.POSITIVE_INFINITY;
  return arrival;
}
