import type { PartRow } from '../engine-memory/batches.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { eachLaterLabel } from '../engine-memory/labels.ts';
import type { SlotMounts } from '../engine-memory/mounts.ts';
import { type Leaf, lowerBound } from '../engine-memory/passages.ts';
import { EdgeCursor } from '../engine-reach/edge.ts';
import type { Meetings } from '../engine-reach/meetings.ts';
import type { Rules } from '../engine-reach/rules.ts';
import type { Stays } from '../engine-reach/stays.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { Exposures } from './exposures.ts';
import { setBooked, setLink, setMix } from './joins.ts';
import type { Travel } from './travel.ts';

type Way = {
  readonly met: Meetings;
  readonly travel: Travel;
  /** Absent: every passage is looked at by itself. */
  readonly setUps?: {
    readonly give: (stationId: number, passage: Exposures, most: number) => number | undefined;
  };
};

/** The way from an object to everything that it holds or was made from. */
export class Backward {
  readonly #genealogy: Genealogy;
  readonly #stays: Stays;
  readonly #met: Meetings;
  readonly #travel: Travel;
  readonly #setUps: Way['setUps'];
  readonly #edge = new EdgeCursor();
  readonly #exposures: Exposures;
  #rules: Rules | undefined;
  #stay = 0;

  constructor(genealogy: Genealogy, stays: Stays, { met, travel, setUps }: Way) {
    this.#genealogy = genealogy;
    this.#stays = stays;
    this.#met = met;
    this.#travel = travel;
    this.#setUps = setUps;
    this.#exposures = new Exposures(genealogy.recipes, this.#edge);
  }

  begin(rules: Rules): void {
    this.#rules = rules;
    this.#exposures.rules = rules;
  }

  follow(stay: number): void {
    const { links, batches, bookings, visits, objects } = this.#genealogy;
    const edge = this.#edge;
    const id = this.#stays.id[stay] as number; // The stay exists.
    for (let entry = links.firstOfParent(id); entry !== 0; ) {
      if (links.kind[entry] !== 0) {
        setLink(edge, links, entry);
        this.#travel.over(edge, stay);
      }
      entry = links.nextOfParent[entry] as number; // Entries of a list exist.
    }
    this.#stay = stay;
    if (batches.has(id)) batches.eachInto(id, this.#overMix);
    if (objects.kind[id] !== kindCodes.unit) return;
    if (links.isRenamed(id)) eachLaterLabel(links, id, this.#overRenaming);
    for (const [childId, { atMs, sourceId }] of bookings.lotsOf(id)) {
      setBooked(edge, { parentId: id, childId, atMs, sourceId });
      this.#travel.over(edge, stay);
    }
    visits.each(id, this.#atStation);
  }

  readonly #overRenaming = (entry: number): void => {
    setLink(this.#edge, this.#genealogy.links, entry);
    this.#travel.over(this.#edge, this.#stay);
  };

  readonly #overMix = (input: PartRow, output: PartRow): void => {
    const isMixed = setMix(this.#edge, { input, output }, this.#rules as Rules); // Set when a walk begins.
    if (isMixed) this.#travel.over(this.#edge, this.#stay);
  };

  readonly #atStation = (stationId: number, atMs: number): void => {
    const passages = this.#genealogy.stations.get(stationId);
    if (passages === undefined) return;
    const id = this.#stays.id[this.#stay];
    const { leaves } = passages;
    for (let at = passages.leafBefore(atMs); at < leaves.length; at++) {
      if (passages.isAfter(at, atMs)) return;
      const leaf = leaves[at] as Leaf; // The bound of the loop.
      const offset = atMs - leaf.baseMs;
      for (let index = lowerBound(leaf, atMs); index < leaf.count; index++) {
        if (leaf.at[index] !== offset) break;
        if (leaf.unitId[index] === id) this.#overPassage(stationId, leaf, index);
      }
    }
  };

  #overPassage(stationId: number, leaf: Leaf, index: number): void {
    const passage = this.#exposures;
    const stay = this.#stay;
    passage.take(stationId, leaf, index);
    // Content that has no end is where it is whatever the time.
    const asks = this.#setUps !== undefined && this.#stays.isEndless(stay) && !this.#met.mayCircle;
    const given = asks ? this.#setUps?.give(stationId, passage, this.#stays.rank(stay)) : undefined;
    if (given === undefined) this.#overSlots(stationId);
    else if (given > 0) this.#met.widen(stationId, passage.startMs, passage.atMs);
  }

  /** Follows one passage only. */
  from(stay: number, stationId: number, passage: Exposures): void {
    this.#stay = stay;
    this.#exposures.takeFrom(passage);
    this.#overSlots(stationId);
  }

  #overSlots(stationId: number): void {
    const { mounts } = this.#genealogy;
    for (const slotId of mounts.slotsOf(stationId)) this.#overSlot(mounts.on(slotId));
  }

  /** The mounts of a slot that the passage at hand touches. */
  #overSlot(mounts: SlotMounts): void {
    const passage = this.#exposures;
    const reachMs = (this.#rules as Rules).slackMsMax + mounts.greyMsMax; // Set when a walk begins.
    const untilMs = passage.atMs + reachMs;
    for (let at = mounts.firstReaching(passage.startMs - reachMs); at < mounts.count; at++) {
      if (mounts.startMs(at) > untilMs) return;
      if (passage.to(mounts, at)) this.#travel.over(this.#edge, this.#stay);
    }
  }
}
