import { Heights } from '../engine-columns/heights.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { Batches, type PartRow } from './batches.ts';
import { Bookings } from './bookings.ts';
import { Doubtful } from './doubtful.ts';
import { Holders } from './holders.ts';
import { Links } from './links.ts';
import { Mounts } from './mounts.ts';
import { Objects } from './objects.ts';
import type { StationPassages } from './passages.ts';
import { Places } from './places.ts';
import { Recipes } from './recipes.ts';
import { Visits } from './visits.ts';

/** What the tables hold of objects and how they join, in memory. */
export type Genealogy = {
  readonly objects: Objects;
  readonly links: Links;
  readonly batches: Batches;
  readonly bookings: Bookings;
  readonly recipes: Recipes;
  readonly mounts: Mounts;
  readonly visits: Visits;
  readonly stations: Map<number, StationPassages>;
  readonly customers: Map<number, string>;
  readonly doubtful: Doubtful;
  readonly heights: Heights;
  readonly places: Places;
  readonly holders: Holders;
  /** How often it changed what lots were made from. */
  readonly origins: { changes: number };
};

/** A genealogy, and what was the log's last position when the most of it was copied; undefined: it is empty. */
export type Kept = { readonly genealogy: Genealogy; readonly reachedSeq?: number };

export function emptyGenealogy(): Genealogy {
  const objects = new Objects();
  const links = new Links();
  const batches = new Batches();
  return {
    objects,
    links,
    batches,
    bookings: new Bookings(),
    recipes: new Recipes(),
    mounts: new Mounts(),
    visits: new Visits(),
    stations: new Map(),
    customers: new Map(),
    doubtful: new Doubtful(),
    heights: new Heights(),
    places: new Places(objects, links),
    holders: new Holders(objects, links, batches),
    origins: { changes: 0 },
  };
}

/** Notes that a link between two objects is there, or is no more. */
export function noteLink(genealogy: Genealogy, parentId: number, childId: number): void {
  const { links, batches, heights, places, holders, objects, origins } = genealogy;
  places.forget(childId);
  holders.forget(childId);
  if (objects.kind[parentId] === kindCodes.lot) {
    origins.changes += 1;
    // From the unit on, exposures lead to units again.
    if (objects.kind[childId] !== kindCodes.lot) heights.mayCircle = true;
  }
  heights.note(parentId, childId, (id, visit) => {
    links.eachUp(id, visit);
    batches.eachFrom(id, (_input, { objectId }) => visit(objectId));
  });
}

/** Puts `rows` in the place of all that was known of a transformation. */
export function replaceBatch(genealogy: Genealogy, name: string, rows: readonly PartRow[]): void {
  genealogy.batches.replace(name, rows);
  genealogy.origins.changes += 1;
  for (const output of rows) {
    if (output.isOutput === 0) continue;
    for (const input of rows) {
      if (input.isOutput === 0) noteLink(genealogy, output.objectId, input.objectId);
    }
  }
}

/** What it takes, the scratch of answers not counted. */
export function bytesOf(genealogy: Genealogy): number {
  const { objects, links, batches, bookings, visits, mounts, heights, places, holders, stations } =
    genealogy;
  const passages = [...stations.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const others = [objects, links, batches, bookings, visits, mounts, heights, places, holders];
  return others.reduce((sum, { bytes }) => sum + bytes, passages);
}
