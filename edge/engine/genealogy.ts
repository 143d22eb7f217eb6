import { Batches } from './batches.ts';
import { Bookings } from './bookings.ts';
import { Links } from './links.ts';
import { Mounts } from './mounts.ts';
import { Objects } from './objects.ts';
import type { StationPassages } from './passages.ts';
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
};

/** A genealogy, and what was the log's last position when the most of it was copied; undefined: it is empty. */
export type Kept = { readonly genealogy: Genealogy; readonly reachedSeq?: number };

export function emptyGenealogy(): Genealogy {
  return {
    objects: new Objects(),
    links: new Links(),
    batches: new Batches(),
    bookings: new Bookings(),
    recipes: new Recipes(),
    mounts: new Mounts(),
    visits: new Visits(),
    stations: new Map(),
    customers: new Map(),
  };
}
