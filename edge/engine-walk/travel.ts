import type { Direction } from '../api/contract/trace.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import type { Ascent } from '../engine-reach/ascent.ts';
import {
  type EdgeCursor,
  edgeKinds,
  isBooked,
  isContainment,
  isIdentity,
} from '../engine-reach/edge.ts';
import type { Meetings } from '../engine-reach/meetings.ts';
import type { Rules } from '../engine-reach/rules.ts';
import { Arrival, type Stays } from '../engine-reach/stays.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { rank } from '../trace/edge.ts';

type Way = { readonly met: Meetings; readonly ascent: Ascent };

/** Takes the content of a stay over an edge, by the rules of `edge/trace/walk.ts`. */
export class Travel {
  readonly #genealogy: Genealogy;
  readonly #stays: Stays;
  readonly #met: Meetings;
  readonly #ascent: Ascent;
  readonly #to = new Arrival();
  #isForward = true;
  #rules: Rules | undefined;
  #slackMsMax = 0;
  #watchedMs = Number.NaN;
  /** By how much content was there before any edge led on from a stay that ends at the watched time. */
  leastAheadMs = Number.POSITIVE_INFINITY;

  constructor(genealogy: Genealogy, stays: Stays, { met, ascent }: Way) {
    this.#genealogy = genealogy;
    this.#stays = stays;
    this.#met = met;
    this.#ascent = ascent;
  }

  begin(direction: Direction, rules: Rules): void {
    this.#isForward = direction === 'forward';
    this.#rules = rules;
    this.#slackMsMax = rules.slackMsMax;
  }

  /** Notes from now on how near to an instant something leads on. */
  watch(untilMs: number): void {
    this.#watchedMs = untilMs;
    this.leastAheadMs = Number.POSITIVE_INFINITY;
  }

  /** Follows an edge from a stay, and once more as it may have been at another time. */
  over(edge: EdgeCursor, stay: number): void {
    if (this.#asBooked(edge, stay)) this.#arrive(edge);
    if (!isBooked(edge.kind)) return;
    this.#atAnyTime(edge, stay);
    this.#arrive(edge);
  }

  #arrive(edge: EdgeCursor): void {
    const to = this.#to;
    const isForGood = to.untilMs === Number.POSITIVE_INFINITY;
    if (!this.#isForward && this.#isRaw(to.id)) this.#stays.end(to);
    else if (isForGood && this.#ascent.takes(to.id)) this.#ascent.rise(to.id, to.rank);
    else this.#stays.arrive(to);
    this.#met.note(edge);
  }

  /** Whether nothing says what an object was made from: so it is with half the lots in a unit. */
  #isRaw(id: number): boolean {
    const { objects, links, batches } = this.#genealogy;
    const isLot = objects.kind[id] === kindCodes.lot;
    return isLot && links.firstOfParent(id) === 0 && !batches.has(id);
  }

  /** Sets where a booking may lead whenever it was. */
  #atAnyTime(edge: EdgeCursor, from: number): void {
    const stays = this.#stays;
    const to = this.#to;
    const isForward = this.#isForward;
    to.id = this.#otherEnd(edge, from);
    to.rank = rank.possible;
    to.sinceMs = isForward ? (stays.sinceMs[from] as number) : Number.NEGATIVE_INFINITY; // The stay exists.
    to.sinceSourceId = isForward ? (stays.sinceSourceId[from] as number) : 0;
    to.untilMs = isForward ? Number.POSITIVE_INFINITY : stays.untilMs(from);
    to.untilSourceId = isForward ? 0 : stays.untilSourceId(from);
    to.removedMs = isForward ? Number.POSITIVE_INFINITY : stays.removedMs(from);
  }

  /** Sets where an edge leads with what; false when the content was not there at the time. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: runs for every edge; one function allocates nothing.
  #asBooked(edge: EdgeCursor, from: number): boolean {
    const stays = this.#stays;
    const to = this.#to;
    const isForward = this.#isForward;
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
    const staysGiven = !(isForward || isInside);
    const fromSinceMs = stays.sinceMs[from] as number; // The stay exists.
    const fromSinceSource = stays.sinceSourceId[from] as number;
    const fromUntilMs = stays.untilMs(from);
    const fromUntilSource = stays.untilSourceId(from);
    const aheadMs = fromUntilMs - (hasInput ? edge.inputMs : givenSinceMs);
    if (fromUntilMs === this.#watchedMs && aheadMs < this.leastAheadMs) this.leastAheadMs = aheadMs;
    const opens = this.#order(
      aheadMs,
      hasInput ? edge.inputSourceId : givenSinceSource,
      fromUntilSource,
    );
    if (opens < 0) return false;
    const closes = staysGiven
      ? 1
      : this.#order(givenUntilMs - fromSinceMs, fromSinceSource, givenUntilSource);
    if (closes < 0) return false;
    to.id = this.#otherEnd(edge, from);
    const doubt = opens + closes === 2 ? rank.certain : rank.possible;
    to.rank = Math.min(stays.rank(from), edge.rank, doubt);
    const isGivenLater = givenSinceMs >= fromSinceMs;
    const removedMs = stays.removedMs(from);
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

  /** Of an edge, the end that is not the stay's. */
  #otherEnd({ parentId, childId }: EdgeCursor, stay: number): number {
    return childId === this.#stays.id[stay] ? parentId : childId;
  }

  /** Whether one time is before another: 1 surely, 0 possibly, -1 not. Most need no look at the clocks. */
  #order(aheadMs: number, sourceA: number, sourceB: number): number {
    if (aheadMs > this.#slackMsMax) return 1;
    if (aheadMs <= -this.#slackMsMax) return -1;
    const isSlack = sourceA !== 0 && sourceB !== 0;
    const slackMs = isSlack ? (this.#rules?.slack(sourceA, sourceB) ?? 0) : 0;
    if (aheadMs > slackMs) return 1;
    return aheadMs > -slackMs ? 0 : -1;
  }
}
