import type { PartRow } from '../engine-memory/batches.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { isPutInto } from '../engine-memory/holders.ts';
import { eachFormerLabel } from '../engine-memory/labels.ts';
import type { SlotMounts } from '../engine-memory/mounts.ts';
import { earliestStartMs, type Leaf, lowerBound, upperBound } from '../engine-memory/passages.ts';
import type { Ascent } from '../engine-reach/ascent.ts';
import { EdgeCursor } from '../engine-reach/edge.ts';
import type { Meetings } from '../engine-reach/meetings.ts';
import type { Rules } from '../engine-reach/rules.ts';
import type { Stays, Stretch } from '../engine-reach/stays.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { assumedPassageMs } from '../trace/exposure.ts';
import { Exposures } from './exposures.ts';
import { setBooked, setLink, setMix } from './joins.ts';
import { type Reach, sureOf } from './sure.ts';
import type { Travel } from './travel.ts';

type Way = { readonly met: Meetings; readonly ascent: Ascent; readonly travel: Travel };

const none: readonly Stretch[] = [];

/** The way from an object to everything that holds it or was made from it. */
export class Forward {
  readonly #genealogy: Genealogy;
  readonly #stays: Stays;
  readonly #met: Meetings;
  readonly #ascent: Ascent;
  readonly #travel: Travel;
  readonly #edge = new EdgeCursor();
  readonly #exposures: Exposures;
  #rules: Rules | undefined;
  #stay = 0;
  /** By lot: what its last stay surely reached, leaf by leaf; those of its next stay are the same. */
  readonly #sureOf = new Map<number, Stretch[]>();
  #before: readonly Stretch[] = none;
  #sure: Stretch[] = [];

  constructor(genealogy: Genealogy, stays: Stays, { met, ascent, travel }: Way) {
    this.#genealogy = genealogy;
    this.#stays = stays;
    this.#met = met;
    this.#ascent = ascent;
    this.#travel = travel;
    this.#exposures = new Exposures(genealogy.recipes, this.#edge);
  }

  begin(rules: Rules): void {
    this.#rules = rules;
    this.#sureOf.clear();
    this.#exposures.rules = rules;
  }

  follow(stay: number): void {
    const { links, batches, bookings, mounts, objects } = this.#genealogy;
    const edge = this.#edge;
    const id = this.#stays.id[stay] as number; // The stay exists.
    this.#stay = stay;
    for (let entry = links.firstOfChild(id); entry !== 0; ) {
      if (links.kind[entry] !== 0) this.#overLink(entry);
      entry = links.nextOfChild[entry] as number; // Entries of a list exist.
    }
    if (batches.has(id)) batches.eachFrom(id, this.#overMix);
    if (links.isRenamed(id)) eachFormerLabel(links, id, this.#overRenaming);
    if (objects.kind[id] !== kindCodes.lot) return;
    for (const { unitId, atMs, sourceId } of bookings.unitsOf(id)) {
      setBooked(edge, { parentId: unitId, childId: id, atMs, sourceId });
      this.#travel.over(edge, stay);
    }
    this.#before = this.#sureOf.get(id) ?? none;
    this.#sure = [];
    mounts.eachOfLot(id, this.#overMount);
    if (this.#sure.length > 0) this.#sureOf.set(id, this.#sure);
  }

  #overLink(entry: number): void {
    const { links } = this.#genealogy;
    const stay = this.#stay;
    const parentId = links.parentId[entry] as number; // The entry exists.
    const isForGood = this.#stays.isEndless(stay) && links.lasts(entry);
    if (isForGood && isPutInto(links.kind[entry] as number) && this.#ascent.takes(parentId)) {
      this.#ascent.rise(parentId, this.#stays.rank(stay)); // Nearly all links, so no edge is set.
      return;
    }
    setLink(this.#edge, links, entry);
    this.#travel.over(this.#edge, stay);
  }

  readonly #overRenaming = (entry: number): void => {
    setLink(this.#edge, this.#genealogy.links, entry);
    this.#travel.over(this.#edge, this.#stay);
  };

  readonly #overMix = (input: PartRow, output: PartRow): void => {
    const isMixed = setMix(this.#edge, { input, output }, this.#rules as Rules); // Set when a walk begins.
    if (isMixed) this.#travel.over(this.#edge, this.#stay);
  };

  readonly #overMount = (mounts: SlotMounts, index: number): void => {
    const passages = this.#genealogy.stations.get(mounts.slot.stationId);
    if (passages === undefined) return;
    const { slackMsMax } = this.#rules as Rules; // Set when a walk begins.
    const lastingMs = Math.max(passages.passageMsMax, assumedPassageMs);
    const fromMs = mounts.outerFromMs(index) - slackMsMax; // The interval exists.
    const toMs = mounts.outerToMs(index) + slackMsMax + lastingMs;
    const { leaves } = passages;
    for (let at = passages.leafBefore(fromMs); at < leaves.length; at++) {
      if (passages.isAfter(at, toMs)) return;
      const leaf = leaves[at] as Leaf; // The bound of the loop.
      const from = lowerBound(leaf, fromMs);
      const to = upperBound(leaf, toMs);
      if (from < to) this.#overLeaf({ mounts, index, leaf, from, to, stay: this.#stay });
    }
  };

  /** Those that were surely inside go in one stretch; the others are looked at one by one. */
  #overLeaf(reach: Reach): void {
    const { recipes } = this.#genealogy;
    const known = { stays: this.#stays, recipes, rules: this.#rules as Rules }; // Set when a walk begins.
    const sure = sureOf(reach, known);
    const before = this.#before[this.#sure.length];
    this.#sure.push(sure);
    this.#overEach(reach, reach.from, sure.from);
    if (sure.from < sure.to) this.#overAll(reach, sure, before);
    this.#overEach(reach, sure.to, reach.to);
  }

  #overEach({ mounts, index, leaf, stay }: Reach, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.#exposures.take(mounts.slot.stationId, leaf, at);
      if (this.#exposures.to(mounts, index)) this.#travel.over(this.#edge, stay);
    }
  }

  /** What another stay of the lot reached as surely `before` is left out. */
  #overAll({ mounts, index, leaf }: Reach, stretch: Stretch, before: Stretch | undefined): void {
    const { from, to, rank } = stretch;
    if (before === undefined || before.rank < rank || before.from >= before.to) {
      this.#ascent.overStretch(leaf, stretch);
    } else {
      this.#ascent.overStretch(leaf, { from, to: Math.min(to, before.from), rank });
      this.#ascent.overStretch(leaf, { from: Math.max(from, before.to), to, rank });
    }
    const untilMs = leaf.baseMs + (leaf.at[to - 1] as number); // Within the leaf.
    this.#met.widen(mounts.slot.stationId, earliestStartMs(leaf, from, to), untilMs);
    if (!this.#met.mayCircle) return;
    const lotId = mounts.lotId(index); // The interval exists.
    for (let at = from; at < to; at++) {
      this.#met.circles.note(leaf.unitId[at] as number, lotId);
    }
  }
}
